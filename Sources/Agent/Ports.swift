public import ConsentGate
public import Events

/// Where the agent appends facts.
///
/// An implementation MUST return only when the facts are durable, MUST write all of them or none,
/// and MUST throw `ConcurrencyError` (and nothing else for that cause) when the expected version or
/// the condition does not hold.
public protocol Journal: Sendable {
    /// Appends facts to a stream and returns them as recorded, their contents opened.
    func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) async throws -> [RecordedEvent]

    /// Seals a call's stream: nothing comes after.
    func seal(_ call: CallID, id: EventID, at time: Timestamp) async throws -> RecordedEvent
}

/// The one way to the rep.
///
/// Its destination is fixed when it is made.
///
/// An implementation MUST NOT have a way to reach anybody else, MUST return within its own deadline,
/// and MUST let the rep's client show a nudge once only, by the nudge's id.
public protocol PrivateChannel: Sendable {
    /// What carries the nudges, as the log names it.
    var name: String { get }

    /// Hands a nudge over once and says what became of it; the same nudge may be handed over again.
    func deliver(_ nudge: Nudge) async -> Delivery

    /// Asks whether a tool may act; no answer by the question's expiry is `unanswered`.
    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer
}

/// What became of a nudge that was handed to the private channel.
public enum Delivery: Hashable, Sendable {
    /// The rep's client shows it.
    case acknowledged
    /// It was not shown, or nobody knows whether it was, and it is not tried again; the code is the
    /// channel's (PROVIDERS §8).
    case undelivered(code: Int)
    /// It did not reach the rep's client, who may be away: the call hands it over again, under the same id,
    /// while it is worth showing and everyone's consent is in force. Recorded as undelivered else.
    case unreached(code: Int)
}

/// A tip for the rep: what to read, what it answers and what it rests on.
public struct Nudge: Hashable, Sendable {
    /// The id by which a client shows it once.
    public let id: NudgeID
    /// The kind of play.
    public let kind: PlaybookEntry.Kind
    /// What is read first.
    public let headline: String
    /// What is read below.
    public let body: String
    /// The version of the line it answers.
    public let line: StreamVersion
    /// The play it rests on.
    public let play: String
    /// Hex SHA-256 of the play's file.
    public let playVersion: String
    /// When it was decided.
    public let decidedAt: Timestamp
    /// When it is no longer worth showing.
    public let expiresAt: Timestamp
}

/// The way to everybody in the call: notices and receipts, nothing else.
public protocol NoticeChannel: Sendable {
    /// Shows a person their notice.
    func show(_ notice: Notice) async
    /// Confirms a person's act to them.
    func confirm(_ receipt: ConsentReceipt) async
}

/// The way to ask a room for people's tracks, and to give them back.
///
/// An implementation MUST NOT receive a track that it was not asked for, and MUST NOT wait for the
/// network: what is asked for comes later, as observations.
public protocol TrackSubscriber: Sendable {
    /// What it can receive; other tracks are never asked for.
    var sources: Set<TrackSource> { get }

    /// Whether the sound that it receives goes to an outside processor: then it is asked for only while
    /// `sharing` is in force as well, and given back when it falls.
    var isSoundOutside: Bool { get }

    /// Begins to receive a person's track; `track.subscribed` is durable by then.
    func subscribe(to source: TrackSource, of identity: String) async

    /// Gives a track back: when this returns, nothing more of it reaches the call, and the reception of
    /// the pictures that wait for their turn in it is over.
    func unsubscribe(from source: TrackSource, of identity: String) async

    /// A track that was asked for has ended by itself: what was heard of it by then may still come, until it
    /// is given back.
    func finish(_ source: TrackSource, of identity: String) async
}

extension TrackSubscriber {
    /// No: it is heard on this machine.
    public var isSoundOutside: Bool { false }

    /// Gives it back: nothing more comes.
    public func finish(_ source: TrackSource, of identity: String) async {
        await unsubscribe(from: source, of: identity)
    }
}

/// The tracks of a recording, which nobody has to ask for.
public struct RecordedTracks: TrackSubscriber {
    /// Sound and the shared screen.
    public let sources: Set<TrackSource> = [.microphone, .screenshare]

    /// The tracks of any recording.
    public init() {}

    /// Does nothing.
    public func subscribe(to source: TrackSource, of identity: String) async {}

    /// Does nothing.
    public func unsubscribe(from source: TrackSource, of identity: String) async {}
}

/// Measures how long things take; unlike wall time it never jumps.
public protocol Stopwatch: Sendable {
    /// Microseconds from an arbitrary start.
    var nowMicros: Int64 { get }
}

/// Rings after a while.
///
/// An implementation MUST return no earlier, and MUST throw `CancellationError` at once when its task
/// is cancelled.
public protocol Alarm: Sendable {
    /// Returns when so many microseconds have passed.
    func ring(afterMicros micros: Int64) async throws
}
