public import Events

/// A request that would leave: where to, for what, and what it carries.
public struct Departure: Hashable, Sendable {
    /// Where it goes.
    public let destination: Destination
    /// What is asked there.
    public let service: EgressRequested.Service
    /// How many bytes its body has; of a stream, those that open it.
    public let bytes: Int
    /// Hex SHA-256 of the body.
    public let digest: String

    /// A request with a body.
    ///
    /// - Parameter body: exactly the bytes that would leave, without keys and other secrets.
    public init(
        to destination: Destination,
        asking service: EgressRequested.Service,
        carrying body: some Collection<UInt8>
    ) {
        (self.destination, self.service) = (destination, service)
        (bytes, digest) = (body.count, hexDigest(of: Array(body)))
    }
}

extension EgressRequested.Sealed {
    /// Where a departure goes, and what it carries.
    init(_ departure: Departure) {
        self.init(
            processor: departure.destination.processor,
            region: departure.destination.region,
            digest: departure.digest
        )
    }
}

/// Why a request that had left has no answer that can be used.
public struct EgressFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// How it ended.
    public let outcome: EgressEnded.Outcome
    /// What a person is told: what was tried, found and expected, without anybody's words.
    public let description: String
    /// How long the other side asked to be left alone; nil where it did not say.
    public let waitMicros: Int64?
    /// What the answer lacked; nil where that is not why.
    public let missing: WireField?
    /// What a model's provider counted for requests of the same question that were answered before; nil for
    /// none.
    ///
    /// Whoever asks another model after this MUST add it to what that one uses.
    public var usage: ModelUsage?

    /// A fault.
    ///
    /// - Parameters:
    ///   - description: MUST NOT quote what was sent or what came back.
    ///   - waitMicros: how long the other side asked to be left alone.
    ///   - missing: what the answer lacked, which the description names too.
    public init(
        _ outcome: EgressEnded.Outcome,
        _ description: String,
        waitMicros: Int64? = nil,
        missing: WireField? = nil
    ) {
        (self.outcome, self.description) = (outcome, description)
        (self.waitMicros, self.missing) = (waitMicros, missing)
    }
}

/// How a request ended, as the log is told it.
struct EgressEnding: Hashable, Sendable {
    /// How.
    var outcome: EgressEnded.Outcome
    /// What its answer lacked; nil where that is not why.
    var missing: WireField?

    /// An end.
    init(_ outcome: EgressEnded.Outcome) { self.outcome = outcome }

    /// The end of a request whose sending threw.
    init(throwing error: any Error, within time: WorkTime) {
        switch error {
        case is CancellationError: outcome = time.isUp ? .late : .cancelled
        case let fault as EgressFault: (outcome, missing) = (fault.outcome, fault.missing)
        default: outcome = .serverFailed
        }
    }
}
