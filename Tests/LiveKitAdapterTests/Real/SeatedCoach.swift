import Agent
import AsideTesting
import ConsentGate
import Events
import Testing

@testable import LiveKitAdapter

/// A coach in a room that others play, through whichever core.
final class SeatedCoach: Sendable {
    let journal = RecordingJournal()
    let clock = ManualClock()
    let recognizer = ListeningRecognizer()
    let pictures = SeeingPictures()
    let live: RoomCall
    let running: Task<RoomDeparture, any Error>

    /// Joins.
    init(
        _ url: String,
        _ entry: RoomEntry,
        through client: RoomClient,
        metadata: CallMetadata = CallMetadata(
            rep: "dana",
            repBasis: "agreed before",
            transcriber: "scribe"
        )
    ) async throws {
        let (journal, clock, pictures) = (journal, clock, pictures)
        let live = try await RoomCall.join(
            url,
            entry,
            as: "coach",
            through: client,
            metadata: metadata,
            setup: try LiveRoom.setup(),
            recognizer: recognizer,
            clock: clock,
            alarm: LooksAlarm()
        ) { channel, notices, tracks in
            CallPorts(
                journal: journal,
                privateChannel: channel,
                noticeChannel: notices,
                tracks: tracks,
                pictures: pictures,
                stopwatch: ManualTime(),
                alarm: LooksAlarm(),
                ids: IDGenerator(clock: clock)
            )
        }
        self.live = live
        running = Task { try await live.run() }
    }

    /// Leaves, or has left; checks that consent was in force for everything that was recorded.
    @discardableResult
    func ends(leaving: Bool = true) async throws -> RoomDeparture {
        if leaving { await live.leave() }
        let departure = try await running.value
        var invariant = ConsentInvariant()
        #expect(journal.events.compactMap { invariant.violation(of: $0.envelope) }.isEmpty)
        #expect(journal.events.last?.type == .callClosed)
        return departure
    }
}
