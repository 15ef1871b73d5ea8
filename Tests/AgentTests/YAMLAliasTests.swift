import Events
import Testing

@testable import Agent

@Suite("Aliases in YAML", .timeLimit(.minutes(1)))
struct YAMLAliasTests {
    /// Anchors that unfold into a million nodes, and a field that uses the last of them.
    private static func account(_ field: String) -> SourceFile {
        var text = "id: a\nname: A\na0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
        for level in 1...5 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        return SourceFile(path: "accounts/a.yaml", bytes: Array((text + field).utf8))
    }

    @Test(arguments: [
        "*a5 : x", "? *a5\n: x", "? [*a5]\n: x", "?\n  - *a5\n: x", "[*a5]: x", "[1, *a5] : x",
        "f: {*a5 : x}", "f: {*a5}", "f: {*a5:1}", "f: {[*a5]: x}", "f: {? *a5 : x}",
        "f: {y: z, *a5 }",
        "f: [*a5 : x]", "f: [*a5:1]", "f: [[*a5] : x]", "f: {\"y\":{*a5}}", "f: {{y: *a5}: z}",
        "f:\n  - g:\n      ? {y: *a5}\n", "f: &k {*a5}", "f: {!!seq [*a5]: x}",
        "f: {\n# a word\n*a5\n}", "? &b [*a5]\n: *b",
    ])
    func `are refused in a key, before any is unfolded`(field: String) throws {
        let error = #expect(throws: InputError.self) {
            try AccountFacts(parsing: Self.account(field))
        }
        #expect(error?.found == "an alias in a key", "\(error.map(String.init(describing:)) ?? "")")
        #expect(error.map { $0.line > 8 } == true)
    }

    private static func fields(_ text: String) throws -> JSONObject {
        let whole = "id: a\nname: A\n" + text
        let file = SourceFile(path: "accounts/a.yaml", bytes: Array(whole.utf8))
        return try AccountFacts(parsing: file).fields
    }

    @Test func `are taken as values`() throws {
        let fields = try Self.fields(
            """
            seats: &s 40
            more: *s
            list: [*s, {n: *s}]
            block:
              - *s
              - m: *s  # as above
            """
        )
        #expect(fields["more"] == .integer(40))
        #expect(fields["list"] == .array([.integer(40), .object(["n": .integer(40)])]))
        #expect(fields["block"] == .array([.integer(40), .object(["m": .integer(40)])]))
    }

    @Test func `are not seen in what only looks like one`() throws {
        let fields = try Self.fields(
            """
            s: &s 40
            quoted: "*s: x, {*s}"
            single: '? *s'
            plain: see *s and R&s
            block: |
              *s : a note
              ? *s
            # {*s: x}
            "a/*s": x
            """
        )
        #expect(fields["quoted"] == .string("*s: x, {*s}"))
        #expect(fields["single"] == .string("? *s"))
        #expect(fields["plain"] == .string("see *s and R&s"))
        #expect(fields["block"] == .string("*s : a note\n? *s\n"))
        #expect(fields["a/*s"] == .string("x"))
    }
}
