import AsideTesting
import Events
import Foundation
import SwiftProtobuf
import Testing

@testable import Agent
@testable import LiveKitAdapter

@Suite("What the coach hears and sees in a room", .timeLimit(.minutes(1))) struct RoomSensesTests {
    @Test func `a voice that is heard elsewhere is given back when sharing is withdrawn`()
        async throws
    {
        let room = try await LiveRoom(hearingOutside: true)
        let microphone = room.publishes("lee", .microphone, sid: "TR_lee")
        await room.journal.until(1, .trackPublished)
        try await room.grants("lee")
        #expect(room.core.requests.compactMap(\.subscription).last?.subscribe == true)
        _ = try await room.calls(
            "aside_consent",
            by: "lee",
            #"{"act":"withdraw","purposes":["sharing"]}"#
        )
        let last = try #require(room.core.requests.compactMap(\.subscription).last)
        #expect(last.publicationHandle == microphone && !last.subscribe)
        #expect(await room.live.call.mayHear)
        try await room.ends()
    }

    @Test func `each person is heard on their own track, until the permit falls`() async throws {
        let room = try await LiveRoom()
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.arrives("TR_lee")
        let stream = try await room.soundStream()
        room.sounds(stream, [1, 2, 3])
        await room.recognizer.heard.until { $0.count == 1 }
        #expect(room.recognizer.heard.all.first?.samples == [1, 2, 3])
        try await room.withdraws("lee")
        room.sounds(stream, [4])
        #expect(room.recognizer.heard.all.count == 1)
        try await room.ends()
    }

    /// A room in which Lee's microphone has just ended by itself; of its last words nothing is known yet.
    private func afterTheLastWords() async throws -> LiveRoom {
        let room = try await LiveRoom(holdingLastWords: true)
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.arrives("TR_lee")
        room.sounds(try await room.soundStream(), [1, 2, 3])
        await room.recognizer.heard.until { $0.count == 1 }
        room.unpublishes("TR_lee")
        await room.journal.until(1, .trackUnpublished)
        await room.recognizer.ended.until { !$0.isEmpty }
        return room
    }

    private static let lastWords = SpokenLine(text: "Bye then.", startMicros: 0, endMicros: 1)

    @Test func `the last words of a microphone that ends by itself are made out`() async throws {
        let room = try await afterTheLastWords()
        room.recognizer.lastWords?.continuation.yield(Self.lastWords)
        let lines = await room.journal.until(1, .lineTranscribed)
        #expect(lines.count(where: { $0.type == .lineTranscribed }) == 1)
        try await room.ends()
    }

    @Test(arguments: [true, false])
    func `but not once they may not be heard, or their speaker has left`(
        isWithdrawn: Bool
    ) async throws {
        let room = try await afterTheLastWords()
        if isWithdrawn {
            try await room.withdraws("lee")
        } else {
            room.leaves("lee")
            await room.journal.until(1, .participantLeft)
        }
        room.recognizer.lastWords?.continuation.yield(Self.lastWords)
        try await room.ends()
        #expect(!room.journal.events.contains { $0.type == .lineTranscribed })
        // It was given back, and did not only fail to come through.
        let closed = room.journal.events.compactMap { $0.fact(CallClosed.self) }
        #expect(closed.map(\.droppedLines) == [[:]])
    }

    @Test func `a track that arrives after the permit fell is sent back`() async throws {
        let room = try await LiveRoom()
        let handle = room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        try await room.withdraws("lee")
        let before = room.core.requests.compactMap(\.subscription).count
        room.arrives("TR_lee")
        let requests = await room.core.until { $0.compactMap(\.subscription).count > before }
        let last = requests.compactMap(\.subscription).last
        #expect(last?.subscribe == false && last?.publicationHandle == handle)
        #expect(!requests.contains { if case .newAudioStream = $0 { true } else { false } })
        try await room.ends()
    }

    @Test func `without a recogniser no sound is asked for`() async throws {
        let room = try await LiveRoom(hearing: false)
        room.publishes("lee", .microphone, sid: "TR_lee")
        let screen = room.publishes("dana", .screenshare, sid: "TR_screen")
        try await room.grants("lee")
        let asked = room.core.requests.compactMap(\.subscription)
        #expect(asked.map(\.publicationHandle) == [screen])
        try await room.ends()
    }

    @Test func `a transcriber's lines are attributed by track; nobody else's texts are read`()
        async throws
    {
        let metadata = CallMetadata(rep: "dana", repBasis: "agreed", transcriber: "scribe")
        let room = try await LiveRoom(machines: ["scribe"], metadata: metadata, hearing: false)
        room.publishes("lee", .microphone, sid: "TR_lee")
        try await room.grants("lee")
        room.clock.advance(byMicros: 60_000_000)
        room.writes("lee", "I am not the transcriber.", of: "TR_lee")
        room.writes("scribe", "A line of nobody's.", of: "TR_unknown")
        room.writes("scribe", "We would need it by spring.", of: "TR_lee")
        let events = await room.journal.until(1, .lineTranscribed)
        let lines = events.compactMap { $0.opened(LineTranscribed.self)?.text }
        #expect(lines == ["We would need it by spring."])
        try await room.ends()
    }

    @Test func `a person who is named as the transcriber is asked, and may refuse`() async throws {
        let metadata = CallMetadata(rep: "dana", repBasis: "agreed", transcriber: "scribe")
        let room = try await LiveRoom(with: ["lee", "scribe"], metadata: metadata, hearing: false)
        room.publishes("lee", .microphone, sid: "TR_lee")
        let grant = try await room.grants("lee")
        #expect(!grant.payload.contains(#""gate":"open""#))
        _ = try await room.notice(to: "scribe")
        room.writes("scribe", "We would need it by spring.", of: "TR_lee")
        let refusal = try await room.calls("aside_consent", by: "scribe", #"{"act":"refuse"}"#)
        #expect(!refusal.hasError && refusal.payload.contains("refused"))
        try await room.ends()
        #expect(!room.journal.events.contains { $0.type == .gateOpened })
        #expect(!room.journal.events.contains { $0.type == .lineTranscribed })
    }

    @Test func `the screen is looked at, whatever size it takes, and broken pictures are counted`()
        async throws
    {
        let pictures = SizedPictures()
        let room = try await LiveRoom(pictures: pictures, alarm: LooksAlarm())
        room.publishes("dana", .screenshare, sid: "TR_screen")
        try await room.grants("lee")
        room.arrives("TR_screen")
        let stream = try await room.pictureStream()
        // Each long enough after the one before for both to be kept.
        let pauseMicros: Int64 = 4_000_000
        let whole = [[64, 36], [63, 35], [3_840, 2_160]]
        for size in [whole[0], [20_000, 20_000], whole[1], [0, 0], whole[2]] {
            room.clock.advance(byMicros: pauseMicros)
            await room.core.dropped(room.shows(stream, width: size[0], height: size[1]))
            guard whole.contains(size) else { continue }
            await pictures.seen.until { seen in seen.count { $0 == size } == 2 }
        }
        room.clock.advance(byMicros: pauseMicros)
        try await room.ends()
        let kept = room.journal.events.compactMap { $0.fact(FrameSampled.self) }
        #expect(kept.map { [$0.width, $0.height] } == whole)
        let skipped = room.journal.events.compactMap { $0.fact(FramesSkipped.self)?.counts }
        #expect(skipped == [["too-large": 1, "torn": 1]])
    }
}

@Suite("Sound that waits for its recogniser", .timeLimit(.minutes(1)))
struct SoundBacklogTests {
    private let backlog = SoundBacklog(longest: 2, sampleRate: 1_000)

    private func add(_ starts: ClosedRange<Int64>) {
        for start in starts { backlog.add(SoundChunk(samples: [], startMicros: start)) }
    }

    private func heard() async -> [Int64] {
        await backlog.sound.reduce(into: []) { $0.append($1.startMicros) }
    }

    @Test func `is handed over in order, and the oldest gives way`() async {
        add(1...3)
        backlog.finish()
        #expect(await heard() == [2, 3])
    }

    @Test func `is dropped when the permit falls, and nothing comes after`() async {
        add(1...2)
        backlog.drop()
        add(3...3)
        #expect(await heard() == [])
    }

    @Test func `tells how much gave way, before somebody wants to know and after`() {
        func adds(_ start: Int64) {
            let samples = [Int16](repeating: 1, count: 50)
            backlog.add(SoundChunk(samples: samples, startMicros: start))
        }
        for start in 1...3 as ClosedRange<Int64> { adds(start) }
        let untold = UntoldSound()
        backlog.tell(untold)
        #expect(untold.micros == 50_000)
        adds(4)
        #expect(untold.micros == 100_000)
        // What still waits when nobody may take it any more is lost as well.
        backlog.drop()
        #expect(untold.micros == 200_000)
    }

    @Test func `ends for a recogniser that waits`() async {
        async let heard = heard()
        add(1...1)
        backlog.drop()
        #expect(await heard.count <= 1)
    }
}

@Suite("When a transcriber's line began") struct TranscriptLinesTests {
    private let final = [
        "lk.transcribed_track_id": "T", "lk.segment_id": "S",
        "lk.transcription_final": "true",
    ]
    private let partial = [
        "lk.transcribed_track_id": "T", "lk.segment_id": "S",
        "lk.transcription_final": "false",
    ]

    @Test func `is assumed early enough for slow speech and a slow recogniser`() throws {
        var lines = TranscriptLines()
        let attributes = try #require(TranscriptLines.Attributes(final))
        let speech = lines.line("five words are said here", attributes, atMicros: 10_000_000)
        guard case .final(let line) = speech else { return #expect(Bool(false)) }
        #expect(line.startMicros == 5_000_000 && line.endMicros == 10_000_000)
    }

    @Test func `is that of the segment's first text`() throws {
        var lines = TranscriptLines()
        let early = try #require(TranscriptLines.Attributes(partial))
        let late = try #require(TranscriptLines.Attributes(final))
        _ = lines.line("well", early, atMicros: 10_000_000)
        let speech = lines.line("well I do not know", late, atMicros: 14_000_000)
        guard case .final(let line) = speech else { return #expect(Bool(false)) }
        #expect(line.startMicros == 7_400_000)
    }

    @Test(arguments: ["lk.transcribed_track_id", "lk.segment_id", "lk.transcription_final"])
    func `cannot be told of a text without an attribute`(missing: String) {
        #expect(TranscriptLines.Attributes(final.filter { $0.key != missing }) == nil)
    }

    @Test func `is nothing for a text without words`() throws {
        var lines = TranscriptLines()
        let attributes = try #require(TranscriptLines.Attributes(final))
        #expect(lines.line(" \n", attributes, atMicros: 1) == nil)
        #expect(lines.line("\u{0} \u{202E}", attributes, atMicros: 1) == nil)
    }

    @Test func `does not change what it says, but for controls and reorderings`() throws {
        var lines = TranscriptLines()
        let attributes = try #require(TranscriptLines.Attributes(final))
        let said = "It\u{0} is\u{7} \u{202E}too expensive."
        guard case .final(let line) = lines.line(said, attributes, atMicros: 9_000_000) else {
            return #expect(Bool(false))
        }
        #expect(line.text == "It is too expensive.")
    }
}
