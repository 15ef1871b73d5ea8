public import Events

/// What became of a call's keys and evidence: the part of a fold that follows the custody stream.
public struct CustodyHistory: Sendable, Encodable {
    /// One custody event about the call.
    public struct Entry: Sendable, Encodable {
        /// What happened.
        public let type: EventType
        /// The person it is about.
        public let subject: Pseudonym?
        /// Which key, where one is meant.
        public let keyClass: KeyClass?
        /// Its fields in the clear, besides.
        public let details: [String: String]
        /// Who looked: the name of an account on the machine.
        public let viewer: Sealable<String>?
        /// Why somebody looked.
        public let reason: Sealable<String>?
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var entries: [Entry] = []

    /// Nothing.
    public init() {}

    /// What these events of the custody stream about one call tell, in the order of the log.
    public init(folding events: some Sequence<RecordedEvent>) {
        for event in events { apply(event) }
    }

    /// The entries of some types.
    public func entries(of types: EventType...) -> [Entry] {
        entries.filter { types.contains($0.type) }
    }

    /// How far the deletion of a person's content has come since a moment: the last of its steps that is on
    /// record; nil where it was not taken up.
    public func deletion(of subject: Pseudonym, since start: Moment) -> Entry? {
        let steps = entries(of: .retentionApplied, .keyDestroyed, .erasureExecuted)
            .filter { $0.subject == subject && $0.keyClass == .content && start < $0.at }
        return steps.first { $0.type == .erasureExecuted }
            ?? steps.first { $0.type == .keyDestroyed } ?? steps.first
    }

    /// The types by which `hasErasure(since:)` goes; they seal nothing.
    public static let erasureTypes: Set<EventType> = [.retentionApplied, .keyDestroyed]

    /// Whether a key to content of the call could still open it when the log had a size, and is
    /// destroyed by now or ordered to be.
    ///
    /// A key is gone before the log says so: from the index of that event on nothing could be read
    /// that was sealed under it.
    public func hasErasure(since size: TreeSize) -> Bool {
        let gone = entries(of: .keyDestroyed).filter { size.contains($0.at.index) }
        return entries(of: .retentionApplied, .keyDestroyed).contains { erasure in
            !gone.contains { $0.subject == erasure.subject && $0.keyClass == erasure.keyClass }
        }
    }

    mutating func apply(_ event: RecordedEvent) {
        var details: [String: String] = [:]
        for member in event.envelope.data.members {
            switch member.value {
            case .string(let text): details[member.name] = text
            case .integer(let number): details[member.name] = String(number)
            case .bool(let flag): details[member.name] = flag ? "yes" : "no"
            default: continue
            }
        }
        details["call"] = nil
        let keyClass = details.removeValue(forKey: "keyClass").flatMap { KeyClass(rawValue: $0) }
        let view = event.sealed(EvidenceViewed.self)
        entries.append(
            Entry(
                type: event.type,
                subject: event.envelope.subject,
                keyClass: keyClass,
                details: details,
                viewer: view?.map(\.viewer),
                reason: view?.map(\.reason),
                at: Moment(event)
            )
        )
    }
}
