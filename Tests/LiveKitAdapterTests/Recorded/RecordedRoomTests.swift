import Agent
import AsideTesting
import Events
import Foundation
import RoomTesting
import Synchronization
import Testing

@testable import LiveKitAdapter

/// Sessions with a real LiveKit server.
///
/// `ASIDE_RECORD=/path/to/livekit-server` plays them with a server that the test starts, and records them
/// anew; otherwise the recordings are played.
private enum Session {
    static let server = ProcessInfo.processInfo.environment["ASIDE_RECORD"]
    static let recorder = Puppets.core.map { core in
        Result { RecordingCore(try CoreLibrary(path: core)) }
    }
    static let recordingClient = recorder.map { recorder in
        recorder.map { RoomClient(ClientCore($0)) }
    }
    static let guests = Puppets.environment.map { environment in
        Result { try Puppets("guests.py", in: environment) }
    }
}

@Suite("A recorded session with LiveKit's server", .serialized) struct RecordedRoomTests {
    /// A room, whoever plays it.
    private struct Stage {
        var client: RoomClient
        var others: any Others
        var url = "ws://localhost"
        var token = ""
        var replay: ReplayedCore?
        var recording: (core: RecordingCore, name: String)?
    }

    private func stage(_ name: String) async throws -> Stage {
        guard Session.server != nil else {
            let core = ReplayedCore(try Tape(named: name))
            return Stage(client: RoomClient(ClientCore(core)), others: core, replay: core)
        }
        let core = try #require(Session.recorder).get()
        let guests = try #require(Session.guests).get()
        let room = try await PuppetRoom(guests)
        return Stage(
            client: try #require(Session.recordingClient).get(),
            others: RecordedOthers(core: core, room: room),
            url: try await guests.url(),
            token: room.token,
            recording: (core, name)
        )
    }

    /// Writes the recording, or checks that everything was asked again that had been asked, and nothing
    /// else: subscriptions, streams, calls and answers; and that each handle was dropped once.
    private func finish(_ stage: Stage) throws {
        #expect(stage.client.heldObjects == 0)
        if let (core, name) = stage.recording { return try core.takeTape().write(named: name) }
        let replay = try #require(stage.replay)
        #expect(replay.handles.given == replay.handles.dropped)
        #expect(replay.unforeseen == [])
        #expect(replay.missed == [])
    }

    /// A coach in the room, once Dana and Lee publish and Lee has agreed.
    private func coach(on stage: Stage) async throws -> SeatedCoach {
        let coach = try await SeatedCoach(stage.url, .given(stage.token), through: stage.client)
        try stage.others.publish("dana", "camera")
        try stage.others.publish("dana", "screenshare")
        try stage.others.publish("lee", "microphone")
        await coach.journal.until(3, .trackPublished)
        await coach.journal.until(.consentNoticeShown, of: await coach.live.call.person("lee"))
        #expect(!coach.journal.events.contains { $0.type == .trackSubscribed })
        try stage.others.act("agree", ["by": "lee"])
        await coach.journal.until(2, .trackSubscribed)
        await coach.recognizer.hears(1)
        // A recording has no picture in it.
        if stage.recording != nil { await coach.pictures.seen.until { !$0.isEmpty } }
        coach.clock.advance(byMicros: 90_000_000)
        return coach
    }

    private func count(_ coach: SeatedCoach, _ type: EventType) -> Int {
        coach.journal.events.count { $0.type == type }
    }

    @Test(.timeLimit(.minutes(1))) func `of a whole call: asked, heard, whispered, stopped`()
        async throws
    {
        let stage = try await stage("whole-call")
        let coach = try await coach(on: stage)
        await coach.recognizer.say(
            "Honestly, that is too expensive for us, we are over budget.",
            fromMicros: 86_000_000,
            toMicros: 89_900_000
        )
        await coach.journal.until(1, .nudgeAcknowledged)
        try stage.others.act("use", ["by": "dana"])
        await coach.journal.until(1, .nudgeFeedback)
        try stage.others.act("join", ["who": "scribe"])
        await coach.journal.until(3, .participantJoined)
        try stage.others.act("write", ["by": "scribe", "text": "By spring.", "of": "lee"])
        await coach.journal.until(2, .lineTranscribed)
        try stage.others.call("aside_consent", by: "lee", #"{"act":"withdraw"}"#)
        await coach.journal.until(1, .captureStopped)
        try stage.others.act("leave", ["who": "scribe"])
        await coach.journal.until(1, .participantLeft)
        try await coach.ends()
        let lines = coach.journal.events.compactMap { $0.opened(LineTranscribed.self)?.text }
        #expect(lines.last == "By spring.")
        #expect(count(coach, .trackSubscribed) == 2)
        #expect(count(coach, .trackUnsubscribed) == 2)
        #expect(count(coach, .nudgeSent) == 1)
        try finish(stage)
    }

    @Test(.timeLimit(.minutes(1)))
    func `over a server that starts anew: nothing comes back but what consent allows`()
        async throws
    {
        let stage = try await stage("server-restart")
        let coach = try await coach(on: stage)
        let before = coach.pictures.seen.all.count
        try stage.others.act("restart", [:])
        await coach.journal.until(2, .participantReconnected)
        await coach.journal.until(4, .trackSubscribed)
        await coach.recognizer.hears(2)
        if stage.recording != nil { await coach.pictures.seen.until { $0.count > before + 2 } }
        #expect(count(coach, .participantLeft) == 2)
        #expect(count(coach, .connectionLost) == 1 && count(coach, .connectionRestored) == 1)
        #expect(count(coach, .gateOpened) == 2)
        #expect(count(coach, .consentGranted) == 1)
        try await coach.ends()
        try finish(stage)
    }

    @Test(.timeLimit(.minutes(1))) func `in which the coach is removed`() async throws {
        let stage = try await stage("removed")
        let coach = try await coach(on: stage)
        try stage.others.act("kick", [:])
        #expect(try await coach.ends(leaving: false) == .roomEnded(.removed))
        try finish(stage)
    }

    @Test(.timeLimit(.minutes(1))) func `that does not take the key`() async throws {
        let stage = try await stage("not-authorized")
        await #expect(throws: RoomError.notAuthorized) {
            try await SeatedCoach(stage.url, .given("of another"), through: stage.client)
        }
        try finish(stage)
    }

    @Test func `holds no token and no address`() throws {
        for name in ["whole-call", "server-restart", "removed", "not-authorized"] {
            for exchange in try Tape(named: name).exchanges {
                for bytes in [exchange.asked, exchange.answer, exchange.heard].compactMap({ $0 }) {
                    for secret in ["eyJ", "devkey", "127.0.0.1", "192.168", "::1"] {
                        #expect(bytes.firstRange(of: Data(secret.utf8)) == nil)
                    }
                }
            }
        }
    }
}
