import Agent
import ConsentGate
import EventLog
import Events
import Synchronization

/// The agent's journal over the signed log; tells when each append was durable.
final class WatchedJournal: Journal {
    let log: SignedLog
    private let durableAt = Mutex(ContinuousClock.now)

    init(_ log: SignedLog) { self.log = log }

    /// When the newest line became durable.
    var lineDurableAt: ContinuousClock.Instant { durableAt.withLock { $0 } }

    func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) async throws -> [RecordedEvent] {
        let events = try await appended(drafts, to: stream, expected, condition)
        if drafts.first?.type == .lineTranscribed { durableAt.withLock { $0 = .now } }
        return events
    }

    private func appended(
        _ drafts: [Draft],
        to stream: StreamName,
        _ expected: ExpectedVersion,
        _ condition: AppendCondition?
    ) async throws -> [RecordedEvent] {
        do {
            return try await log.append(drafts, to: stream, expecting: expected, under: condition)
        } catch .conflict(let conflict) {
            throw conflict
        }
    }

    func seal(_ call: CallID, id: EventID, at time: Timestamp) async throws -> RecordedEvent {
        try await log.seal(call, id: id, at: time)
    }
}

/// The rep's channel: says when it was handed each nudge.
final class WatchedChannel: PrivateChannel {
    let name = "benchmark"
    private let handed: @Sendable (ContinuousClock.Instant) -> Void

    init(_ handed: @escaping @Sendable (ContinuousClock.Instant) -> Void) { self.handed = handed }

    func deliver(_ nudge: Nudge) async -> Delivery {
        handed(.now)
        return .acknowledged
    }

    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { .unanswered }
}

/// Everybody's clients.
final class Nonces: NoticeChannel {
    private let nonces = Mutex<[Pseudonym: String]>([:])
    func show(_ notice: Notice) async { nonces.withLock { $0[notice.person] = notice.nonce } }
    func confirm(_ receipt: ConsentReceipt) async {}
    func nonce(of person: Pseudonym) -> String? { nonces.withLock { $0[person] } }
}

/// The monotonic clock.
struct Monotonic: Stopwatch, Alarm {
    private let start = ContinuousClock.now
    var nowMicros: Int64 { Int64((ContinuousClock.now - start).seconds * 1e6) }

    func ring(afterMicros micros: Int64) async throws {
        try await Task.sleep(for: .microseconds(micros), clock: .continuous)
    }
}

/// A call of a rep and a prospect who have both agreed.
struct BenchmarkCall {
    static let playCount = 12
    private static let start = Timestamp.epoch.advanced(byMicros: 1_767_225_600_000_000)

    let call: Call
    private let nonces = Nonces()

    init(
        _ id: CallID,
        journal: any Journal,
        channel: any PrivateChannel,
        ids: IDGenerator,
        model: (any LanguageModel)? = nil
    ) throws {
        var setup = CallSetup(
            id: id,
            capture: .replay,
            startedAt: Self.start,
            rep: "rep",
            room: "benchmark",
            inputDigest: "not-applicable",
            pack: try DomainPack(
                parsing: SourceFile(
                    path: "pack.yaml",
                    bytes: Array("id: test\nclosing_phrases: [talk soon]\n".utf8)
                )
            ),
            playbook: try Playbook(parsing: (0..<Self.playCount).map(Self.play)),
            noticeChannelName: "script",
            jurisdictions: .success(try JurisdictionTable(parsing: Array("[]".utf8))),
            build: "benchmark"
        )
        setup.nudgePolicy.budget = Self.playCount
        call = Call(
            setup,
            ports: CallPorts(
                journal: journal,
                privateChannel: channel,
                noticeChannel: nonces,
                stopwatch: Monotonic(),
                alarm: Monotonic(),
                model: model,
                ids: ids
            )
        )
    }

    private static func play(_ number: Int) -> SourceFile {
        let text = """
            ---
            id: play-\(number)
            kind: objection
            triggers: ["reason number \(number) against", "objection \(number) of ours"]
            headline: "What to say about \(number)"
            ---
            Say it.
            """
        return SourceFile(path: "play-\(number).md", bytes: Array(text.utf8))
    }

    func observe(_ seconds: Double, _ what: Observation.What) async throws {
        let at = Self.start.advanced(byMicros: Int64(seconds * 1e6))
        try await call.observe(Observation(at: at, what))
    }

    /// Opens the call and lets both agree.
    func begin() async throws {
        try await call.open()
        for (identity, role) in [("rep", Role.rep), ("prospect", .prospect)] {
            let arrival = Arrival(
                identity: identity,
                role: role,
                regionEvidence: "not-applicable",
                assurance: "benchmark"
            )
            try await observe(0, .joined(arrival))
            try await observe(0, .noticeShown(identity: identity))
            let nonce = nonces.nonce(of: await call.person(identity))
            try await observe(
                0,
                .consent(identity: identity, .grant, purposes: nil, nonce: nonce, means: "scripted")
            )
        }
    }

    func say(_ text: String, by identity: String, at second: Double) async throws {
        let end = Int64(second * 1e6)
        let line = SpokenLine(text: text, startMicros: max(0, end - 900_000), endMicros: end)
        try await observe(second, .line(identity: identity, line))
    }

    func end(at second: Double) async throws {
        try await call.close(at: Self.start.advanced(byMicros: Int64(second * 1e6)))
    }
}
