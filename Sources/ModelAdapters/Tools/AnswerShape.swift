import Agent
import Events

/// Which part of an answer counts, and what of that the rep may read.
public struct AnswerShape: Hashable, Sendable {
    /// The part of the answer that a model reads.
    public var part: JSONPointer
    /// What in that part the rep may read; nothing if nil.
    public var line: JSONPointer?

    /// A shape: the whole answer, and nothing of it for the rep, unless said otherwise.
    public init(part: JSONPointer = .whole, line: JSONPointer? = nil) {
        (self.part, self.line) = (part, line)
    }

    /// The answer as the coach takes it: an object, whose `line` is only what the operator named.
    func read(_ answer: WireJSON) throws(ToolFault) -> JSONObject {
        guard let part = answer[part] else { throw .lacking("part") }
        guard let value = JSON(part) else { throw .junk }
        var object = value.object ?? ["value": value]
        object["line"] = line.flatMap { part[$0] }.flatMap { JSON($0)?.words }.map { .string($0) }
        return object
    }
}

extension JSON {
    /// More members than fit an answer of any tool.
    private static let mostMembers = 2_000

    /// What others wrote, as the log can hold it; nil when an object has more members than any answer, or a
    /// text half a character.
    ///
    /// A number that is not whole, or too large for some reader, becomes its text.
    init?(_ wire: WireJSON) {
        switch wire {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .string(let text): self = .string(text)
        case .digits(let text): self = .string(text)
        case .piece: return nil
        case .number(let number):
            let whole = Int64(exactly: number)
                .flatMap { $0.magnitude <= JSON.largestInteger ? $0 : nil }
            self = whole.map { .integer($0) } ?? .string(number.description)
        case .array(let elements):
            var array: [JSON] = []
            for element in elements {
                guard let value = JSON(element) else { return nil }
                array.append(value)
            }
            self = .array(array)
        case .object(let members):
            guard members.count <= Self.mostMembers else { return nil }
            var object = JSONObject()
            for (name, member) in members {
                guard let value = JSON(member) else { return nil }
                object[name] = value
            }
            self = .object(object)
        }
    }

    /// Text, or a number or flag as text; nil for anything else.
    var words: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): String(flag)
        case .null, .array, .object: nil
        }
    }
}
