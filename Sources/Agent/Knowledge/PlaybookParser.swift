import Crypto
import Yams

/// A file somebody wrote, as bytes that were read once.
public struct SourceFile: Hashable, Sendable {
    /// The path as it should appear in messages.
    public var path: String
    /// Its bytes.
    public var bytes: [UInt8]

    /// A file.
    public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }

    /// Hex SHA-256 of its bytes.
    public var digest: String { hexDigest(of: bytes) }
}

/// Reads one play from a Markdown file with YAML front matter (DESIGN §7).
struct PlaybookParser {
    /// A headline is read at a glance; a longer one is not.
    static let longestHeadline = 100

    private let file: SourceFile

    init(_ file: SourceFile) {
        self.file = file
    }

    func parse() throws(InputError) -> PlaybookEntry {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw error(1, "bytes that are not UTF-8", "a Markdown file in UTF-8")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map(trimmed) == "---" else {
            throw error(1, "no front matter", "a first line of three hyphens")
        }
        guard let end = lines.dropFirst().firstIndex(where: { trimmed($0) == "---" }) else {
            throw error(
                lines.count,
                "the end of the file",
                "a line of three hyphens that ends the front matter"
            )
        }
        let yaml = lines[1..<end].joined(separator: "\n")
        let body = lines[(end + 1)...].joined(separator: "\n")
        return try entry(from: try FrontMatter(yaml, in: file.path, firstLine: 2), body: body)
    }

    private func entry(from fields: FrontMatter, body: String) throws(InputError) -> PlaybookEntry {
        let kindName = try fields.text("kind")
        guard let kind = PlaybookEntry.Kind(rawValue: kindName) else {
            let kinds = PlaybookEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw fields.error("kind", "a kind that is none of them", "one of \(kinds)")
        }
        let headline = try fields.text("headline")
        guard headline.count <= Self.longestHeadline else {
            throw fields.error("headline", "\(headline.count) characters", "at most 100")
        }
        let advice = String(trimmed(body[...]))
        guard !advice.isEmpty else {
            throw error(
                fields.lastLine,
                "no text below the front matter",
                "what the rep should read"
            )
        }
        let required = try fields.flag("required")
        let entry = PlaybookEntry(
            id: try fields.text("id"),
            kind: kind,
            triggers: try fields.phrases("triggers"),
            notWhen: try fields.phrases("not_when"),
            headline: headline,
            body: advice,
            cooldownMicros: try fields.duration("cooldown"),
            competitorNames: try names(of: kind, fields),
            isRequired: required,
            provingPhrases: try fields.phrases("phrases"),
            version: file.digest
        )
        try check(entry, fields)
        return entry
    }

    private func names(of kind: PlaybookEntry.Kind, _ fields: FrontMatter) throws(InputError)
        -> [String]
    {
        guard kind == .battlecard else {
            for name in ["competitor", "aliases"] where fields.has(name) {
                throw fields.error(name, "it in a \(kind.rawValue)", "it in a battlecard only")
            }
            return []
        }
        return [try fields.text("competitor")] + (try fields.phrases("aliases"))
    }

    private func check(_ entry: PlaybookEntry, _ fields: FrontMatter) throws(InputError) {
        if entry.isRequired, entry.provingPhrases.isEmpty {
            throw fields.error(
                "required",
                "no phrases",
                "phrases that prove the statement was made"
            )
        }
        if !entry.isRequired, !entry.provingPhrases.isEmpty {
            throw fields.error("phrases", "phrases without required: true", "both or neither")
        }
        if entry.triggers.isEmpty, entry.competitorNames.isEmpty, !entry.isRequired {
            throw fields.error("triggers", "none", "phrases that call for this play")
        }
    }

    private func error(_ line: Int, _ found: String, _ expected: String) -> InputError {
        InputError(path: file.path, line: line, found: found, expected: expected)
    }
}

/// The front matter's fields, each with its line.
private struct FrontMatter {
    private static let known: Set<String> = [
        "id", "kind", "triggers", "not_when", "headline", "cooldown", "competitor", "aliases",
        "required", "phrases",
    ]

    private let path: String
    private let firstLine: Int
    private var nodes: [String: Node] = [:]
    let lastLine: Int

    init(_ yaml: String, in path: String, firstLine: Int) throws(InputError) {
        self.path = path
        self.firstLine = firstLine
        lastLine = firstLine + yaml.count { $0 == "\n" } + 1
        for (key, value) in try YAMLMapping.parse(yaml, path: path, firstLine: firstLine) {
            guard Self.known.contains(key.name) else {
                throw InputError(
                    path: path,
                    line: key.line,
                    found: "an unknown field",
                    expected: "one of " + Self.known.sorted().joined(separator: ", ")
                )
            }
            nodes[key.name] = value
        }
    }

    func has(_ name: String) -> Bool { nodes[name] != nil }

    func error(_ name: String, _ found: String, _ expected: String) -> InputError {
        let line = nodes[name]?.mark.map { $0.line + firstLine - 1 } ?? firstLine
        return InputError(path: path, line: line, found: "\(name): \(found)", expected: expected)
    }

    func text(_ name: String) throws(InputError) -> String {
        guard let node = nodes[name] else { throw error(name, "nothing", "a text") }
        guard let text = node.scalar?.string, !trimmed(text[...]).isEmpty else {
            throw error(name, "no text", "a text")
        }
        return text
    }

    func phrases(_ name: String) throws(InputError) -> [String] {
        guard let node = nodes[name] else { return [] }
        guard let sequence = node.sequence else {
            throw error(name, "no list", "a list of phrases")
        }
        var phrases: [String] = []
        for element in sequence {
            guard let phrase = element.scalar?.string, !Words(phrase).list.isEmpty else {
                throw error(name, "an element without words", "phrases of at least one word")
            }
            phrases.append(phrase)
        }
        return phrases
    }

    func flag(_ name: String) throws(InputError) -> Bool {
        guard let node = nodes[name] else { return false }
        guard let flag = node.bool else { throw error(name, "neither", "true or false") }
        return flag
    }

    func duration(_ name: String) throws(InputError) -> Int64? {
        guard let node = nodes[name] else { return nil }
        guard let text = node.scalar?.string, text.hasSuffix("s"),
            let seconds = Int64(text.dropLast()), (0...86_400).contains(seconds)
        else { throw error(name, "no duration", "whole seconds such as 120s, at most a day") }
        return seconds * 1_000_000
    }
}

func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
}

func hexDigest(of bytes: some Sequence<UInt8>) -> String {
    SHA256.hash(data: Array(bytes)).map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
    }.joined()
}
