public import Events
import Projections

/// What a language model is asked: a pure function of the call's fold and of what was found for the
/// turn.
///
/// What was said and shown stands apart from the instructions, line by line and attributed, so that
/// no adapter can mistake a prospect's words for its own.
public struct Prompt: Hashable, Sendable {
    /// One line of the conversation.
    public struct Line: Hashable, Sendable {
        /// Its version, by which a nudge cites it.
        public var version: StreamVersion
        /// The speaker's role.
        public var role: Role
        /// What was said, masked.
        public var text: String
    }

    /// A passage of the playbook.
    public struct Passage: Hashable, Sendable {
        /// The entry's id, by which a nudge cites it.
        public var id: String
        /// Its kind.
        public var kind: String
        /// Its headline.
        public var headline: String
        /// Its text.
        public var body: String
        /// How well it answers the turn.
        public var scorePerMille: Int
    }

    /// A still picture of the rep's screen.
    public struct Frame: Hashable, Sendable {
        /// The version of the event that kept it.
        public var version: StreamVersion
        /// The JPEG.
        public var jpeg: [UInt8]
        /// Whether it was asked for at higher resolution.
        public var isDetail = false
    }

    /// What a tool answered in an earlier step of this turn.
    public struct ToolAnswer: Hashable, Sendable {
        /// The tool.
        public var tool: String
        /// Its arguments as canonical JSON.
        public var arguments: String
        /// Its answer as canonical JSON, or why there is none.
        public var answer: String
    }

    /// A tool that may be called.
    public struct OfferedTool: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// What it is for.
        public var summary: String
        /// JSON Schema of its arguments.
        public var schema: JSONObject
    }

    /// What the coach is for, and its rules.
    public var instructions: String
    /// The newest lines, oldest first.
    public var lines: [Line]
    /// The passages that may answer, the best first.
    public var passages: [Passage]
    /// The newest frame, where `screen_frames` is in force.
    public var frame: Frame?
    /// What tools answered before, in this turn.
    public var toolAnswers: [ToolAnswer]
    /// What it may call: silence, a nudge, and the tools of the call.
    public var tools: [OfferedTool]
    /// The tools that the model's own provider runs, handed on as they are.
    public var providerTools: [ProviderTool]

    /// The prompt as the log keeps it: the frame by its digest.
    public var json: JSONObject {
        var object: JSONObject = [
            "instructions": .string(instructions),
            "lines": .array(lines.map(\.json)),
            "passages": .array(passages.map(\.json)),
            "toolAnswers": .array(toolAnswers.map(\.json)),
            "tools": .array(tools.map { .string($0.name) }),
        ]
        if !providerTools.isEmpty {
            object["providerTools"] = .array(providerTools.map { .string($0.name) })
        }
        if let frame { object["frame"] = .string(hexDigest(of: frame.jpeg)) }
        return object
    }
}

extension Prompt.Line {
    fileprivate var json: JSON {
        .object([
            "line": .integer(Int64(version.value)),
            "role": .string(role.rawValue),
            "text": .string(text),
        ])
    }
}

extension Prompt.Passage {
    fileprivate var json: JSON {
        .object([
            "id": .string(id), "kind": .string(kind), "headline": .string(headline),
            "body": .string(body), "scorePerMille": .integer(Int64(scorePerMille)),
        ])
    }
}

extension Prompt.ToolAnswer {
    fileprivate var json: JSON {
        .object([
            "tool": .string(tool), "arguments": .string(arguments), "answer": .string(answer),
        ])
    }
}
