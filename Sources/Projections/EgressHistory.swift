public import Events

/// What left for others and what came of it: the part of a fold that follows `egress.*`.
public struct EgressHistory: Sendable, Encodable {
    /// One request, from its leaving to its end.
    public struct Request: Sendable, Encodable {
        /// What was asked.
        public let service: EgressRequested.Service
        /// What it was for.
        public let purpose: Purpose
        /// Whether it went to an outside processor.
        public let outside: Bool
        /// Where it went, and the digest of what left; nil when nothing was sealed.
        public let place: Sealable<EgressRequested.Sealed>?
        /// When it left.
        public let at: Moment
        /// How it ended; nil while nothing is known.
        public fileprivate(set) var end: EgressEnded?
    }

    /// A request that was not allowed to leave.
    public struct Refused: Sendable, Encodable {
        /// What was to be asked, what for, and what was missing.
        public let fact: EgressRefused
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var requests: [Request] = []
    /// In the order of the log.
    public private(set) var refused: [Refused] = []
    private var places: [EgressID: Int] = [:]

    private enum CodingKeys: CodingKey { case requests, refused }

    /// Nothing left.
    public init() {}

    /// Whether nothing left or was to leave.
    public var isEmpty: Bool { requests.isEmpty && refused.isEmpty }

    mutating func apply(_ event: RecordedEvent) {
        if let fact = event.fact(EgressRequested.self) {
            places[fact.request] = requests.count
            requests.append(
                Request(
                    service: fact.service,
                    purpose: fact.purpose,
                    outside: fact.outside,
                    place: event.sealed(EgressRequested.self),
                    at: Moment(event)
                )
            )
        } else if let fact = event.fact(EgressEnded.self) {
            places[fact.request].map { requests[$0].end = fact }
        } else if let fact = event.fact(EgressRefused.self) {
            refused.append(Refused(fact: fact, at: Moment(event)))
        }
    }
}
