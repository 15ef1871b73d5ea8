import Agent
import Events

/// An answer in the form of OpenAI's chat completions, with what real servers make of it: usage in any piece,
/// choices that are null or empty, fragments without names, errors inside the stream, any reason to stop.
struct OpenAIHearing: AnswerHearing {
    private let host: String
    private let providerTools: [ProviderTool]
    private var calls = CallsInPieces()
    private var ownCalls = ProviderCalls()
    private var cites = false
    private var tokens = TokenCounts()
    private var reason: String?
    private var hasReason = false

    /// The reason to end by which what came before is not to be used: a filter stopped it.
    private static let refusal = "content_filter"
    /// The reason to end by which the answer would have gone on.
    private static let cutOff = "length"

    private(set) var hasBegun = false
    private(set) var isOver = false

    init(from host: String, providerTools: [ProviderTool]) {
        (self.host, self.providerTools) = (host, providerTools)
    }

    mutating func hear(_ event: StreamEvent) throws(HTTPFailure) {
        guard !isOver else { return }
        if event.data.starts(with: "[DONE]".utf8) {
            isOver = true
            return
        }
        let chunk: WireJSON
        do { chunk = try WireJSON(parsing: event.data, isPiece: true) } catch {
            throw HTTPFailure.malformed(host, expected: "JSON in each event of the stream")
        }
        try hear(chunk)
    }

    mutating func hear(whole: WireJSON) throws(HTTPFailure) {
        if whole["error"] == nil {
            guard let choices = whole["choices"] else {
                throw HTTPFailure.lacking(host, "choices")
            }
            guard choices.array?.contains(where: { Self.message(of: $0) != nil }) == true else {
                throw HTTPFailure.lacking(host, "choices[].message")
            }
        }
        try hear(whole)
        isOver = true
    }

    func heard() throws(HTTPFailure) -> HeardAnswer {
        guard isOver || hasReason else {
            throw HTTPFailure.cutShort(host, before: "choices[].finish_reason")
        }
        guard calls.all.allSatisfy({ !$0.name.isEmpty }) else {
            throw HTTPFailure.lacking(host, "tool_calls[].function.name")
        }
        // Options of a request have no type; that one of them was used shows by what the answer cites.
        let option = providerTools.first { $0.definition["type"] == nil }?.name
        return HeardAnswer(
            calls: reason == Self.refusal ? [] : calls.all,
            providerTools: ownCalls.names + (cites ? [option].compactMap(\.self) : []),
            tokens: tokens,
            isCutOff: reason == Self.cutOff
        )
    }

    private mutating func hear(_ chunk: WireJSON) throws(HTTPFailure) {
        if let error = chunk["error"] {
            throw HTTPFailure.inside(host, RefusalCode(error: error))
        }
        if let usage = chunk["usage"] { tokens = Self.tokens(usage) }
        for choice in chunk["choices"]?.array ?? [] where (choice["index"]?.count ?? 0) == 0 {
            if let given = choice["finish_reason"] {
                hasReason = true
                reason = given.string ?? reason
            }
            guard let delta = Self.message(of: choice) else { continue }
            try hear(delta: delta)
        }
    }

    /// What a choice says, of a stream or in one piece.
    private static func message(of choice: WireJSON) -> WireJSON? {
        choice["delta"] ?? choice["message"]
    }

    private mutating func hear(delta: WireJSON) throws(HTTPFailure) {
        let words = ["content", "refusal", "reasoning_content", "reasoning"]
        if words.contains(where: { delta[$0]?.text?.isEmpty == false }) { hasBegun = true }
        if delta["annotations"]?.array?.isEmpty == false { cites = true }
        for fragment in delta["tool_calls"]?.array ?? [] {
            hasBegun = true
            try hear(fragment: fragment)
        }
    }

    private mutating func hear(fragment: WireJSON) throws(HTTPFailure) {
        let place = fragment["index"]?.count
        if let type = fragment["type"]?.string, !["function", ""].contains(type) {
            return ownCalls.add(providerTools.named(type) ?? type, at: place)
        }
        let function = fragment["function"]
        if function?["name"] != nil { ownCalls.leave(place) }
        guard !ownCalls.has(place) else { return }
        let isTaken = calls.add(
            at: place,
            id: fragment["id"]?.string,
            name: function?["name"]?.string,
            arguments: function?["arguments"]?.arguments ?? TextPiece()
        )
        guard isTaken else {
            throw HTTPFailure.malformed(host, expected: CallsInPieces.expected)
        }
    }

    private static func tokens(_ usage: WireJSON) -> TokenCounts {
        let details = usage["prompt_tokens_details"]
        let prompt = usage["prompt_tokens"]?.count ?? 0
        let cached = min(prompt, details?["cached_tokens"]?.count ?? 0)
        return TokenCounts(
            fresh: prompt - cached,
            cached: cached,
            out: usage["completion_tokens"]?.count ?? 0,
            pictures: details?["image_tokens"]?.count
        )
    }
}

extension [ProviderTool] {
    /// The tool that a word of the provider's answer means: its own name, that of its definition, or its type.
    func named(_ word: String) -> String? {
        first { tool in
            let names = ["name", "type"].compactMap { tool.definition[$0]?.string }
            return ([tool.name] + names).contains(word)
        }?.name
    }
}

extension WireJSON {
    /// The arguments of a call, or a piece of them: a string of JSON, or, as some servers have it, the object
    /// itself.
    var arguments: TextPiece {
        if let text { return text }
        guard self != .null else { return TextPiece() }
        return TextPiece(text: String(decoding: written, as: UTF8.self))
    }
}
