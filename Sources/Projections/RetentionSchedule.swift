public import Events

/// Whose content must be deleted, and when: a fold of the whole log.
public struct RetentionSchedule: Projection {
    /// The constant `retention-schedule`.
    public static let name = "retention-schedule"
    /// The second form: a withdrawal that cannot be read takes everything.
    public static let codeVersion = 2

    /// How long after a withdrawal the content is kept: 24 hours, the policy's default (CONSENT §2),
    /// long enough for a person to change their mind or for a hold to be placed.
    public static let termAfterWithdrawalMicros: Int64 = 24 * 3600 * 1_000_000
    /// How long after its end a term may be carried out without being late: 24 hours, since a home that no
    /// `aside serve` runs in is to be written to daily (docs/OPERATIONS.md).
    public static let graceAfterTermMicros: Int64 = 24 * 3600 * 1_000_000
    /// The reserved type `aside.custody.hold-placed`.
    public static let holdPlaced = EventType(rawValue: "aside.custody.hold-placed")
    /// The reserved type `aside.custody.hold-released`.
    public static let holdReleased = EventType(rawValue: "aside.custody.hold-released")

    /// Something to delete.
    public struct Due: Hashable, Sendable {
        /// The call.
        public let call: CallID
        /// Whose content.
        public let subject: Pseudonym
        /// Which key to destroy.
        public let keyClass: KeyClass
        /// When the term ended.
        public let endedAt: Timestamp

        /// Something to delete.
        public init(call: CallID, subject: Pseudonym, keyClass: KeyClass, endedAt: Timestamp) {
            (self.call, self.subject) = (call, subject)
            (self.keyClass, self.endedAt) = (keyClass, endedAt)
        }
    }

    private struct Key: Hashable, Comparable, Encodable {
        let call: CallID
        let subject: Pseudonym?
        static func < (one: Key, other: Key) -> Bool {
            (one.call, one.subject?.text ?? "") < (other.call, other.subject?.text ?? "")
        }
    }

    private var ends: [Key: Timestamp] = [:]
    private var lacking: [Key: Set<Purpose>] = [:]
    private var held: Set<Key> = []
    private var applied: Set<Key> = []

    /// An empty schedule.
    public init() {}

    /// What is due, the longest due first.
    public func due(at moment: Timestamp) -> [Due] {
        ends.compactMap { key, end -> Due? in
            guard end <= moment, let subject = key.subject, !isHeld(key) else { return nil }
            return Due(call: key.call, subject: subject, keyClass: .content, endedAt: end)
        }
        .sorted { one, other in
            (one.endedAt, one.call, one.subject) < (other.endedAt, other.call, other.subject)
        }
    }

    /// Which of the purposes that nothing can be kept without are among these: taking one back
    /// starts a term, and granting all of them again ends it.
    static func termPurposes(_ purposes: [Purpose]) -> Set<Purpose> {
        Purpose.opening.intersection(purposes)
    }

    static func end(ofTermFrom withdrawal: Timestamp) -> Timestamp {
        withdrawal.advanced(byMicros: termAfterWithdrawalMicros)
    }

    /// Takes in one event of any stream.
    public mutating func apply(_ event: RecordedEvent) {
        if let call = event.envelope.stream.call, let subject = event.envelope.subject {
            applyConsent(event, Key(call: call, subject: subject))
        } else if event.envelope.stream == .custody,
            let call = event.envelope.data["call"]?.string
        {
            applyCustody(event, Key(call: CallID(call), subject: event.envelope.subject))
        }
    }

    private mutating func applyConsent(_ event: RecordedEvent, _ key: Key) {
        guard let (standing, purposes) = event.envelope.changeOfStanding else { return }
        if standing == .withdrawn {
            let withdrawn = Self.termPurposes(purposes)
            guard !withdrawn.isEmpty, !applied.contains(key) else { return }
            lacking[key, default: []].formUnion(withdrawn)
            ends[key] = ends[key] ?? Self.end(ofTermFrom: event.envelope.time)
        } else if standing == .granted, lacking[key] != nil {
            lacking[key]?.subtract(purposes)
            if lacking[key]?.isEmpty == true { (lacking[key], ends[key]) = (nil, nil) }
        }
    }

    private mutating func applyCustody(_ event: RecordedEvent, _ key: Key) {
        switch event.type {
        case Self.holdPlaced: held.insert(key)
        case Self.holdReleased: held.remove(key)
        case .retentionApplied:
            guard event.fact(RetentionApplied.self)?.keyClass == .content else { return }
            ends[key] = nil
            applied.insert(key)
        default: break
        }
    }

    /// A hold may be on one person's content or, without a subject, on the whole call.
    private func isHeld(_ key: Key) -> Bool {
        held.contains(key) || held.contains(Key(call: key.call, subject: nil))
    }

    /// What the digest covers.
    public var state: JSONObject {
        JSONObject(
            stateOf: State(
                terms: ends.sorted { $0.key < $1.key }.map { Term(key: $0.key, end: $0.value) },
                held: held.sorted(),
                applied: applied.sorted()
            )
        )
    }

    private struct Term: Encodable {
        let key: Key
        let end: Timestamp
    }

    private struct State: Encodable {
        let terms: [Term]
        let held: [Key]
        let applied: [Key]
    }
}
