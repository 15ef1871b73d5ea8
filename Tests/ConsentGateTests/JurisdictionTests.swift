import ConsentGate
import Events
import Foundation
import Testing

@Suite("The jurisdiction table only adds")
struct JurisdictionTests {
    private let bytes: [UInt8]
    private let table: JurisdictionTable

    init() throws {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Commands/Data/jurisdictions.json")
        bytes = Array(try Data(contentsOf: file))
        table = try JurisdictionTable(parsing: bytes)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var region: String
        var code: String
        var recording: JurisdictionRule.Recording
        var disclosure: Bool
        var optIn: Bool
        var testDescription: String { region }

        init(
            _ region: String,
            is code: String? = nil,
            _ recording: JurisdictionRule.Recording,
            disclosure: Bool,
            optIn: Bool
        ) {
            self.region = region
            self.code = code ?? region
            (self.recording, self.disclosure, self.optIn) = (recording, disclosure, optIn)
        }
    }

    @Test(arguments: [
        Row("US", .oneParty, disclosure: true, optIn: false),
        Row("US-CA", .allParty, disclosure: true, optIn: false),
        Row("US-MI", .allParty, disclosure: true, optIn: false),
        Row("US-VT", .allParty, disclosure: true, optIn: false),
        Row("US-IL", .allParty, disclosure: true, optIn: true),
        Row("DE", .allParty, disclosure: true, optIn: true),
        Row("AU", .notice, disclosure: true, optIn: false),
        Row("AU-NSW", .allParty, disclosure: true, optIn: true),
        Row("AU-NT", .notice, disclosure: true, optIn: false),
        Row("IE", .allParty, disclosure: true, optIn: true),
        Row("CA-QC", .allParty, disclosure: true, optIn: true),
        Row("JP", .oneParty, disclosure: true, optIn: false),
        Row("DE-BY", is: "DE", .allParty, disclosure: true, optIn: true),
        Row("US-CA-LAX", is: "US-CA", .allParty, disclosure: true, optIn: false),
    ])
    func `a region resolves to the strictest of its row and those above it`(row: Row) {
        let (lookup, rule) = table.resolve(region: row.region)
        #expect(lookup == .resolved)
        #expect(
            rule
                == JurisdictionRule(
                    code: row.code,
                    recording: row.recording,
                    disclosure: row.disclosure,
                    optIn: row.optIn
                )
        )
    }

    @Test(arguments: [nil, "", "XX", "us-ca", "-", "Germany"])
    func `what is not known resolves to the strictest rule there is`(region: String?) {
        let (lookup, rule) = table.resolve(region: region)
        #expect(lookup == .unknown)
        #expect(rule == .strictest)
    }

    @Test func `every row is at least as strict as each row above it`() throws {
        let rows = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
        #expect(rows.count == 106)
        for row in rows {
            let code = try #require(row["code"] as? String)
            let own = table.resolve(region: code).1
            guard let parent = row["inherits"] as? String else { continue }
            let above = table.resolve(region: parent).1
            #expect(own.recording >= above.recording, "\(code)")
            #expect(own.disclosure || !above.disclosure, "\(code)")
            #expect(own.optIn || !above.optIn, "\(code)")
        }
    }

    @Test func `the strictest of several people's rules wins point by point`() {
        let rules = [
            JurisdictionRule(code: "A", recording: .notice, disclosure: true, optIn: false),
            JurisdictionRule(code: "B", recording: .allParty, disclosure: false, optIn: false),
        ]
        #expect(
            JurisdictionRule.strictest(of: rules, code: "A+B")
                == JurisdictionRule(
                    code: "A+B",
                    recording: .allParty,
                    disclosure: true,
                    optIn: false
                )
        )
        #expect(JurisdictionRule.strictest(of: [], code: "none") == .strictest)
    }

    /// The rule for a call of people in these regions.
    private func callRule(_ regions: KeyValuePairs<String, String?>) -> CallRule {
        CallRule(of: regions.map { (Pseudonym($0.key), table.resolve(region: $0.value).1) })
    }

    @Test func `the rule for a call is the strictest of its people's, and says whose it is`() {
        let mild = callRule(["ann": "JP", "bob": "US"])
        #expect(mild.rule.recording == .oneParty && mild.rule.disclosure && !mild.rule.optIn)
        #expect(mild.people(for: .recording) == [Pseudonym("ann"), Pseudonym("bob")])
        #expect(mild.people(for: .optIn).isEmpty)
        let told = callRule(["ann": "JP", "bob": "AU", "cid": "US"])
        #expect(told.rule.recording == .notice)
        #expect(told.people(for: .recording) == [Pseudonym("bob")])
        let strict = callRule(["ann": "US-CA", "bob": "AU", "cid": "US-IL"])
        #expect(strict.rule.recording == .allParty && strict.rule.optIn)
        #expect(strict.people(for: .recording) == [Pseudonym("ann"), Pseudonym("cid")])
        #expect(strict.people(for: .optIn) == [Pseudonym("cid")])
    }

    @Test func `a region that is not known makes it the strictest there is`() {
        for region in [nil, "Atlantis"] as [String?] {
            let rule = callRule(["ann": "US", "bob": region])
            #expect(rule.rule.recording == .allParty && rule.rule.optIn && rule.rule.disclosure)
            #expect(rule.people(for: .optIn) == [Pseudonym("bob")])
        }
        let nobody = CallRule(of: [])
        #expect(nobody.rule == .strictest && nobody.people(for: .recording).isEmpty)
    }

    private func row(_ code: String, inherits: String = "null", treatAs: String) -> String {
        """
        {"code":"\(code)","recording_consent":"one-party","ai_disclosure_required":false,\
        "explicit_opt_in":false,"disputed":false,"inherits":\(inherits),"treat_as":"\(treatAs)"}
        """
    }

    private func fault(_ text: String) -> JurisdictionTable.TableError? {
        do {
            _ = try JurisdictionTable(parsing: Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func `a row that weakens the policy is refused`() {
        let strict = row("AA", treatAs: "all-party-opt-in")
        #expect(fault("[\(strict)]") == nil)
        #expect(
            fault("[\(strict),\(row("BB", treatAs: "one-party"))]")
                == .weakensThePolicy(code: "BB")
        )
    }

    @Test func `bytes that are not a table are refused`() {
        let strict = row("AA", treatAs: "all-party-opt-in")
        for text in ["", "{}", "[{}]", "[\(strict),\(strict)]"] {
            guard case .notATable = fault(text) else {
                Issue.record("expected a refusal of \(text)")
                continue
            }
        }
    }

    @Test func `a row that inherits from a row that is missing is refused`() {
        let orphan = row("AA", inherits: "\"ZZ\"", treatAs: "all-party-opt-in")
        #expect(fault("[\(orphan)]") != nil)
    }

    @Test func `the digest is that of the bytes`() throws {
        let other = try JurisdictionTable(parsing: bytes + [UInt8(ascii: "\n")])
        #expect(other.digest != table.digest)
        #expect(table.digest.count == 64)
    }
}
