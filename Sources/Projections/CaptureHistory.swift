public import Events

/// What was captured or done under a purpose: first, last and how much.
public struct CaptureHistory: Sendable, Encodable {
    /// Everything that one purpose allowed.
    public struct Extent: Sendable, Encodable {
        /// The first event that needed the purpose.
        public let first: Moment
        /// The last one.
        public internal(set) var last: Moment
        /// How many there were.
        public internal(set) var count: Int
    }

    /// The lines and frames of one person.
    public struct Share: Sendable, Encodable {
        /// The first of them.
        public let first: Moment
        /// How many lines there were.
        public fileprivate(set) var lines = 0
        /// How many frames there were.
        public fileprivate(set) var frames = 0
    }

    /// By the purpose's name.
    public private(set) var extents: [String: Extent] = [:]
    /// The first and the last line or frame: what came in, whatever was then made of it.
    public private(set) var content: Extent?
    /// The lines and frames of each person, by their pseudonym.
    public private(set) var shares: [String: Share] = [:]
    /// How many events of each type the call's stream has.
    public private(set) var countsByType: [String: Int] = [:]
    /// Lines in which a card number or code was masked.
    public private(set) var maskedLines = 0
    /// Frames that arrived and were not kept, by reason.
    public private(set) var skippedFrames: [String: Int] = [:]

    /// Nothing.
    public init() {}

    /// What the purpose allowed; nil when nothing was done under it.
    public func extent(of purpose: Purpose) -> Extent? { extents[purpose.rawValue] }

    /// The lines and frames of a person; nil when there are none.
    public func share(of person: Pseudonym) -> Share? { shares[person.text] }

    /// How many events of a type there are.
    public func count(of type: EventType) -> Int { countsByType[type.rawValue] ?? 0 }

    /// The number of events in a family, such as `tool`.
    public func count(ofFamily family: String) -> Int {
        countsByType.reduce(0) { sum, entry in
            EventType(rawValue: entry.key).family == family[...] ? sum + entry.value : sum
        }
    }

    mutating func apply(_ event: RecordedEvent) {
        countsByType[event.type.rawValue, default: 0] += 1
        let moment = Moment(event)
        for purpose in event.envelope.purposesNeeded ?? [] {
            extents[purpose.rawValue] = extended(extents[purpose.rawValue], to: moment)
        }
        if event.type == .lineTranscribed || event.type == .frameSampled {
            content = extended(content, to: moment)
            if let person = event.envelope.subject { share(event, of: person) }
        }
        if let line = event.fact(LineTranscribed.self), line.masked > 0 { maskedLines += 1 }
        if let skipped = event.fact(FramesSkipped.self) {
            skippedFrames.merge(skipped.counts) { $0 + $1 }
        }
    }

    private mutating func share(_ event: RecordedEvent, of person: Pseudonym) {
        var share = shares[person.text] ?? Share(first: Moment(event))
        if event.type == .lineTranscribed { share.lines += 1 } else { share.frames += 1 }
        shares[person.text] = share
    }

    private func extended(_ extent: Extent?, to moment: Moment) -> Extent {
        guard var extent else { return Extent(first: moment, last: moment, count: 1) }
        extent.last = moment
        extent.count += 1
        return extent
    }
}
