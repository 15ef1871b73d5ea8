import AsideTesting
import ConsentGate
import Events
import Synchronization
import Testing

@testable import Agent

/// A journal in memory, which sees every append.
private final class MemoryJournal: Journal {
    private let log = Mutex(EventRecorder())

    var events: [RecordedEvent] { log.withLock { $0.events } }

    func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) -> [RecordedEvent] {
        log.withLock { log in drafts.map { log.append($0, to: stream) } }
    }

    func seal(_ call: CallID, id: EventID, at time: Timestamp) -> RecordedEvent {
        events[events.count - 1]
    }
}

/// Channels that nobody listens to.
private struct Silence: PrivateChannel, NoticeChannel {
    let name = "none"
    func deliver(_ nudge: Nudge) async -> Delivery { .acknowledged }
    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { .unanswered }
    func show(_ notice: Notice) async {}
    func confirm(_ receipt: ConsentReceipt) async {}
}

private struct NoTime: Stopwatch { let nowMicros: Int64 = 0 }

/// A call in which the rep and the other side have agreed at its start.
private struct SeenCall {
    let journal = MemoryJournal()
    let call: Call
    private let start = Timestamp.epoch.advanced(byMicros: 1_795_371_769_000_000)

    init(_ settings: SamplingSettings = .standard) async throws {
        let yaml = Array("id: test\nclosing_phrases: [bye]\nscreen_phrases: [on this slide]\n".utf8)
        let setup = CallSetup(
            id: CallID("seen"),
            capture: .replay,
            startedAt: start,
            rep: "dana",
            room: "room",
            inputDigest: "not-applicable",
            pack: try DomainPack(parsing: SourceFile(path: "pack.yaml", bytes: yaml)),
            playbook: try Playbook(parsing: []),
            noticeChannelName: "script",
            jurisdictions: .success(try JurisdictionTable(parsing: Array("[]".utf8))),
            sampling: settings,
            build: "test"
        )
        let ports = CallPorts(
            journal: journal,
            privateChannel: Silence(),
            noticeChannel: Silence(),
            pictures: PlainPictures(),
            stopwatch: NoTime(),
            alarm: ManualTime(),
            ids: IDGenerator(clock: ManualClock())
        )
        call = Call(setup, ports: ports)
        try await call.open()
        try await happens(0, .joined(arrival("dana", .rep)))
        try await happens(0, .joined(arrival("lee", .prospect)))
    }

    private func arrival(_ identity: String, _ role: Role) -> Arrival {
        Arrival(
            identity: identity,
            role: role,
            regionEvidence: "stated",
            assurance: "invited",
            assertion: "agreed by letter"
        )
    }

    func happens(_ seconds: Double, _ what: Observation.What) async throws {
        let at = start.advanced(byMicros: Int64(seconds * 1_000_000))
        try await call.observe(Observation(at: at, what))
    }

    func track(_ seconds: Double, _ who: String, _ source: TrackSource, _ on: Bool) async throws {
        try await happens(seconds, .track(identity: who, source, isPublished: on))
    }

    func shows(
        _ seconds: Double,
        _ picture: String,
        _ who: String = "dana",
        _ source: TrackSource = .screenshare,
        in reception: TrackReception? = nil
    ) async throws {
        let frame = Frame.jpeg(Array(picture.utf8))
        try await happens(seconds, .frame(identity: who, source, frame, in: reception))
    }

    func ends(_ seconds: Double) async throws {
        try await call.close(at: start.advanced(byMicros: Int64(seconds * 1_000_000)))
    }

    /// What the log has of the screen, in order.
    var screen: [String] {
        journal.events.compactMap { event in
            if let frame = event.fact(FrameSampled.self) {
                let at = Double(event.envelope.time.micros(since: start)) / 1_000_000
                return "\(at) \(frame.why) \(frame.width)x\(frame.height)"
            }
            if let skipped = event.fact(FramesSkipped.self) {
                return skipped.counts.sorted { $0.key < $1.key }
                    .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            }
            return event.type.family == "screen" ? String(event.type.rawValue.dropFirst(13)) : nil
        }
    }
}

@Suite struct `A call sees the rep's screen share and nothing else` {
    @Test func `given two sharers and a camera, then only the rep's screen is kept`() async throws {
        let seen = try await SeenCall()
        try await seen.track(1, "lee", .screenshare, true)
        try await seen.track(2, "dana", .screenshare, true)
        for second in 3..<9 {
            try await seen.shows(Double(second), "contract \(second)", "lee")
            try await seen.shows(Double(second), "face \(second)", "dana", .camera)
        }
        try await seen.shows(9, "slide", "dana")
        try await seen.shows(12, "contract", "lee")
        try await seen.track(20, "lee", .screenshare, false)
        try await seen.ends(30)
        #expect(
            seen.screen == [
                "share-started", "10.0 first 5x1", "not-the-reps-screen-share 13",
            ]
        )
    }

    @Test func `given a camera toggled, then the share goes on as it was`() async throws {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide")
        for second in 4..<8 {
            try await seen.track(Double(second), "dana", .camera, second % 2 == 0)
        }
        try await seen.shows(9, "slide")
        try await seen.ends(30)
        #expect(seen.screen == ["share-started", "3.0 first 5x1", "unchanged 1"])
    }

    @Test func `given stop and start, then the first of the new share is kept`() async throws {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide")
        try await seen.track(5, "dana", .screenshare, false)
        try await seen.track(8, "dana", .screenshare, true)
        try await seen.shows(9, "slide")
        try await seen.shows(20, "other")
        try await seen.ends(20.5)
        #expect(
            seen.screen == [
                "share-started", "3.0 first 5x1", "share-stopped", "share-started",
                "10.0 first 5x1", "moving 1",
            ]
        )
    }

    @Test func `given a frame that waited while its share ended, then it is passed over`()
        async throws
    {
        let seen = try await SeenCall()
        let (old, new) = (TrackReception(), TrackReception())
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide", in: old)
        old.end()
        try await seen.track(5, "dana", .screenshare, false)
        try await seen.shows(5, "slide", in: old)
        try await seen.track(8, "dana", .screenshare, true)
        try await seen.shows(8, "slide", in: old)
        try await seen.shows(9, "other", in: new)
        try await seen.ends(30)
        #expect(
            seen.screen == [
                "share-started", "3.0 first 5x1", "share-stopped", "share-started",
                "10.0 first 5x1", "share-ended 2",
            ]
        )
    }

    @Test func `given a recording, then a share that it tells of ends where it says so`()
        async throws
    {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.track(5, "dana", .screenshare, false)
        try await seen.shows(6, "slide")
        try await seen.ends(30)
        #expect(seen.screen == ["share-started", "share-stopped", "share-ended 1"])
    }

    @Test func `given a recording without tracks, then it has one share all along`() async throws {
        let seen = try await SeenCall()
        try await seen.shows(2, "slide")
        try await seen.ends(30)
        #expect(seen.screen == ["3.0 first 5x1"])
    }

    @Test func `given words on the slide, then it is looked at again`() async throws {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide")
        let line = SpokenLine(
            text: "What is it on this slide?",
            startMicros: 9_000_000,
            endMicros: 9_500_000
        )
        try await seen.happens(10, .line(identity: "lee", line))
        try await seen.shows(10.5, "slide")
        try await seen.ends(30)
        #expect(seen.screen == ["share-started", "3.0 first 5x1", "11.5 words 5x1"])
    }

    @Test func `given words on small print, then one picture has the longer edge`() async throws {
        let seen = try await SeenCall(SamplingSettings(edge: 4, detailEdge: 6))
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide-1")
        try await seen.shows(5, "slide-2")
        try await seen.shows(7, "slide-2")
        let line = SpokenLine(
            text: "Could you zoom in there?",
            startMicros: 7_200_000,
            endMicros: 7_900_000
        )
        try await seen.happens(8, .line(identity: "lee", line))
        try await seen.shows(9, "slide-2")
        try await seen.shows(20, "slide-3")
        try await seen.ends(30)
        #expect(
            seen.screen == [
                "share-started", "3.0 first 4x1", "6.0 changed 4x1", "10.0 detail 6x1",
                "21.0 changed 4x1", "unchanged 1",
            ]
        )
    }

    @Test func `given a withdrawal while a picture settles, then it is forgotten`() async throws {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide")
        try await seen.happens(
            2.5,
            .consent(
                identity: "lee",
                .withdraw,
                purposes: [.screenFrames],
                nonce: nil,
                means: "scripted"
            )
        )
        try await seen.shows(4, "slide")
        try await seen.ends(30)
        #expect(seen.screen == ["share-started", "purpose-not-in-force 2"])
    }

    @Test func `given torn and enormous frames, then they are counted and the call goes on`()
        async throws
    {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "")
        let plane = Picture.Plane([0], stride: 1)
        let enormous = Frame(width: 9_000, height: 9_000, y: plane, u: plane, v: plane)
        try await seen.happens(3, .frame(identity: "dana", .screenshare, enormous))
        let short = Frame(width: 9, height: 9, y: plane, u: plane, v: plane)
        try await seen.happens(4, .frame(identity: "dana", .screenshare, short))
        try await seen.shows(5, "slide")
        try await seen.ends(30)
        #expect(seen.screen == ["share-started", "6.0 first 5x1", "too-large 1, torn 2"])
    }

    @Test func `the perceptual hash is sealed, and stands nowhere in the clear`() async throws {
        let seen = try await SeenCall()
        try await seen.track(1, "dana", .screenshare, true)
        try await seen.shows(2, "slide")
        try await seen.ends(30)
        let event = try #require(seen.journal.events.first { $0.type == .frameSampled })
        let hash = try #require(event.opened(FrameSampled.self)?.perceptualHash)
        #expect(hash.count == 16)
        #expect(!String(decoding: event.envelope.encoded(), as: UTF8.self).contains(hash))
    }
}
