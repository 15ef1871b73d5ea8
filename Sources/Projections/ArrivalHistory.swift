public import Events

/// What the gate did in the step in which somebody joined or came back.
///
/// The gate writes its answer together with what it answers, and names that as the cause; a change of
/// the gate with another cause is none, however soon it comes.
public struct ArrivalHistory: Sendable, Encodable {
    /// One change of the gate that answers an arrival; an arrival on a basis may have two.
    public struct Answer: Sendable, Encodable {
        /// The entry of the arrival.
        public let arrival: EntryIndex
        /// How the gate stood from then on.
        public let standing: GateHistory.Standing
        /// When it changed.
        public let at: Moment
    }

    /// In the order of the log.
    public private(set) var answers: [Answer] = []
    private var newest: (id: EventID, index: EntryIndex)?

    private enum CodingKeys: CodingKey { case answers }

    /// Nobody has come.
    public init() {}

    /// The answers to an arrival, in order.
    public func answers(to arrival: Moment) -> [Answer] {
        answers.filter { $0.arrival == arrival.index }
    }

    mutating func apply(_ event: RecordedEvent) {
        switch event.type {
        case .participantJoined, .participantReconnected:
            newest = (event.envelope.id, event.index)
        case .gateOpened: answer(.open, event)
        case .gateHeld: answer(.held, event)
        case .gateClosed: answer(.closed, event)
        default: break
        }
    }

    private mutating func answer(_ standing: GateHistory.Standing, _ event: RecordedEvent) {
        guard let newest, event.envelope.causationID == newest.id else { return }
        answers.append(Answer(arrival: newest.index, standing: standing, at: Moment(event)))
    }
}
