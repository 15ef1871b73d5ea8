/// A kind of personal data that a call is about (GDPR 14(1)(d), 30(1)(c)).
public enum DataCategory: String, Codable, CaseIterable, Hashable, Sendable {
    /// Who somebody is, their role, and where they are.
    case identity
    /// What somebody was told and agreed to, and when.
    case consentRecords = "consent-records"
    /// What somebody said, written down.
    case spokenWords = "spoken-words"
    /// Still pictures of the screen that the rep shares.
    case screenPictures = "screen-pictures"
    /// What was found for what was said, and the tips that came of it.
    case derivedAdvice = "derived-advice"
    /// What the customers' records hold of the account.
    case customerRecords = "customer-records"
    /// Drafts of what follows the call.
    case followUpDrafts = "follow-up-drafts"

    /// The kinds that come with some purposes, in the order of the declaration.
    ///
    /// It follows from what the code does, so nobody can state less than is used.
    public static func used(for purposes: [Purpose]) -> [DataCategory] {
        let used = Set(purposes.flatMap(\.dataCategories))
        return allCases.filter { $0 == .identity || $0 == .consentRecords || used.contains($0) }
    }
}

extension Purpose {
    fileprivate var dataCategories: [DataCategory] {
        switch self {
        case .liveTranscription: [.spokenWords]
        case .aiAnalysis: [.derivedAdvice]
        case .screenFrames: [.screenPictures]
        case .crmLookup: [.customerRecords]
        case .followUp: [.followUpDrafts]
        // What is kept or handed on is one of the other kinds.
        case .storage, .sharing: []
        }
    }
}
