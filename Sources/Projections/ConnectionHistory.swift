import Events

/// When the coach's own connection to its room was lost: the part of a fold that follows
/// `call.connection-lost` and `call.connection-restored`.
public struct ConnectionHistory: Sendable, Encodable {
    /// One stretch in which the coach saw nobody come or go.
    public struct Outage: Sendable, Encodable {
        /// When it was lost.
        public let from: Moment
        /// When it was back; nil while it is lost, and where the call ended before.
        public fileprivate(set) var until: Moment?
        /// How long that was by the stopwatch; nil where no process saw both ends.
        public fileprivate(set) var lostMicros: Int64?
    }

    /// Every outage, in order.
    public private(set) var outages: [Outage] = []

    /// A connection that was never lost.
    public init() {}

    /// Whether it was never lost.
    public var isEmpty: Bool { outages.isEmpty }
    /// Whether it is lost now.
    public var isLost: Bool { outages.last.map { $0.until == nil } ?? false }

    mutating func apply(_ event: RecordedEvent) {
        if event.type == .connectionLost, !isLost {
            outages.append(Outage(from: Moment(event)))
        } else if event.type == .connectionRestored, isLost {
            outages[outages.count - 1].until = Moment(event)
            outages[outages.count - 1].lostMicros = event.fact(ConnectionRestored.self)?.lostMicros
        }
    }
}
