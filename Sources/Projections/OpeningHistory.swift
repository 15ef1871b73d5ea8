public import Events

/// What each opening of the gate relied on, and what came in after it: the part of a fold that shows
/// whether consent was prior.
///
/// A `gate.opened` while the gate is open changes the purposes in force, and is no opening.
public struct OpeningHistory: Sendable, Encodable {
    /// One opening, and what came in before the next one.
    public struct Opening: Sendable, Encodable {
        /// The versions of the grants, bases and assertions that it relied on.
        public let grants: [StreamVersion]
        /// When the gate opened.
        public let at: Moment
        /// When the first track was asked for; nil where none was.
        public fileprivate(set) var track: Moment?
        /// The first line or frame; nil where none came.
        public fileprivate(set) var capture: Moment?
        /// Of its lines the one that began first; nil where none came.
        public fileprivate(set) var words: Words?
    }

    /// A line, by when it was said.
    public struct Words: Sendable, Encodable {
        /// When the speech began, from the start of the call.
        public let beganMicros: Int64
        /// Where the line stands.
        public let at: Moment
    }

    /// Every opening, in order.
    public private(set) var openings: [Opening] = []
    private var isOpen = false

    private enum CodingKeys: CodingKey { case openings }

    /// A gate that has never opened.
    public init() {}

    mutating func apply(_ event: RecordedEvent) {
        switch event.type {
        case .gateOpened:
            guard let fact = event.fact(GateOpened.self) else { return }
            if !isOpen { openings.append(Opening(grants: fact.grants, at: Moment(event))) }
            isOpen = true
        case .gateHeld, .gateClosed: isOpen = false
        case .trackSubscribed: change { $0.track = $0.track ?? Moment(event) }
        case .frameSampled: change { $0.capture = $0.capture ?? Moment(event) }
        case .lineTranscribed:
            change { $0.capture = $0.capture ?? Moment(event) }
            guard let line = event.fact(LineTranscribed.self) else { return }
            let words = Words(beganMicros: line.startMicros, at: Moment(event))
            change { opening in
                if let first = opening.words, first.beganMicros <= words.beganMicros { return }
                opening.words = words
            }
        default: break
        }
    }

    /// In the newest opening; what came in before the first has none.
    private mutating func change(_ body: (inout Opening) -> Void) {
        guard !openings.isEmpty else { return }
        body(&openings[openings.count - 1])
    }
}
