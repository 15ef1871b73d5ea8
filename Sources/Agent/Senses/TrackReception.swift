import Synchronization

/// One reception of a track, from when it arrives until it is given back; what comes of it bears it.
///
/// A picture may wait for its turn in the call while its track ends. Whoever receives the track MUST end
/// the reception before it has given the track back, so that nothing that still waits counts after it.
public final class TrackReception: Sendable {
    private let isEnded = Atomic(false)

    /// A reception that begins.
    public init() {}

    /// Ends it, for good.
    public func end() { isEnded.store(true, ordering: .releasing) }

    /// Whether it goes on.
    var goesOn: Bool { !isEnded.load(ordering: .acquiring) }
}
