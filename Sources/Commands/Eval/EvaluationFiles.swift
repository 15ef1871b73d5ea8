import Agent
import Foundation

/// A passage as a file of passages gives it; what else a line holds is passed over.
struct PassageRow: Decodable {
    var id: String
    var title: String
    var body: String
    var domain: String?
    var entity: String?
    var aliases: [String]?

    /// The entity that stands for "all of them".
    private static let everyEntity = "*"

    var passage: Passage {
        Passage(
            id: id,
            title: title,
            body: body,
            domain: domain,
            entity: entity == Self.everyEntity || entity == "" ? nil : entity,
            aliases: aliases ?? []
        )
    }
}

/// A line of the talk before a turn.
struct ContextRow: Decodable {
    var speaker: ConversationLine.Speaker
    var text: String

    var line: ConversationLine { ConversationLine(speaker: speaker, text: text) }
}

/// A completed turn of the prospect with what was said before it, oldest first.
///
/// Each kind of evaluation decodes a type of its own beside it for the labels.
struct TurnRow: Decodable {
    var id: String
    var context: [ContextRow]
    var turn: String

    /// The whole talk up to and with the turn.
    var lines: [ConversationLine] {
        context.map(\.line) + [ConversationLine(speaker: .prospect, text: turn)]
    }
}

/// Reads files of one JSON object a line.
enum EvaluationFiles {
    /// A line longer than this is no turn and no passage; a vector of 4,096 numbers fits.
    static let longestLine = 1 << 20

    /// The rows of a file, in its order; empty lines are passed over.
    ///
    /// - Throws: `InputError` at the first line that does not read, `Failure` without a file.
    static func rows<Row: Decodable>(_ type: Row.Type, in path: String) throws -> [Row] {
        try numberedRows(type, in: path).map(\.row)
    }

    /// The rows of a file with their lines, for checks of one row against others.
    ///
    /// - Parameter mayBeEmpty: whether a file without rows says something too.
    static func numberedRows<Row: Decodable>(
        _: Row.Type,
        in path: String,
        mayBeEmpty: Bool = false
    ) throws -> [(line: Int, row: Row)] {
        let file = try Installation.sourceFile(URL(fileURLWithPath: path, isDirectory: false))
        let decoder = JSONDecoder()
        var rows: [(line: Int, row: Row)] = []
        var number = 0
        for line in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
            rows.append((number, try row(from: line, with: decoder, at: (path, number))))
        }
        guard mayBeEmpty || !rows.isEmpty else {
            throw error((path, 1), "no rows", "one JSON object a line")
        }
        return rows
    }

    private static func row<Row: Decodable>(
        from line: ArraySlice<UInt8>,
        with decoder: JSONDecoder,
        at place: (path: String, line: Int)
    ) throws -> Row {
        guard line.count <= longestLine else {
            throw error(place, "\(line.count) bytes", "at most \(longestLine) a line")
        }
        do {
            return try decoder.decode(Row.self, from: Data(line))
        } catch DecodingError.keyNotFound(let key, let context) {
            throw error(place, "no " + name(context.codingPath + [key]), "that field")
        } catch DecodingError.valueNotFound(let type, let context) {
            throw error(place, "null as " + name(context.codingPath), form(of: type))
        } catch DecodingError.typeMismatch(let type, let context) {
            throw error(place, "another kind of " + name(context.codingPath), form(of: type))
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            throw error(place, "no usable " + name(context.codingPath), "one of its values")
        } catch {
            throw Self.error(place, "no JSON object", "one JSON object a line")
        }
    }

    /// An error at a line; `found` must hold nothing that somebody said.
    static func error(
        _ place: (path: String, line: Int),
        _ found: String,
        _ expected: String
    ) -> InputError {
        InputError(path: place.path, line: place.line, found: found, expected: expected)
    }

    private static func name(_ path: [any CodingKey]) -> String {
        let names = path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
        return names.isEmpty ? "row" : names.joined(separator: ".")
    }

    private static func form(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is Int.Type, is Double.Type, is Float.Type: "a number"
        case is any Collection.Type: "a list or an object"
        default: "an object"
        }
    }
}
