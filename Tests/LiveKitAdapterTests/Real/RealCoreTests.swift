import Agent
import AsideTesting
import Events
import Foundation
import RoomTesting
import Synchronization
import Testing

@testable import LiveKitAdapter

/// LiveKit's own core and the stand-in for a server, one of each for the process.
enum RealCore {
    static let client = Puppets.core.map { core in
        Result { try RoomClient(libraryAt: core) { deaths.append([1]) } }
    }
    static let standIn = Puppets.environment.map { environment in
        Result { try Puppets("stand_in.py", in: environment) }
    }
    /// How often the core's own tasks died.
    static let deaths = WatchedList<Int>()
}

@Suite(
    "LiveKit's own client core in a room of the stand-in",
    .serialized,
    .enabled(
        if: Puppets.environment != nil,
        "ASIDE_LIVEKIT_VENV names no environment with the core; `make test` makes it"
    )
)
struct RealCoreTests {
    private let client: RoomClient
    private let puppets: Puppets

    init() throws {
        client = try #require(RealCore.client).get()
        puppets = try #require(RealCore.standIn).get()
    }

    /// A coach in a new room, in which Dana publishes what reps do, and Lee a microphone.
    private func room(
        sources: [String] = ["microphone", "camera", "screenshare"]
    ) async throws -> (PuppetRoom, SeatedCoach) {
        let room = try await PuppetRoom(puppets)
        for source in sources { try room.publish("dana", source) }
        try room.publish("lee", "microphone")
        let url = try await puppets.url()
        let coach = try await SeatedCoach(url, .given(room.name), through: client)
        await coach.journal.until(sources.count + 1, .trackPublished)
        return (room, coach)
    }

    /// The same, once Lee has agreed.
    func openRoom(
        sources: [String] = ["microphone", "camera", "screenshare"]
    ) async throws -> (PuppetRoom, SeatedCoach) {
        let (room, coach) = try await room(sources: sources)
        await coach.journal.until(.consentNoticeShown, of: await coach.live.call.person("lee"))
        try room.act("agree", ["by": "lee"])
        await coach.journal.until(1, .gateOpened)
        coach.clock.advance(byMicros: 90_000_000)
        return (room, coach)
    }

    /// Leaves, and checks what must hold after every call.
    func end(_ room: PuppetRoom, _ coach: SeatedCoach) async throws {
        try await coach.ends()
        expectNothing(of: room)
    }

    private func expectNothing(of room: PuppetRoom) {
        #expect(client.heldObjects == 0)
        #expect(client.core.ledger.unknown.load(ordering: .relaxed) == 0)
        #expect(RealCore.deaths.all.isEmpty)
        #expect(room.sights.filter { $0.saw == "fault" }.isEmpty)
        #expect(room.sights.filter { ["packet", "publishing"].contains($0.saw) }.isEmpty)
    }

    private func subscriptions(_ room: PuppetRoom, wanted: Bool) -> Set<String> {
        Set(room.sights.filter { $0.wanted == wanted }.flatMap { $0.tracks ?? [] })
    }

    @Test(.timeLimit(.minutes(1)))
    func `the server is asked for nothing before everyone has agreed, and never for the camera`()
        async throws
    {
        let (room, coach) = try await room()
        await room.until { $0.contains { $0.method == "aside_notice" && $0.to == ["lee"] } }
        try room.call("aside_status", by: "lee", "{}")
        let before = await room.until { $0.contains { $0.saw == "answer" } }
        #expect(!before.contains { $0.saw == "subscription" })
        await coach.journal.until(.consentNoticeShown, of: await coach.live.call.person("lee"))
        try room.act("agree", ["by": "lee"])
        let after = await room.until { $0.flatMap { $0.tracks ?? [] }.count >= 3 }
        let tracks = Set(after.flatMap { $0.tracks ?? [] })
        #expect(
            tracks == [
                "TR_dana_microphone_1", "TR_dana_screenshare_3", "TR_lee_microphone_1",
            ]
        )
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `each person's sound arrives as it was sent, until they withdraw`() async throws {
        let (room, coach) = try await openRoom()
        let tones = await coach.recognizer.heard.until { tones in
            tones.contains { $0.isNear(440) } && tones.contains { $0.isNear(1_000) }
        }
        #expect(tones.contains { $0.isNear(440) } && tones.contains { $0.isNear(1_000) })
        for tone in tones where tone.isNear(1_000) {
            #expect(!tones.contains { $0.voice == tone.voice && $0.isNear(440) })
        }
        try room.call("aside_consent", by: "lee", #"{"act":"withdraw"}"#)
        await coach.journal.until(1, .captureStopped)
        let ended = await coach.recognizer.ended.until { $0.count == 2 }
        #expect(Set(ended) == [0, 1])
        await room.until { $0.filter { $0.wanted == false }.flatMap { $0.tracks ?? [] }.count >= 3 }
        #expect(subscriptions(room, wanted: false) == subscriptions(room, wanted: true))
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the rep's screen arrives pixel for pixel, and in another size when it changes`()
        async throws
    {
        let (room, coach) = try await openRoom()
        for (width, height) in [(320, 180), (640, 360), (322, 182)] {
            try room.act("resize", ["by": "dana", "width": width, "height": height])
            let seen = await coach.pictures.seen.until {
                $0.last?.width == width && $0.last?.height == height
            }
            let picture = try #require(seen.last)
            #expect(picture.y.bytes.allSatisfy { abs(Int($0) - 180) <= 2 })
            #expect(picture.u.bytes.allSatisfy { abs(Int($0) - 110) <= 2 })
            #expect(picture.v.bytes.allSatisfy { abs(Int($0) - 140) <= 2 })
        }
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a tip goes to the rep alone; the prospect gets notices and receipts, nothing else`()
        async throws
    {
        let (room, coach) = try await openRoom(sources: [])
        await coach.recognizer.say(
            "Honestly, that is too expensive for us, we are over budget.",
            fromMicros: 86_000_000,
            toMicros: 89_900_000
        )
        await coach.journal.until(1, .nudgeAcknowledged)
        try room.act("use", ["by": "dana"])
        await coach.journal.until(1, .nudgeFeedback)
        try room.call("aside_consent", by: "lee", #"{"act":"withdraw"}"#)
        let calls = await room.until {
            $0.contains {
                $0.method == "aside_receipt" && $0.payload?.contains("withdrawn") == true
            }
        }.filter { $0.saw == "call" }
        #expect(calls.filter { $0.method?.hasPrefix("coach_") == true }.map(\.to) == [["dana"]])
        #expect(calls.allSatisfy { $0.to?.count == 1 })
        let lees = Set(calls.filter { $0.to == ["lee"] }.compactMap(\.method))
        #expect(lees == ["aside_notice", "aside_receipt"])
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a transcriber's line is taken, and nobody else's`() async throws {
        let (room, coach) = try await openRoom()
        try room.act("join", ["who": "scribe"])
        await coach.journal.until(3, .participantJoined)
        try room.act("write", ["by": "dana", "text": "I am no transcriber.", "of": "lee"])
        try room.act("write", ["by": "scribe", "text": "We need it by spring.", "of": "lee"])
        let events = await coach.journal.until(1, .lineTranscribed)
        let lines = events.compactMap { $0.opened(LineTranscribed.self)?.text }
        #expect(lines == ["We need it by spring."])
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `somebody who comes late holds the gate; the tracks are given back until they agree`()
        async throws
    {
        let (room, coach) = try await openRoom()
        await room.until { $0.flatMap { $0.tracks ?? [] }.count >= 3 }
        try room.act("join", ["who": "sam"])
        await coach.journal.until(1, .gateHeld)
        await room.until { $0.filter { $0.wanted == false }.flatMap { $0.tracks ?? [] }.count >= 3 }
        try room.act("leave", ["who": "sam"])
        await coach.journal.until(2, .gateOpened)
        await room.until { $0.filter { $0.wanted == true }.flatMap { $0.tracks ?? [] }.count >= 6 }
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a screen that is shared again is asked for again`() async throws {
        let (room, coach) = try await openRoom()
        await coach.pictures.seen.until { !$0.isEmpty }
        try room.act("unpublish", ["by": "dana", "source": "screenshare"])
        await coach.journal.until(1, .trackUnpublished)
        let before = coach.pictures.seen.all.count
        try room.publish("dana", "screenshare")
        await room.until { $0.contains { $0.tracks == ["TR_dana_screenshare_4"] } }
        await coach.pictures.seen.until { $0.count > before }
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `junk and floods are answered by code`() async throws {
        let (room, coach) = try await room()
        try room.call("aside_consent", by: "lee", "{")
        try room.call("aside_approve", by: "lee", #"{"question":"q","approve":true}"#)
        for _ in 0..<40 { try room.call("aside_status", by: "lee", "{}") }
        try room.call("aside_consent", by: "lee", #"{"act":"refuse"}"#)
        let answers = await room.until { $0.filter { $0.saw == "answer" }.count >= 43 }
            .filter { $0.saw == "answer" }
        let codes = Set(answers.compactMap(\.code))
        #expect(codes == [4000, 4030, 4290])
        #expect(answers.contains { $0.payload?.contains("refused") == true })
        #expect(answers.allSatisfy { $0.to == ["lee"] })
        try await end(room, coach)
    }

    @Test(.timeLimit(.minutes(1)))
    func `being removed ends the call`() async throws {
        let (room, coach) = try await openRoom()
        try room.act("kick", [:])
        #expect(try await coach.ends(leaving: false) == .roomEnded(.removed))
        expectNothing(of: room)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a call whose task is cancelled leaves the room`() async throws {
        let (room, coach) = try await openRoom()
        coach.running.cancel()
        _ = await coach.running.result
        await room.until { $0.contains { $0.saw == "gone" } }
        expectNothing(of: room)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [("full", RoomError.full), ("nobody", .notAuthorized)]
    )
    func `a room that does not let us in is a clear error`(
        answer: String,
        error: RoomError
    ) async throws {
        let room = try await PuppetRoom(puppets, how: answer)
        let token = answer == "nobody" ? "unknown" : room.name
        let url = try await puppets.url()
        await #expect(throws: error) {
            try await SeatedCoach(url, .given(token), through: client)
        }
        expectNothing(of: room)
    }

    @Test(.timeLimit(.minutes(1)))
    func `where nobody listens is a clear error`() async throws {
        await #expect(throws: RoomError.unreachable) {
            try await SeatedCoach("ws://127.0.0.1:9", .given("token"), through: client)
        }
        #expect(client.heldObjects == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a server that never answers is given up when the task is`() async throws {
        let room = try await PuppetRoom(puppets, how: "silence")
        let url = try await puppets.url()
        let joining = Task { [client] in
            try await SeatedCoach(url, .given(room.name), through: client)
        }
        await room.until { $0.contains { $0.saw == "knock" } }
        joining.cancel()
        await #expect(throws: CancellationError.self) { try await joining.value }
        expectNothing(of: room)
    }
}
