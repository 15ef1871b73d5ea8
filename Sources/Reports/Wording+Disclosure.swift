internal import Events

/// How the words of a disclosure are said to people who read a report.
extension Wording {
    /// A value that an operator may have left out.
    static func stated(_ value: String) -> String {
        value == Disclosure.notStated ? "not stated" : value
    }

    static func categories(_ categories: [DataCategory]) -> String {
        sentence(categories.map { category($0) }.joined(separator: ", "))
    }

    private static func category(_ category: DataCategory) -> String {
        switch category {
        case .identity: "identity"
        case .consentRecords: "records of consent"
        case .spokenWords: "spoken words"
        case .screenPictures: "pictures of the shared screen"
        case .derivedAdvice: "advice derived from these"
        case .customerRecords: "customer records"
        case .followUpDrafts: "drafts of what follows"
        }
    }

    static func basis(_ basis: LegalBasis) -> String {
        switch basis {
        case .consent: "Consent"
        case .recordedBasis: "Recorded basis"
        case .assertedConsent: "Consent as asserted by an operator"
        }
    }

    static func service(_ service: Processor.Service) -> String {
        switch service {
        case .room: "Carries the call"
        case .transcription: "Turns speech into text"
        case .languageModel: "Language model"
        case .embeddings: "Text search"
        case .customerRecords: "Customer records"
        case .storage: "Storage"
        }
    }

    static func terms(_ terms: [Processor.Term]) -> String {
        guard !terms.isEmpty else { return "none stated" }
        return sentence(terms.map { term($0) }.joined(separator: ", "))
    }

    private static func term(_ term: Processor.Term) -> String {
        switch term {
        case .processorContract: "acts on instructions only (contract)"
        case .noOwnUse: "no use for its own ends"
        case .noTraining: "no training on the data"
        case .nothingKept: "keeps nothing"
        case .noHandingOn: "hands nothing on"
        case .transferSafeguards: "safeguards for transfers abroad"
        }
    }
}
