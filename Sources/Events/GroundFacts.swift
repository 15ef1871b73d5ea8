/// A person takes part on a basis other than consent (the rep's works agreement, say).
public struct BasisRecorded: PersonalConsentFact {
    /// The constant `aside.consent.basis-recorded`.
    public static let type = EventType.consentBasisRecorded
    /// What the basis covers.
    public var purposes: [Purpose]
    /// On what it rests, for which data; absent from events of an earlier form.
    public var grounds: Grounds?
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?

    /// The basis itself, and who uses the data on it.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The basis as the call names it, such as `works-agreement:2026-03`.
        public var basis: String
        /// Who answers for the data.
        public var controller: Disclosure.Controller?
        /// Who else gets any of it.
        public var processors: [Processor]?

        /// The basis.
        public init(basis: String, disclosing disclosure: Disclosure? = nil) {
            self.basis = basis
            (controller, processors) = (disclosure?.controller, disclosure?.processors)
        }
    }

    /// The fact.
    public init(purposes: [Purpose], grounds: Grounds? = nil) {
        (self.purposes, self.grounds) = (purposes, grounds)
    }
}

/// An operator gave their word that a person agreed, outside this log.
public struct ConsentAsserted: PersonalConsentFact {
    /// The constant `aside.consent.asserted`.
    public static let type = EventType.consentAsserted
    /// What the assertion covers.
    public var purposes: [Purpose]
    /// On what it rests, for which data; absent from events of an earlier form.
    public var grounds: Grounds?
    /// The stopwatch's reading since the call was opened or resumed; absent where nobody holds it.
    public var monotonicMicros: Int64?
    /// What it states as every such event does; absent from events of an earlier form.
    public var record: ConsentRecord?

    /// The operator's words, and who uses the data on them.
    public struct Sealed: Codable, Hashable, Sendable {
        /// Who obtained it, when and how, as the operator wrote it.
        public var statement: String
        /// Who answers for the data.
        public var controller: Disclosure.Controller?
        /// Who else gets any of it.
        public var processors: [Processor]?

        /// The statement.
        public init(statement: String, disclosing disclosure: Disclosure? = nil) {
            self.statement = statement
            (controller, processors) = (disclosure?.controller, disclosure?.processors)
        }
    }

    /// The fact.
    public init(purposes: [Purpose], grounds: Grounds? = nil) {
        (self.purposes, self.grounds) = (purposes, grounds)
    }
}
