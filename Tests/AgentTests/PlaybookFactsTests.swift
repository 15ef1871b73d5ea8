import Agent
import Events
import Testing

@Suite struct PlaybookFactsTests {
    private func file(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: path, bytes: Array(text.utf8))
    }

    @Test(arguments: [
        ("currency: EUR", 1, "discounts"),
        ("a: 1\ndiscounts: 5", 2, "no fields"),
        ("discounts:\n  tier: []", 2, "unknown field"),
        ("discounts:\n  tiers: 5", 2, "no list"),
        ("discounts:\n  tiers: []", 1, "without tiers"),
        ("discounts:\n  tiers:\n    - approver: rep", 3, "incomplete"),
        ("discounts:\n  tiers:\n    - {up_to_percent: 5 %, approver: rep}", 3, "no share"),
        ("discounts:\n  tiers:\n    - {up_to_percent: 101, approver: rep}", 3, "no share"),
        ("discounts:\n  tiers:\n    - {up_to_percent: 5, approver: ''}", 3, "no text"),
        (
            "discounts:\n  tiers:\n    - {up_to_percent: 5, approver: a}\n"
                + "    - {up_to_percent: 5, approver: b}",
            4, "not above"
        ),
        (
            "discounts:\n  tiers:\n    - {up_to_percent: 5, approver: a}\n  floor_percent: 4", 4,
            "below a tier"
        ),
        ("discounts: [", 1, "YAML"),
    ])
    func `a mistake in the prices is named by its line`(text: String, line: Int, word: String)
        throws
    {
        let errors = try #require(throws: PlaybookErrors.self) {
            try PlaybookFacts(pricing: file("pricing.yaml", text), accounts: [])
        }
        let error = try #require(errors.errors.first)
        #expect(error.description.contains(word), "\(error)")
        #expect(abs(error.line - line) <= 1, "\(error)")
    }

    @Test(arguments: [
        ("id: other\nname: A", "no id"), ("name: A", "no id"), ("id: a", "no name"),
        ("id: a\nname: 5", "no name"), ("id: a\nname: A\nline: b", "another name"),
        ("- a", "no fields"),
        ("id: a\nname: A\nnotes: " + String(repeating: "x", count: 20_000), "KiB"),
        ("id: a\nname: A\nid: a", "written twice"),
    ])
    func `a mistake in an account is named by its file`(text: String, word: String) throws {
        let errors = try #require(throws: PlaybookErrors.self) {
            try PlaybookFacts(pricing: nil, accounts: [file("accounts/a.yaml", text)])
        }
        #expect(errors.description.hasPrefix("accounts/a.yaml:"))
        #expect(errors.description.contains(word), "\(errors)")
    }

    @Test func `what settles how tools answer has a digest, and accounts are not in it`()
        throws
    {
        let prices = "discounts: {tiers: [{up_to_percent: 5, approver: rep}]}"
        let tools = "get_account_context: {url: \"https://crm.example.com/a\"}"
        func digest(_ prices: String?, _ tools: String?, account: String = "A") throws -> String {
            try PlaybookFacts(
                pricing: prices.map { file("pricing.yaml", $0) },
                accounts: [file("accounts/a.yaml", "id: a\nname: \(account)")],
                tools: tools.map { file("tools.yaml", $0) }
            ).settingsDigest
        }
        let digests = try [
            digest(nil, nil), digest(prices, nil), digest(nil, tools), digest(prices, tools),
            digest(prices.replacing("5", with: "6"), tools),
            digest(prices, tools.replacing("/a", with: "/b")),
        ]
        #expect(Set(digests).count == digests.count)
        #expect(digests[0].isEmpty)
        #expect(try digest(prices, tools, account: "B") == digests[3])
    }

    @Test func `what stands in an account is kept, without a fraction`() throws {
        let text = "id: a\nname: \"12\"\nseats: 40\nrate: 1.5\nopen: true\nnotes: [x, {y: -3}]\n"
        let facts = try PlaybookFacts(pricing: nil, accounts: [file("a.yaml", text)])
        let fields = try #require(facts.accounts["a"]).fields
        #expect(fields["name"] == .string("12"))
        #expect(fields["seats"] == .integer(40))
        #expect(fields["rate"] == .string("1.5"))
        #expect(fields["open"] == .bool(true))
        #expect(fields["notes"] == .array([.string("x"), .object(["y": .integer(-3)])]))
    }

    @Test func `aliases that unfold into a billion fields are not unfolded`() throws {
        var text = "id: a\nname: A\na0: &a0 [1,1,1,1,1,1,1,1,1,1]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: InputError.self) {
            try AccountFacts(parsing: file("accounts/a.yaml", text))
        }
        #expect(error?.found == "too much for a summary")
    }

    @Test(arguments: [
        ("check_discount_authority", BuiltInTool.checkDiscountAuthority as BuiltInTool?),
        ("get_battlecard", .getBattlecard), ("log_outcome", nil), ("rm", nil),
    ])
    func `a play names a tool that looks something up, and no other`(
        name: String,
        tool: BuiltInTool?
    ) throws {
        let text = "---\nid: p\nkind: fact\nheadline: h\ntriggers: [x]\ntool: \(name)\n---\nSay."
        let playbook = try? Playbook(parsing: [file("p.md", text)])
        #expect(playbook?.entries.first?.tool == tool)
        #expect((playbook == nil) == (tool == nil))
    }
}
