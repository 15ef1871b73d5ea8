public import Events

/// Which tools were called and what came of it: the part of a fold that follows `tool.*` of a call.
///
/// Neither the arguments nor the result are kept: they are in the log, under their own keys.
public struct ToolHistory: Sendable, Encodable {
    /// One call of a tool, from its intent to its end.
    public struct Use: Sendable, Encodable {
        /// The tool's name; nil when nothing was sealed.
        public let tool: Sealable<String>?
        /// What it was called for.
        public let purpose: ToolPurpose
        /// When it was called.
        public let at: Moment
        /// How it ended; nil while nothing is known.
        public fileprivate(set) var end: End?
    }

    /// How a call of a tool ended.
    public struct End: Sendable, Encodable {
        /// The ways in which one ends.
        public enum Result: String, Sendable, Encodable { case completed, failed, timedOut, stale }
        /// How it ended.
        public let result: Result
        /// Where the answer came from, or why it was not used, as the log names it; nil for a time-out.
        public let reason: String?
        /// From the call to its end, on the monotonic clock.
        public let latencyMicros: Int64
        /// What the answer lacked, by its name; nil where that is not why.
        public let missingField: String?
        /// When.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var uses: [Use] = []
    private var places: [ToolCallID: Int] = [:]

    private enum CodingKeys: CodingKey { case uses }

    /// No tools.
    public init() {}

    /// Whether no tool was called.
    public var isEmpty: Bool { uses.isEmpty }

    mutating func apply(_ event: RecordedEvent) {
        let at = Moment(event)
        if let fact = event.fact(ToolCalled.self) {
            guard places[fact.toolCall] == nil else { return }
            places[fact.toolCall] = uses.count
            let tool = event.sealed(ToolCalled.self)?.map(\.tool)
            uses.append(Use(tool: tool, purpose: fact.purpose, at: at))
        } else if let fact = event.fact(ToolCompleted.self) {
            end(fact.toolCall, .completed, fact.origin.rawValue, fact.latencyMicros, at)
        } else if let fact = event.fact(ToolFailed.self) {
            end(
                fact.toolCall,
                .failed,
                fact.reason.rawValue,
                lacking: fact.missingField,
                fact.latencyMicros,
                at
            )
        } else if let fact = event.fact(ToolTimedOut.self) {
            end(fact.toolCall, .timedOut, nil, fact.latencyMicros, at)
        } else if let fact = event.fact(ToolWentStale.self) {
            end(fact.toolCall, .stale, fact.reason.rawValue, fact.latencyMicros, at)
        }
    }

    /// The first end stands: an answer that comes after a time-out changes nothing.
    private mutating func end(
        _ call: ToolCallID,
        _ result: End.Result,
        _ reason: String?,
        lacking missingField: String? = nil,
        _ latencyMicros: Int64,
        _ at: Moment
    ) {
        guard let place = places[call], uses[place].end == nil else { return }
        uses[place].end = End(
            result: result,
            reason: reason,
            latencyMicros: latencyMicros,
            missingField: missingField,
            at: at
        )
    }
}
