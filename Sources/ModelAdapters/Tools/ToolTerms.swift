public import Agent
public import Events

/// What the operator says of one tool; what its server says of itself is not believed.
public struct ToolTerms: Hashable, Sendable {
    /// What becomes of one thing that a tool takes.
    public enum InputRule: Hashable, Sendable {
        /// It has this value in every call, and nobody is asked for it.
        case fixed(JSON)
        /// It takes the id of the call's own account; a call without an account has no such tool.
        case account
        /// It is not sent.
        case leftOut
    }

    /// The name by which the coach calls it.
    public let name: String
    /// What it is for, in one line, as a model and the rep read it.
    public var summary: String
    /// What it may do.
    public var access: Tool.Access
    /// What people must have agreed to for it.
    public var purpose: ToolPurpose
    /// How long, how much and how often.
    public var limits: ToolLimits
    /// What becomes of some of its inputs; the others are asked of whoever calls it.
    public var inputs: [String: InputRule]
    /// Which part of its answer counts, and what of that the rep may read.
    public var answer: AnswerShape

    /// Terms.
    ///
    /// - Throws: when the name is none, or that of a tool that every call has or may have.
    public init(
        name: String,
        summary: String,
        access: Tool.Access,
        purpose: ToolPurpose,
        limits: ToolLimits = .standard,
        inputs: [String: InputRule] = [:],
        answer: AnswerShape = AnswerShape()
    ) throws(ToolProblem) {
        guard Self.isName(name) else {
            throw ToolProblem("tool", "a name of another form", "1 to 64 of a-z, 0-9 and _")
        }
        guard !BuiltInTool.reservedNames.contains(name) else {
            throw ToolProblem(name, "the name of a built-in tool", "another name")
        }
        (self.name, self.summary, self.access, self.purpose) = (name, summary, access, purpose)
        (self.limits, self.inputs, self.answer) = (limits, inputs, answer)
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }

    /// The tool as everybody sees it, over a source that is told what is fixed.
    func connected(
        _ inputs: [ToolInput],
        over source: (_ fixed: JSONObject) -> any ToolSource
    ) -> ConnectedTool {
        var fixed = JSONObject()
        var accountInputs: Set<String> = []
        for (name, rule) in self.inputs {
            switch rule {
            case .fixed(let value): fixed[name] = value
            case .account: accountInputs.insert(name)
            case .leftOut: break
            }
        }
        let asked = inputs.filter { fixed[$0.name] == nil && self.inputs[$0.name] != .leftOut }
        let tool = Tool(
            name: name,
            summary: summary,
            inputs: asked,
            access: access,
            purpose: purpose,
            limits: limits
        )
        return ConnectedTool(tool, accountInputs: accountInputs, over: source(fixed))
    }
}

/// What is wrong with a tool that an operator configured: where, what was found and what was expected.
public struct ToolProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where: a tool, a server, or a file with a JSON Pointer behind `#`.
    ///
    /// A pointer has names that others chose; it is one line of what can be shown in a terminal.
    public let place: String
    /// What was found; never somebody's words or a secret.
    public let found: String
    /// What was expected.
    public let expected: String

    /// The path of a file and a pointer as deep as schemas are.
    private static let longestPlace = 500

    init(_ place: String, _ found: String, _ expected: String) {
        self.place = InputSchema.line(place, longest: Self.longestPlace)
        (self.found, self.expected) = (found, expected)
    }

    /// The one line `place: found …, expected …`.
    public var description: String { "\(place): found \(found), expected \(expected)" }
}
