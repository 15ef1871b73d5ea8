import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("Damaged files of a playbook", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedPlaybookTests {
    private static let play = """
        ---
        id: price
        kind: battlecard
        competitor: Initech
        aliases: [Ini, "Ini Tech"]
        triggers: [too expensive, over our budget]
        examples: [that is more than we can pay]
        headline: Ask what it is compared with
        cooldown: 30s
        required: true
        phrases: [by law]
        tool: check_discount_authority
        ---
        Ask **what** they compare it with.
        """
    private static let pricing = """
        discounts:
          tiers:
            - {up_to_percent: 10, approver: rep}
            - {up_to_percent: 12.5, approver: manager}
          above: board
          floor_percent: 40
          in_return_for: [a longer term]
        """
    private static let account = "id: acme\nname: Acme\nseats: 40\nopen: true\nof: [{a: {b: [1]}}]"
    private static let tools = """
        get_account_context: {url: "https://crm.example.com/a", method: PUT, token_from: CRM_TOKEN}
        log_outcome: {url: "http://127.0.0.1:8000/b", deadline: 3s, processor: P, region: EU}
        """

    /// What was damaged is read, or an error names a line of the file and quotes nothing of it.
    private func check(
        _ texts: [String],
        as path: String,
        _ read: (SourceFile) throws -> Void
    ) async throws {
        // What is refused as it is would be damaged in vain.
        for text in texts { try read(SourceFile(path: path, bytes: Array(text.utf8))) }
        try await Mutations.each(of: texts) { bytes, _ in
            let errors: [InputError]
            do {
                return try read(SourceFile(path: path, bytes: bytes))
            } catch let error as InputError {
                errors = [error]
            } catch let error as PlaybookErrors {
                errors = error.errors
            }
            #expect(!errors.isEmpty)
            let lines = 2 + bytes.count { $0 == 0x0A || $0 == 0x0D || $0 >= 0x80 }
            for error in errors {
                #expect(error.path == path && (1...lines).contains(error.line), "\(error)")
            }
        }
    }

    @Test func `a play`() async throws {
        try await check([Self.play], as: "price.md") { file in
            let entry = try PlaybookParser(file).parse()
            #expect(!entry.id.isEmpty && !entry.headline.isEmpty && !entry.body.isEmpty)
        }
    }

    @Test func `a table of prices`() async throws {
        let texts = ["up_to_percent,approver\r\n10,rep\r\n12.5,\"the \"\"big\"\"\nboss\"\r\n40,cfo"]
        try await check(texts, as: "pricing.csv") { file in
            let tiers = try DiscountRules.parse(file).tiers
            #expect(!tiers.isEmpty && tiers.map(\.upTo) == tiers.map(\.upTo).sorted())
            for tier in tiers { #expect(Percent(tier.upTo.text) == tier.upTo) }
        }
    }

    @Test func `rules of prices`() async throws {
        try await check([Self.pricing], as: "pricing.yaml") { file in
            let facts = try PlaybookFacts(pricing: file, accounts: [])
            #expect(facts.discounts?.tiers.isEmpty == false)
        }
    }

    @Test func `a table of accounts, which is written again as it was read`() async throws {
        let texts = ["id,name,seats,notes\na,A,40,\"x, \"\"y\"\"\r\nz\"\nb,B,-7,true\n"]
        try await check(texts, as: "accounts.csv") { file in
            for (_, account) in try AccountFacts.parse(file) { try Self.isKept(account) }
            let table = try CSVTable(file, needing: ["id"], only: false)
            let again = SourceFile(path: file.path, bytes: Array(Self.text(of: table).utf8))
            let rows = try CSVTable(again, needing: ["id"], only: false).rows
            #expect(rows.map { $0.fields.map(\.text) } == table.rows.map { $0.fields.map(\.text) })
        }
    }

    private static func text(of table: CSVTable) -> String {
        ([table.names] + table.rows.map { $0.fields.map(\.text) }).map { fields in
            fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }.joined(separator: "\r\n")
    }

    /// What is known of an account goes into the log, which has one form of it.
    private static func isKept(_ account: AccountFacts) throws {
        let bytes = CanonicalJSON.encode(account.fields)
        #expect(try CanonicalJSON.parse(bytes) == .object(account.fields))
    }

    @Test func `an account`() async throws {
        try await check([Self.account], as: "accounts/acme.yaml") { file in
            let account = try AccountFacts(parsing: file)
            #expect(account.id == "acme")
            try Self.isKept(account)
        }
    }

    @Test func `services of tools`() async throws {
        try await check([Self.tools], as: "tools.yaml") { file in
            for service in try ToolService.parse(file).values {
                #expect(!service.destination.processor.isEmpty)
            }
        }
    }

    @Test func `a pack`() async throws {
        let pack = """
            id: sales
            closing_phrases: [next steps]
            roles: {rep: seller}
            defaults: {kind_cooldown: 20s}
            topics_never: [medicine]
            prompt: You help a seller.
            """
        try await check([pack], as: "sales.yaml") { file in
            let id = try DomainPack(parsing: file).id
            #expect(!id.isEmpty)
        }
    }
}
