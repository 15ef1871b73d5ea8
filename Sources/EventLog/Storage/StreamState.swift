public import Events

/// What the sequencer must know of a stream to check a request.
public struct StreamState: Hashable, Sendable {
    /// The newest event's version.
    public var version: StreamVersion = .none
    /// The version of the newest event that ends permits; 0 when there is none.
    public var newestConsentChange: StreamVersion = .none
    /// Whether `call.sealed` stands at the end.
    public var isSealed = false

    /// The state of a stream without events.
    public init() {}

    /// The state after one more event.
    mutating func append(_ type: EventType) {
        version = version.next
        if type.endsPermits { newestConsentChange = version }
        if type == .callSealed { isSealed = true }
    }
}
