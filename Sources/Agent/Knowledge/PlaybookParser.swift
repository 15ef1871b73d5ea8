import Crypto
import Events

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

    private static let fields: Set<String> = [
        "id", "kind", "triggers", "not_when", "headline", "cooldown", "competitor", "aliases",
        "required", "phrases", "tool", "examples", "urgent",
    ]

    private let file: SourceFile

    init(_ file: SourceFile) {
        self.file = file
    }

    func parse() throws(InputError) -> PlaybookEntry {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw error(1, "bytes that are not UTF-8", "a Markdown file in UTF-8")
        }
        let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n"].contains($0) }
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
        let fields = try YAMLFields(yaml, in: file.path, firstLine: 2, knowing: Self.fields)
        return try entry(from: fields, body: body, endingAt: end + 1)
    }

    private func entry(
        from fields: YAMLFields,
        body: String,
        endingAt lastLine: Int
    ) throws(InputError) -> PlaybookEntry {
        let kindName = try text("kind", fields)
        guard let kind = PlaybookEntry.Kind(rawValue: kindName) else {
            let kinds = PlaybookEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw fields.error("kind", "a kind that is none of them", "one of \(kinds)")
        }
        let headline = try text("headline", fields, longest: Self.longestHeadline)
        let advice = String(trimmed(body[...]))
        guard !advice.isEmpty else {
            throw error(
                lastLine,
                "no text below the front matter",
                "what the rep should read"
            )
        }
        let required = try fields.flag("required")
        let entry = PlaybookEntry(
            id: try text("id", fields),
            kind: kind,
            triggers: try fields.phrases("triggers") ?? [],
            examples: try fields.phrases("examples") ?? [],
            notWhen: try fields.phrases("not_when") ?? [],
            headline: headline,
            body: advice,
            cooldownMicros: try fields.duration("cooldown"),
            competitorNames: try names(of: kind, fields),
            isUrgent: try fields.flag("urgent"),
            isRequired: required,
            provingPhrases: try fields.phrases("phrases") ?? [],
            tool: try tool(fields),
            version: file.digest
        )
        try check(entry, fields)
        return entry
    }

    private func names(of kind: PlaybookEntry.Kind, _ fields: YAMLFields) throws(InputError)
        -> [String]
    {
        guard kind == .battlecard else {
            for name in ["competitor", "aliases"] where fields.has(name) {
                throw fields.error(name, "it in a \(kind.rawValue)", "it in a battlecard only")
            }
            return []
        }
        return [try text("competitor", fields)] + (try fields.phrases("aliases") ?? [])
    }

    private func tool(_ fields: YAMLFields) throws(InputError) -> BuiltInTool? {
        guard fields.has("tool") else { return nil }
        let tool = BuiltInTool(rawValue: try text("tool", fields))
        guard let tool, BuiltInTool.forPlays.contains(tool) else {
            let tools = BuiltInTool.forPlays.map(\.rawValue).joined(separator: ", ")
            throw fields.error("tool", "a tool that a play cannot name", "one of \(tools)")
        }
        return tool
    }

    private func check(_ entry: PlaybookEntry, _ fields: YAMLFields) throws(InputError) {
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
        if entry.isUrgent, entry.triggers.isEmpty {
            throw fields.error("urgent", "no triggers", "triggers, which it is urgent to answer")
        }
        if entry.triggers.isEmpty, entry.competitorNames.isEmpty, !entry.isRequired {
            throw fields.error("triggers", "none", "phrases that call for this play")
        }
    }

    private func text(
        _ name: String,
        _ fields: YAMLFields,
        longest: Int = .max
    ) throws(InputError) -> String {
        guard let text = try fields.text(name, longest: longest) else {
            throw fields.error(name, "nothing", "a text")
        }
        return text
    }

    private func error(_ line: Int, _ found: String, _ expected: String) -> InputError {
        InputError(path: file.path, line: line, found: found, expected: expected)
    }
}

func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
}

func hexDigest(of bytes: some Sequence<UInt8>) -> String {
    Hex.text(of: SHA256.hash(data: Array(bytes)))
}
