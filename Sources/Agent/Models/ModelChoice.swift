import Events

/// What a language model chose, once its answer was found to keep to the rules.
///
/// Silence is a call of its own: an answer without any is not taken for it. Called beside anything else
/// it wins, since a model that contradicts itself has no reason to interrupt.
enum ModelChoice: Hashable, Sendable {
    case silence
    case nudge(ModelNudge)
    case tools([Request])

    /// A tool it wants called.
    struct Request: Hashable, Sendable {
        var tool: String
        var arguments: JSONObject
    }

    /// The choice as the log names it.
    var name: ModelCompleted.Choice {
        switch self {
        case .silence: .silence
        case .nudge: .nudge
        case .tools: .tools
        }
    }

    /// The longest texts a nudge may have: a rep reads them while listening.
    static let longestHeadline = PlaybookParser.longestHeadline
    static let longestBody = 600
    /// More tools in one answer are a loop, not a plan.
    static let mostTools = 4

    private static let silenceName = "stay_silent"
    private static let nudgeName = "nudge"

    /// Why an answer is no choice.
    struct Unusable: Error, Hashable {
        /// What it lacks, or has not in its form; nil for more calls than are made.
        var missing: WireField?
    }

    /// Reads an answer.
    ///
    /// - Throws: when it is neither silence nor a nudge nor a call of known tools.
    init(_ answer: ModelAnswer, knowing tools: Set<String>) throws(Unusable) {
        guard !answer.calls.isEmpty else { throw Unusable(missing: "tool call") }
        if answer.calls.contains(where: { $0.name == Self.silenceName }) {
            self = .silence
        } else if let call = answer.calls.first(where: { $0.name == Self.nudgeName }) {
            // What it says beside that, such as how sure it is, is nobody's concern.
            guard let fields = Self.object(call.arguments, by: LooseJSON.wholeMembers) else {
                throw Unusable(missing: Self.arguments)
            }
            self = .nudge(try ModelNudge(fields))
        } else {
            guard answer.calls.count <= Self.mostTools else { throw Unusable() }
            var requests: [Request] = []
            for call in answer.calls {
                guard tools.contains(call.name) else { throw Unusable(missing: "name") }
                guard let fields = Self.object(call.arguments) else {
                    throw Unusable(missing: Self.arguments)
                }
                requests.append(Request(tool: call.name, arguments: fields))
            }
            self = .tools(requests)
        }
    }

    /// The two tools that every model has.
    static let offered = [
        Prompt.OfferedTool(
            name: silenceName,
            summary: "Say nothing to the rep. Right nine times in ten.",
            schema: schema(["reason": "why, in a few words"], required: [])
        ),
        Prompt.OfferedTool(
            name: nudgeName,
            summary: "Show the rep one short tip.",
            schema: schema(
                [
                    "line": "the number of the line it answers",
                    "passage": "the id of the passage it rests on",
                    "headline": "at most \(longestHeadline) characters, read at a glance",
                    "body": "at most \(longestBody) characters, from the passage",
                ],
                required: ["line", "passage", "headline", "body"]
            )
        ),
    ]

    private static func schema(_ fields: [String: String], required: [String]) -> JSONObject {
        var properties = JSONObject()
        for (name, what) in fields {
            let type = name == "line" ? "integer" : "string"
            properties[name] = .object(["type": .string(type), "description": .string(what)])
        }
        return [
            "type": .string("object"),
            "properties": .object(properties),
            "required": .array(required.map { .string($0) }),
            "additionalProperties": .bool(false),
        ]
    }

    /// What a call has that is cut off, or no JSON.
    private static let arguments: WireField = "arguments"

    /// The largest arguments read: many times what a nudge may say.
    private static let mostBytes = 16_384

    /// A model's JSON is nobody's canonical form; what a tool is called with must be whole.
    private static func object(
        _ bytes: [UInt8],
        by read: ([UInt8]) -> JSONObject? = LooseJSON.object
    ) -> JSONObject? {
        guard bytes.count <= mostBytes else { return nil }
        // Some models write nothing where nothing is to be said.
        guard !bytes.isEmpty else { return [:] }
        return read(bytes)
    }
}

/// A nudge as a language model put it, not yet held against what it rests on.
struct ModelNudge: Hashable, Sendable {
    var line: StreamVersion
    var passage: String
    var headline: String
    var body: String

    /// Reads the arguments, and of the texts what is what it looks like.
    ///
    /// - Throws: the first that is missing, of another type, empty or too long, by its name.
    init(_ fields: JSONObject) throws(ModelChoice.Unusable) {
        guard let line = fields["line"]?.integer, line > 0 else {
            throw ModelChoice.Unusable(missing: "nudge.line")
        }
        guard let passage = fields["passage"]?.string else {
            throw ModelChoice.Unusable(missing: "nudge.passage")
        }
        guard let headline = fields["headline"]?.string?.shownOnOneLine,
            (1...ModelChoice.longestHeadline).contains(headline.count)
        else { throw ModelChoice.Unusable(missing: "nudge.headline") }
        guard let body = fields["body"]?.string?.shown,
            (1...ModelChoice.longestBody).contains(body.count)
        else { throw ModelChoice.Unusable(missing: "nudge.body") }
        (self.line, self.passage) = (StreamVersion(UInt64(line)), passage)
        (self.headline, self.body) = (headline, body)
    }
}
