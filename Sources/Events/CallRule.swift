/// The rule for a whole call: point by point the strictest of those found for its people (CONSENT §1.3).
public struct CallRule: Hashable, Sendable {
    /// A point on which rules differ.
    public enum Point: CaseIterable, Hashable, Sendable {
        /// What recording needs.
        case recording
        /// Whether somebody must be told of the AI.
        case disclosure
        /// Whether agreement must be explicit.
        case optIn
    }

    /// The rule.
    public let rule: JurisdictionRule
    private let makers: [Point: [Pseudonym]]

    /// The rule for people with these rules; the strictest there is where nobody's is known.
    ///
    /// - Parameter rules: each that was found for somebody; a person may have several.
    public init(of rules: [(person: Pseudonym, rule: JurisdictionRule)]) {
        let strictest = JurisdictionRule.strictest(of: rules.map(\.rule), code: "call")
        func people(where isStrictest: (JurisdictionRule) -> Bool) -> [Pseudonym] {
            Set(rules.filter { isStrictest($0.rule) }.map(\.person)).sorted()
        }
        rule = strictest
        makers = [
            .recording: people { $0.recording == strictest.recording },
            .disclosure: people { $0.disclosure },
            .optIn: people { $0.optIn },
        ]
    }

    /// Whose rule made it what it is on a point, in a fixed order; nobody's where none asks for it.
    public func people(for point: Point) -> [Pseudonym] { makers[point] ?? [] }
}

extension JurisdictionRule {
    /// The strictest of some rules, point by point; the strictest there is when there are none.
    public static func strictest(of rules: [JurisdictionRule], code: String) -> JurisdictionRule {
        guard let recording = rules.map(\.recording).max() else { return .strictest }
        return JurisdictionRule(
            code: code,
            recording: recording,
            disclosure: rules.contains(where: \.disclosure),
            optIn: rules.contains(where: \.optIn)
        )
    }
}
