import Agent
import Foundation

/// A labelled turn of which it is known whether it needed knowledge.
struct TimingRow: Decodable {
    var turn: TurnRow
    var call: String
    var needsKnowledge: Bool

    enum CodingKeys: String, CodingKey {
        case call = "call_id"
        case needsKnowledge = "needs_knowledge"
    }

    init(from decoder: any Decoder) throws {
        turn = try TurnRow(from: decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        call = try fields.decodeIfPresent(String.self, forKey: .call) ?? turn.id
        needsKnowledge = try fields.decode(Bool.self, forKey: .needsKnowledge)
    }
}

/// A labelled turn of which it is known which tools, if any, were called after it.
struct ToolTurnRow: Decodable {
    var turn: TurnRow
    var call: String
    var candidates: [String]
    var due: [String]

    enum CodingKeys: String, CodingKey {
        case call = "call_id"
        case candidates
        case due = "gold_tools"
    }

    init(from decoder: any Decoder) throws {
        turn = try TurnRow(from: decoder)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        call = try fields.decodeIfPresent(String.self, forKey: .call) ?? turn.id
        candidates = try fields.decode([String].self, forKey: .candidates)
        due = try fields.decode([String].self, forKey: .due)
    }
}

/// A tool as a file of tools describes it; what else a line holds is passed over.
struct ToolRow: Decodable {
    struct Input: Decodable {
        var name: String
        var readable: String?
        var type: String?
        var categories: [String]?
    }

    var name: String
    var description: String?
    var input: [Input]
    var required: [String]

    /// The type of an input that says how the tool is to act, not what it is about.
    private static let mode = "RequestType"

    var tool: ToolDescription {
        ToolDescription(
            name: name,
            summary: description ?? "",
            inputs: input.filter { $0.type != Self.mode }.map { input in
                ToolDescription.Input(
                    name: input.name,
                    label: input.readable ?? input.name,
                    categories: input.categories ?? [],
                    isRequired: required.contains(input.name)
                )
            }
        )
    }
}

extension TurnRow {
    /// The lines before the turn, oldest first.
    var before: [ConversationLine] { context.map(\.line) }

    /// The same turn as speech-to-text may give it: no punctuation, no case.
    var wordsOnly: TurnRow {
        var row = self
        row.turn = Self.bare(turn)
        for place in row.context.indices {
            row.context[place].text = Self.bare(row.context[place].text)
        }
        return row
    }

    private static func bare(_ text: String) -> String {
        var bare = ""
        for character in text.lowercased() where character != "'" && character != "’" {
            bare.append(character.isLetter || character.isNumber ? character : " ")
        }
        return bare
    }
}

extension Installation {
    /// A fitted model: a file of the person's own, or the one that comes with Aside.
    static func model(_ name: String, at path: String?) throws -> SourceFile {
        let shipped = data.appendingPathComponent("models").appendingPathComponent(name + ".json")
        return try sourceFile(path.map { URL(fileURLWithPath: $0, isDirectory: false) } ?? shipped)
    }
}
