public import Events

/// No back-fill (CONSENT §1): what somebody said or showed before a purpose came into force is not used
/// for it afterwards.
extension CallConsent {
    /// What lines and pictures are used for once they are captured.
    ///
    /// `follow_up` is not among them: it is asked for work on what was captured as a whole, when the call is
    /// over.
    private static let uses: Set<Purpose> = [.aiAnalysis, .crmLookup, .sharing]

    /// The purposes for which some of this is not used, though they may be in force now: when it began, they
    /// were not, or they have been out of force between that and its record.
    ///
    /// What began while a purpose was in force stays usable for it, however often that is interrupted later.
    ///
    /// - Parameter content: lines and pictures, by their versions.
    public func purposesWithheld(from content: some Sequence<StreamVersion>) -> Set<Purpose> {
        content.reduce(into: []) { purposes, version in
            purposes.formUnion(withheld[version] ?? [])
        }
    }

    /// Notes for what a line or a picture came too early, as its event is folded.
    mutating func withhold(_ event: Envelope) {
        guard let field = event.type.beginning else { return }
        let began = event.data[field]?.integer.flatMap { startedAt?.advanced(byMicros: $0) }
        let purposes = Self.uses.filter { purpose in
            guard let began, isInForce(purpose), let since = inForceSince[purpose] else {
                return true
            }
            return began < since
        }
        if !purposes.isEmpty { withheld[event.version] = purposes }
    }
}

extension EventType {
    /// The field that says when what an event of this type holds began, from the start of the call.
    fileprivate var beginning: String? {
        switch self {
        case .lineTranscribed: "startMicros"
        case .frameSampled: "atMicros"
        default: nil
        }
    }
}
