import Events
import Testing

@testable import Agent

@Suite struct PlaybookTableTests {
    private func file(_ path: String, _ text: String) -> SourceFile {
        SourceFile(path: path, bytes: Array(text.utf8))
    }

    private func accounts(_ text: String) throws -> [String: AccountFacts] {
        try PlaybookFacts(pricing: nil, accounts: [file("accounts.csv", text)]).accounts
    }

    @Test func `quotes, commas, new lines and quotes in quotes are read as they were written`()
        throws
    {
        let text =
            "\u{FEFF}id,name,notes\r\na,\"Smith, \"\"Jr\"\"\",\"one\r\ntwo\"\r\nb, B ,\"\"\r\n"
        let found = try accounts(text)
        #expect(found["a"]?.name == "Smith, \"Jr\"")
        #expect(found["a"]?.fields["notes"] == .string("one\r\ntwo"))
        #expect(found["b"]?.name == " B ")
        #expect(found["b"]?.fields["notes"] == nil)
    }

    @Test func `whole numbers and flags are such, unless quotes or zeros say that they are text`()
        throws
    {
        let text = "id,name,seats,zip,rate,open,code\n7,A,40,007,1.5,true,\"12\""
        let account = try #require(try accounts(text)["7"])
        #expect(account.fields["id"] == .string("7"))
        #expect(account.fields["seats"] == .integer(40))
        #expect(account.fields["zip"] == .string("007"))
        #expect(account.fields["rate"] == .string("1.5"))
        #expect(account.fields["open"] == .bool(true))
        #expect(account.fields["code"] == .string("12"))
        #expect(account.line == "A, 40 seats")
    }

    @Test(arguments: [
        ("", 1, "empty file"), ("id;name\na;A", 1, "another separator"),
        ("id\tname", 1, "another separator"), ("id,titel\na,A", 1, "no column name"),
        ("id,name,\na,A,x", 1, "no name above column 3"),
        ("id,name,name\na,A,x", 1, "two columns"),
        ("id,name\na,A\nb", 3, "1 fields"), ("id,name\na,A,x", 2, "3 fields"),
        ("id,name\na,\"A", 2, "without its end"), ("id,name\na,\"A\nb,B\n", 2, "without its end"),
        ("id,name\na,A\"x\"", 2, "quote inside"), ("id,name\na,\"A\" x", 2, "behind a closing"),
        ("id,name\n\na,A", 2, "an empty row"), ("id,name\na,A\n\n", 3, "an empty row"),
        ("id,name\na,A\rb,B", 2, "carriage return"), ("id,name\n\"a\n\",A\n,B", 4, "no id"),
        ("id,name\na,", 2, "no name"), ("id,name,line\na,A,x", 1, "named line"),
        ("id,name\na,A\na,B", 3, "the id of another"),
        ("id,name\na," + String(repeating: "x", count: 20_000), 2, "too much"),
    ])
    func `a mistake in a table is named by its line`(text: String, line: Int, word: String) throws {
        let errors = try #require(throws: PlaybookErrors.self) { try accounts(text) }
        let error = try #require(errors.errors.first)
        #expect(error.path == "accounts.csv")
        #expect(error.line == line, "\(error)")
        #expect(error.found.contains(word), "\(error)")
    }

    @Test func `bytes that are no text are named, and every wrong row in one run`() throws {
        let broken = SourceFile(path: "accounts.csv", bytes: Array("id,name\na,".utf8) + [0xFF])
        let errors = try #require(throws: PlaybookErrors.self) {
            try PlaybookFacts(pricing: nil, accounts: [broken])
        }
        #expect(errors.description.contains("accounts.csv:2: found bytes that are not UTF-8"))
        let several = try #require(throws: PlaybookErrors.self) {
            try accounts("id,name\n,A\nb,\nc,C")
        }
        #expect(several.errors.map(\.line) == [2, 3])
    }

    @Test func `an account stands in the table or in a file of its own, not in both`() throws {
        let errors = try #require(throws: PlaybookErrors.self) {
            try PlaybookFacts(
                pricing: nil,
                accounts: [
                    file("accounts.csv", "id,name\nb,B\na,A"),
                    file("accounts/a.yaml", "id: a\nname: A"),
                ]
            )
        }
        #expect(errors.description.contains("the id of another account"))
    }

    @Test func `tiers of a table are those of the rules`() throws {
        let table = file("pricing.csv", "approver,up_to_percent\nrep,5\nyour manager,12.5\n")
        let yaml = file(
            "pricing.yaml",
            """
            discounts:
              tiers:
                - {up_to_percent: 5, approver: rep}
                - {up_to_percent: 12.5, approver: your manager}
            """
        )
        let rules = try PlaybookFacts(pricing: table, accounts: []).discounts
        #expect(rules != nil)
        #expect(try rules == PlaybookFacts(pricing: yaml, accounts: []).discounts)
    }

    @Test(arguments: [
        ("up_to_percent,approver\n", 1, "without tiers"),
        ("up_to_percent,approver\n5 %,rep", 2, "no share"),
        ("up_to_percent,approver\n5,rep\n5,finance", 3, "not above"),
        ("up_to_percent,approver\n5, ", 2, "no text"),
        ("up_to_percent,approver,floor\n5,rep,1", 1, "unknown column 3"),
    ])
    func `a mistake in a table of tiers is named by its line`(
        text: String,
        line: Int,
        word: String
    ) throws {
        let errors = try #require(throws: PlaybookErrors.self) {
            try PlaybookFacts(pricing: file("pricing.csv", text), accounts: [])
        }
        let error = try #require(errors.errors.first)
        #expect(error.line == line, "\(error)")
        #expect(error.description.contains(word), "\(error)")
    }

    @Test(arguments: [
        ("https://crm.example.com/x", "", "crm.example.com", "unstated", true),
        (
            "https://crm.example.com/x", "\n  processor: Acme CRM\n  region: EU", "Acme CRM", "EU",
            true
        ),
        ("http://localhost:8080/x", "", "localhost", "this machine", false),
        ("http://127.0.0.9/x", "\n  processor: our CRM", "our CRM", "this machine", false),
    ])
    func `a service of the playbook is outside unless it is on this machine`(
        url: String,
        more: String,
        processor: String,
        region: String,
        outside: Bool
    ) throws {
        let facts = try PlaybookFacts(
            pricing: nil,
            accounts: [],
            tools: file("tools.yaml", "get_account_context:\n  url: \(url)" + more)
        )
        let service = try #require(facts.services[.getAccountContext])
        let expected = Destination(processor: processor, region: region, isOutside: outside)
        #expect(service.destination == expected)
    }
}
