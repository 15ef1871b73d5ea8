public import Events

/// A tool as everybody who may call it sees it: what it is for, what it takes, what it may do.
public struct Tool: Hashable, Sendable {
    /// What a tool may do.
    public enum Access: Hashable, Sendable {
        /// It looks something up and changes nothing.
        case readOnly
        /// It changes something outside, and so needs the rep's approval each time.
        case acting
    }

    /// Its name: lower-case letters, digits and `_`.
    public let name: String
    /// What it is for, in one line, as a model reads it.
    public let summary: String
    /// What it takes, in the order of a sentence about it.
    public let inputs: [ToolInput]
    /// What it may do.
    public let access: Access
    /// What people must have agreed to for it.
    public let purpose: ToolPurpose
    /// How long, how much and how often.
    public let limits: ToolLimits

    /// A tool; its name and those of its inputs are the program's own, not somebody's words.
    public init(
        name: String,
        summary: String,
        inputs: [ToolInput],
        access: Access,
        purpose: ToolPurpose,
        limits: ToolLimits = .standard
    ) {
        precondition(Self.isName(name), "a tool's name has lower-case letters, digits and _")
        precondition(Set(inputs.map(\.name)).count == inputs.count, "inputs have different names")
        (self.name, self.summary, self.inputs) = (name, summary, inputs)
        (self.access, self.purpose, self.limits) = (access, purpose, limits)
    }

    /// Providers take 64 characters at most.
    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The JSON Schema of the arguments, as a model's request carries it.
    ///
    /// What the call itself gives is not in it: a model cannot ask for another value.
    public var schema: JSONObject {
        var properties = JSONObject()
        for input in inputs { properties[input.name] = input.schema.map { .object($0) } }
        let required = inputs.filter { $0.isRequired && $0.schema != nil }
        return [
            "type": .string("object"),
            "properties": .object(properties),
            "required": .array(required.map { .string($0.name) }),
            "additionalProperties": .bool(false),
        ]
    }
}

/// How long a tool may take, how much it may answer and how often it may fail.
public struct ToolLimits: Hashable, Sendable {
    /// When its caller stops waiting: half a second is what a turn of a call bears.
    public var deadlineMicros: Int64 = 500_000
    /// How long after the call its answer is still about what was being said.
    public var freshMicros: Int64 = 10_000_000
    /// How long an answer stands for the same call again; of an acting tool, how long the same act
    /// counts as done.
    public var cacheMicros: Int64 = 60_000_000
    /// The largest answer, as canonical JSON; more does not fit beside a conversation in a prompt.
    public var largestResult = 32 * 1024
    /// So many failures in a row are no accident.
    public var failuresToOpen = 3
    /// How long it is then left alone.
    public var openMicros: Int64 = 30_000_000
    /// Calls that may be under way at once, those given up and not come back included.
    public var mostUnderWay = 4

    /// The limits of a tool that says nothing else.
    public static let standard = ToolLimits()

    /// The limits above.
    public init() {}
}
