public import Events
import Foundation

/// Which rule the law of a place sets for recording and for AI, as one dated table says.
///
/// The table can only add to what the policy asks: every row is treated as all-party opt-in, and the
/// rows exist so that an auditor sees which rule was looked up.
public struct JurisdictionTable: Sendable {
    private let rules: [String: Row]
    /// Hex SHA-256 of the bytes it was read from.
    public let digest: String

    private struct Row: Decodable {
        var code: String
        var recording_consent: String
        var ai_disclosure_required: Disclosure
        var explicit_opt_in: Bool
        var disputed: Bool
        var inherits: String?
        var treat_as: String
    }

    /// `false`, or a word that says when.
    private enum Disclosure: Decodable {
        case never, sometimes

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                self = flag ? .sometimes : .never
            } else {
                _ = try container.decode(String.self)
                self = .sometimes
            }
        }
    }

    /// Why bytes are not a jurisdiction table.
    public enum TableError: Error, Hashable, CustomStringConvertible {
        /// They are not the JSON of one.
        case notATable(String)
        /// A row asks for less than every person's opt-in.
        case weakensThePolicy(code: String)

        /// What was found and expected.
        public var description: String {
            switch self {
            case .notATable(let what):
                "jurisdiction table: found \(what), expected the JSON rows of docs/CONSENT.md"
            case .weakensThePolicy(let code):
                "jurisdiction table: row \(code) does not say treat_as all-party-opt-in; "
                    + "the table can only add steps"
            }
        }
    }

    /// Parses the table's bytes.
    public init(parsing bytes: [UInt8]) throws(TableError) {
        let rows: [Row]
        do {
            rows = try JSONDecoder().decode([Row].self, from: Data(bytes))
        } catch {
            throw .notATable("rows that do not decode")
        }
        for row in rows where row.treat_as != "all-party-opt-in" {
            throw .weakensThePolicy(code: row.code)
        }
        let codes = Set(rows.map(\.code))
        guard codes.count == rows.count else { throw .notATable("a repeated code") }
        guard codes.isSuperset(of: rows.compactMap(\.inherits)) else {
            throw .notATable("a row that inherits from one that is not there")
        }
        self.rules = Dictionary(uniqueKeysWithValues: rows.map { ($0.code, $0) })
        digest = hexDigest(of: bytes)
    }

    /// The rule of a region: its row together with the rows it inherits, the strictest of each.
    ///
    /// A region of a listed country resolves to the country; an unlisted or absent one to the
    /// strictest rule there is.
    public func resolve(region: String?) -> (ParticipantJoined.Lookup, JurisdictionRule) {
        guard let region, let row = row(for: region) else { return (.unknown, .strictest) }
        var rule = self.rule(of: row)
        var parent = row.inherits
        for _ in 0..<Self.deepestInheritance {
            guard let code = parent, let next = rules[code] else { break }
            rule = JurisdictionRule.strictest(of: [rule, self.rule(of: next)], code: row.code)
            parent = next.inherits
        }
        return (.resolved, rule)
    }

    /// Municipality, state, country, union: nothing real is deeper.
    private static let deepestInheritance = 4

    private func row(for region: String) -> Row? {
        var code = region[...]
        while true {
            if let row = rules[String(code)] { return row }
            guard let dash = code.lastIndex(of: "-") else { return nil }
            code = code[..<dash]
        }
    }

    private func rule(of row: Row) -> JurisdictionRule {
        let recording: JurisdictionRule.Recording =
            switch row.recording_consent {
            case _ where row.disputed: .allParty
            case "one-party": .oneParty
            case "notice": .notice
            default: .allParty
            }
        return JurisdictionRule(
            code: row.code,
            recording: recording,
            disclosure: row.ai_disclosure_required == .sometimes,
            optIn: row.explicit_opt_in
        )
    }
}
