public import Events

/// Who was said not to be of age, since when, and what had been captured of them by then.
public struct MinorHistory: Sendable, Encodable {
    /// One person who is not of age.
    public struct Minor: Hashable, Sendable, Encodable {
        /// Who.
        public let pseudonym: Pseudonym
        /// When it was first said: with a join, or when it turned out.
        public let at: Moment
        /// How many lines of theirs had been captured by then.
        public let linesBefore: Int
        /// How many frames of theirs had been captured by then.
        public let framesBefore: Int
    }

    /// In the order in which it was said of them.
    public private(set) var minors: [Minor] = []

    /// Nobody.
    public init() {}

    /// Takes in one event.
    ///
    /// - Parameter captures: what had been captured before it.
    mutating func apply(_ event: RecordedEvent, after captures: CaptureHistory) {
        guard let subject = event.envelope.subject, Self.saysMinor(event),
            !minors.contains(where: { $0.pseudonym == subject })
        else { return }
        let share = captures.share(of: subject)
        minors.append(
            Minor(
                pseudonym: subject,
                at: Moment(event),
                linesBefore: share?.lines ?? 0,
                framesBefore: share?.frames ?? 0
            )
        )
    }

    private static func saysMinor(_ event: RecordedEvent) -> Bool {
        event.envelope.participantJoined?.minor == true
            || event.envelope.participantChanged?.minor == true
    }
}
