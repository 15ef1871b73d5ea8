import Agent
import Events

/// An answer in the form of Anthropic's messages; events that are newer than this are passed over.
struct AnthropicHearing: AnswerHearing {
    private let host: String
    private let providerTools: [ProviderTool]
    private var calls = CallsInPieces()
    private var ownCalls = ProviderCalls()
    private var input = 0
    private var written = 0
    private var cached = 0
    private var out = 0
    private var blocks = HeardBlocks()
    private var container: String?
    private var reason: String?

    private(set) var hasBegun = false
    private(set) var isOver = false

    init(from host: String, providerTools: [ProviderTool]) {
        (self.host, self.providerTools) = (host, providerTools)
    }

    mutating func hear(_ event: StreamEvent) throws(HTTPFailure) {
        guard !isOver else { return }
        let data: WireJSON
        do { data = try WireJSON(parsing: event.data, isPiece: true) } catch {
            throw HTTPFailure.malformed(host, expected: "JSON in each event of the stream")
        }
        switch data["type"]?.string ?? event.name {
        case "message_start": hear(usage: data["message"]?["usage"])
        case "content_block_start": try hear(block: data["content_block"], at: data["index"]?.count)
        case "content_block_delta": try hear(delta: data["delta"], at: data["index"]?.count)
        case "message_delta":
            hear(end: data["delta"])
            hear(usage: data["usage"])
        case "message_stop": isOver = true
        case "error": throw HTTPFailure.inside(host, RefusalCode(error: data["error"] ?? data))
        default: break
        }
    }

    mutating func hear(whole: WireJSON) throws(HTTPFailure) {
        if whole["type"]?.string == "error" {
            throw HTTPFailure.inside(host, RefusalCode(error: whole["error"] ?? whole))
        }
        guard let blocks = whole["content"]?.array else {
            throw HTTPFailure.lacking(host, "content")
        }
        for (place, block) in blocks.enumerated() { try hear(block: block, at: place) }
        hear(end: whole)
        hear(usage: whole["usage"])
        (hasBegun, isOver) = (true, true)
    }

    func heard() throws(HTTPFailure) -> HeardAnswer {
        guard isOver else {
            throw HTTPFailure.cutShort(host, before: "message_stop")
        }
        guard calls.all.allSatisfy({ !$0.name.isEmpty }) else {
            throw HTTPFailure.lacking(host, "content_block.name")
        }
        return HeardAnswer(
            calls: reason == Self.refusal ? [] : wholeCalls,
            providerTools: ownCalls.names,
            tokens: TokenCounts(fresh: input + written, cached: cached, out: out),
            isCutOff: reason == Self.cutOff,
            paused: paused
        )
    }

    private var wholeCalls: [ModelAnswer.ToolCall] {
        calls.all.map {
            // A tool without arguments is called without any piece of them.
            .init(
                name: $0.name,
                arguments: $0.arguments.isEmpty ? Array("{}".utf8) : $0.arguments
            )
        }
    }

    /// The reason to stop by which the provider's own tools have used up their rounds.
    private static let pause = "pause_turn"
    /// The reason to stop by which what came before is not to be used, calls that were whole among it.
    private static let refusal = "refusal"
    /// The reason to stop by which the answer would have gone on.
    private static let cutOff = "max_tokens"

    /// What has come of an answer that is to be carried on; one that calls a tool of ours is none.
    private var paused: PausedAnswer? {
        guard reason == Self.pause, calls.all.isEmpty else { return nil }
        return blocks.content.map { PausedAnswer(content: $0, container: container) }
    }

    private mutating func hear(end: WireJSON?) {
        reason = end?["stop_reason"]?.string ?? reason
        container = end?["container"]?["id"]?.string ?? container
    }

    private mutating func hear(block: WireJSON?, at place: Int?) throws(HTTPFailure) {
        blocks.begin(block, at: place)
        switch block?["type"]?.string {
        case "tool_use":
            hasBegun = true
            // In a stream it begins empty and comes in pieces; in one piece it is whole here.
            let whole = block?["input"].map { $0 == .object([:]) ? TextPiece() : $0.arguments }
            try add(at: place, block?["id"]?.string, block?["name"]?.string, whole ?? TextPiece())
        // `server_tool_use`, `mcp_tool_use` and whatever else the provider runs itself.
        case let type? where type.hasSuffix("_tool_use"):
            hasBegun = true
            let name = block?["name"]?.string ?? type
            ownCalls.add(providerTools.named(name) ?? providerTools.running(name) ?? name)
        default: break
        }
    }

    private mutating func hear(delta: WireJSON?, at place: Int?) throws(HTTPFailure) {
        hasBegun = true
        blocks.add(delta, at: place)
        // Pieces of a provider's own call come in the same form, at a place that none of ours has.
        guard delta?["type"]?.string == "input_json_delta", let place, calls.has(place) else {
            return
        }
        try add(at: place, nil, nil, delta?["partial_json"]?.text ?? TextPiece())
    }

    private mutating func add(
        at place: Int?,
        _ id: String?,
        _ name: String?,
        _ arguments: TextPiece
    ) throws(HTTPFailure) {
        guard calls.add(at: place, id: id, name: name, arguments: arguments) else {
            throw HTTPFailure.malformed(host, expected: CallsInPieces.expected)
        }
    }

    /// Counts are of the whole message so far: the newest stands.
    private mutating func hear(usage: WireJSON?) {
        input = usage?["input_tokens"]?.count ?? input
        written = usage?["cache_creation_input_tokens"]?.count ?? written
        cached = usage?["cache_read_input_tokens"]?.count ?? cached
        out = usage?["output_tokens"]?.count ?? out
    }
}

extension [ProviderTool] {
    /// The tool under whose name a provider runs several: `bash_code_execution` is code execution.
    fileprivate func running(_ word: String) -> String? {
        first { word.hasSuffix("_" + ($0.definition["name"]?.string ?? $0.name)) }?.name
    }
}
