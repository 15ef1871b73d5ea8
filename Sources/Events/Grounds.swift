/// On what ground a purpose rests for one person.
public enum LegalBasis: String, Codable, CaseIterable, Hashable, Sendable {
    /// Their own consent (GDPR 6(1)(a)): asked for here, and in force once they have granted it.
    case consent
    /// Another basis, recorded by name: a works agreement, say.
    case recordedBasis = "recorded-basis"
    /// Consent that an operator says they gave outside this log.
    case assertedConsent = "asserted-consent"
}

/// On what the use of a person's data rests, as far as it may stand in the clear; who uses it is sealed
/// beside it.
public struct Grounds: Codable, Hashable, Sendable {
    /// The kinds of data.
    public var dataCategories: [DataCategory]
    /// The ground of each purpose.
    public var legalBases: [Purpose: LegalBasis]
    /// Whether the controller was named.
    public var controllerStated: Bool
    /// How many outside processors were named.
    public var processorCount: Int

    /// The grounds of some purposes under a disclosure.
    public init(
        of purposes: [Purpose],
        under disclosure: Disclosure,
        basis: (Purpose) -> LegalBasis
    ) {
        dataCategories = DataCategory.used(for: purposes)
        legalBases = Dictionary(uniqueKeysWithValues: Set(purposes).map { ($0, basis($0)) })
        controllerStated = disclosure.controller.isStated
        processorCount = disclosure.processors.count
    }
}
