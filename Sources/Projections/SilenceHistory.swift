public import Events

/// What the coach found and kept to itself: the part of a fold that follows `nudge.suppressed`.
///
/// It tells what came up in a call beside the nudges.
public struct SilenceHistory: Sendable, Encodable {
    /// A play that was not shown.
    public struct Silence: Sendable, Encodable {
        /// Why not.
        public let reason: NudgeSuppressed.Reason
        /// The line it would have answered.
        public let line: StreamVersion
        /// Which play, and what it weighed; nil when the event sealed nothing.
        public let details: Sealable<NudgeSuppressed.Sealed>?
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var silences: [Silence] = []

    /// No silences.
    public init() {}

    mutating func apply(_ event: RecordedEvent) {
        guard let fact = event.fact(NudgeSuppressed.self) else { return }
        silences.append(
            Silence(
                reason: fact.reason,
                line: fact.line,
                details: event.sealed(NudgeSuppressed.self),
                at: Moment(event)
            )
        )
    }
}
