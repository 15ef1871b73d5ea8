import Yams

/// The wording of a domain (sales, telemedicine, …) as data.
public struct DomainPack: Hashable, Sendable {
    /// The pack's id.
    public var id: String
    /// What people call the roles.
    public var roles: [String: String]
    /// What people call the kinds of play.
    public var kinds: [String: String]
    /// Phrases that mark that a call is closing.
    public var closingPhrases: [String]
    /// Phrases that speak of what is on the screen.
    public var screenPhrases: [String]

    private static let known: Set<String> = [
        "id", "roles", "kinds", "closing_phrases", "screen_phrases",
    ]

    /// What a pack without `screen_phrases` has: how people point at a screen in any field.
    public static let standardScreenPhrases = [
        "as you can see", "you can see here", "on this slide", "on my screen", "on the screen",
        "look at this", "this chart", "this table", "this number here",
    ]

    /// Parses a pack's YAML file.
    public init(parsing file: SourceFile) throws(InputError) {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw InputError(
                path: file.path,
                line: 1,
                found: "bytes that are not UTF-8",
                expected: "YAML"
            )
        }
        var fields: [String: Node] = [:]
        for (key, value) in try YAMLMapping.parse(text, path: file.path) {
            guard Self.known.contains(key.name) else {
                throw InputError(
                    path: file.path,
                    line: key.line,
                    found: "an unknown field",
                    expected: "one of " + Self.known.sorted().joined(separator: ", ")
                )
            }
            fields[key.name] = value
        }
        func missing(_ name: String, _ expected: String) -> InputError {
            InputError(
                path: file.path,
                line: fields[name]?.mark?.line ?? 1,
                found: "no usable \(name)",
                expected: expected
            )
        }
        guard let id = fields["id"]?.scalar?.string else { throw missing("id", "a text") }
        guard let closing = Self.phrases(fields["closing_phrases"]) else {
            throw missing("closing_phrases", "a list of phrases")
        }
        let screen = fields["screen_phrases"]
        guard let screen = screen.map(Self.phrases) ?? Self.standardScreenPhrases else {
            throw missing("screen_phrases", "a list of phrases")
        }
        self.id = id
        (closingPhrases, screenPhrases) = (closing, screen)
        roles = Self.labels(fields["roles"])
        kinds = Self.labels(fields["kinds"])
    }

    private static func phrases(_ node: Node?) -> [String]? {
        guard let list = node?.sequence?.map(\.scalar?.string), !list.contains(nil) else {
            return nil
        }
        return list.compactMap { $0 }
    }

    private static func labels(_ node: Node?) -> [String: String] {
        var labels: [String: String] = [:]
        for (key, value) in node?.mapping ?? [:] {
            if let key = key.scalar?.string, let label = value.scalar?.string {
                labels[key] = label
            }
        }
        return labels
    }
}
