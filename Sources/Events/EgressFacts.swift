/// A request is about to leave for whoever answers it: a model, a speech service, an embedder, a tool.
///
/// A stream is one request. It stands in the log before its first byte leaves.
public struct EgressRequested: Fact {
    /// The constant `aside.egress.requested`.
    public static let type = EventType.egressRequested

    /// What is asked.
    public enum Service: String, Codable, CaseIterable, Hashable, Sendable {
        case model, speech, embeddings, tool
    }

    /// This request and its outcome.
    public var request: EgressID
    /// What is asked.
    public var service: Service
    /// The purpose that must be in force for everyone present.
    public var purpose: Purpose
    /// Whether it goes to an outside processor, which needs `sharing` as well.
    public var outside: Bool
    /// How many bytes its body has; of a stream, those that open it.
    public var bytes: Int

    /// Where it goes, and what left.
    public struct Sealed: Codable, Hashable, Sendable {
        /// Who answers, as the disclosure names it.
        public var processor: String
        /// Where that is, as the disclosure states it.
        public var region: String
        /// Hex SHA-256 of the body; its commitment in the clear is salted.
        public var digest: String

        /// The sealed fields.
        public init(processor: String, region: String, digest: String) {
            (self.processor, self.region, self.digest) = (processor, region, digest)
        }
    }

    /// The fact.
    public init(
        request: EgressID,
        service: Service,
        purpose: Purpose,
        outside: Bool,
        bytes: Int
    ) {
        (self.request, self.service, self.purpose) = (request, service, purpose)
        (self.outside, self.bytes) = (outside, bytes)
    }
}

/// A request that had left is over.
public struct EgressEnded: Fact {
    /// The constant `aside.egress.ended`.
    public static let type = EventType.egressEnded

    /// How it ended.
    public enum Outcome: String, Codable, CaseIterable, Hashable, Sendable {
        /// It was answered.
        case answered
        /// It was called back: nobody needed the answer any more, or might have it.
        case cancelled
        /// The key was not taken.
        case refusedKey = "refused-key"
        /// There is no such model or address there.
        case unknownName = "unknown-name"
        /// The account's quota is spent.
        case overQuota = "over-quota"
        /// It came too soon after others.
        case tooMany = "too-many"
        /// What was sent was not taken.
        case rejected
        /// The other side failed.
        case serverFailed = "server-failed"
        /// The other side could not prove who it is.
        case tlsFailed = "tls-failed"
        /// Nobody was there.
        case unreachable
        /// The answer did not come in time: in its own, or in that of the work that it was for.
        case late
        /// The answer has not the form of one.
        case malformed
        /// The answer is larger than one may be.
        case tooLarge = "too-large"
        /// The call ended, or the process stopped, before it was over.
        case interrupted
    }

    /// The request.
    public var request: EgressID
    /// How it ended.
    public var outcome: Outcome
    /// How many bytes left.
    public var bytesOut: Int
    /// How many bytes came back.
    public var bytesIn: Int
    /// From its leaving to its end, on the monotonic clock.
    public var micros: Int64
    /// How much sound left; absent where none did.
    public var soundMicros: Int64?
    /// How much sound of a track was not heard, by this request or one before it, and is not tried again;
    /// absent where none was lost.
    public var lostMicros: Int64?
    /// The field that its answer lacked, by the name that the service's form gives it; absent where that is
    /// not why it ended.
    public var missingField: String?

    /// The fact.
    public init(
        request: EgressID,
        outcome: Outcome,
        bytesOut: Int,
        bytesIn: Int,
        micros: Int64,
        soundMicros: Int64? = nil,
        lostMicros: Int64? = nil,
        missingField: String? = nil
    ) {
        (self.request, self.outcome) = (request, outcome)
        (self.bytesOut, self.bytesIn) = (bytesOut, bytesIn)
        (self.micros, self.soundMicros, self.lostMicros) = (micros, soundMicros, lostMicros)
        self.missingField = missingField
    }
}

/// A request was not allowed to leave.
public struct EgressRefused: Fact {
    /// The constant `aside.egress.refused`.
    public static let type = EventType.egressRefused

    /// What was to be asked.
    public var service: EgressRequested.Service
    /// The purpose it was for.
    public var purpose: Purpose
    /// Whether it would have gone to an outside processor.
    public var outside: Bool
    /// The purpose that was not in force; absent when the gate was not open.
    public var missing: Purpose?

    /// The fact.
    public init(
        service: EgressRequested.Service,
        purpose: Purpose,
        outside: Bool,
        missing: Purpose?
    ) {
        (self.service, self.purpose) = (service, purpose)
        (self.outside, self.missing) = (outside, missing)
    }
}
