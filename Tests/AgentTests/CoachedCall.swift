import AsideTesting
import ConsentGate
import Events
import Synchronization
import Testing

@testable import Agent

/// The rep's client, which shows what it is given and answers questions as told.
///
/// The mutexes guard what it was handed, and what becomes of the next hand-overs.
final class RepsClient: PrivateChannel, NoticeChannel {
    let name = "test"
    private let handed = Mutex<[Nudge]>([])
    private let shown = Mutex<[Notice]>([])
    private let deliveries: Mutex<[Delivery]>
    private let answer: ApprovalAnswer

    init(answering answer: ApprovalAnswer = .unanswered, delivering deliveries: [Delivery] = []) {
        self.answer = answer
        self.deliveries = Mutex(deliveries)
    }

    /// What it was handed, shown or not.
    var nudges: [Nudge] { handed.withLock { $0 } }

    /// The notices to anybody.
    var notices: [Notice] { shown.withLock { $0 } }

    func deliver(_ nudge: Nudge) async -> Delivery {
        handed.withLock { $0.append(nudge) }
        return deliveries.withLock { $0.isEmpty ? .acknowledged : $0.removeFirst() }
    }

    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { answer }
    func show(_ notice: Notice) async { shown.withLock { $0.append(notice) } }
    func confirm(_ receipt: ConsentReceipt) async {}
}

/// A call in which the rep and the other side have agreed at its start.
struct CoachedCall {
    let journal: RecordingJournal
    let rep: RepsClient
    let time = ManualTime()
    let call: Call
    static let start = Timestamp.epoch.advanced(byMicros: 1_795_371_769_000_000)

    init(
        plays: [String],
        model: (any LanguageModel)? = nil,
        meaning: Meaning? = nil,
        tools: ToolBox = ToolBox(),
        approving answer: ApprovalAnswer = .unanswered,
        delivering deliveries: [Delivery] = [],
        pictures: any PictureCodec = NoPictures(),
        _ change: (inout CallSetup) -> Void = { _ in }
    ) async throws {
        journal = RecordingJournal()
        rep = RepsClient(answering: answer, delivering: deliveries)
        var setup = try Self.setup(plays)
        change(&setup)
        let ports = CallPorts(
            journal: journal,
            privateChannel: rep,
            noticeChannel: rep,
            pictures: pictures,
            stopwatch: time,
            alarm: time,
            tools: tools,
            model: model,
            meaning: meaning,
            ids: IDGenerator(clock: ManualClock())
        )
        call = Call(setup, ports: ports)
        try await call.open()
        try await happens(0, .joined(Self.arrival("dana", .rep)))
        try await happens(0, .joined(Self.arrival("lee", .prospect)))
    }

    /// The same call after its process was killed: another process over the same log.
    ///
    /// - Parameter second: how far into the call that is; by default no time has passed.
    init(
        resuming before: CoachedCall,
        plays: [String],
        at second: Double = 0,
        _ change: (inout CallSetup) -> Void = { _ in }
    ) async throws {
        journal = before.journal
        rep = RepsClient()
        var setup = try Self.setup(plays)
        change(&setup)
        let ports = CallPorts(
            journal: journal,
            privateChannel: rep,
            noticeChannel: rep,
            stopwatch: time,
            alarm: time,
            ids: IDGenerator(clock: ManualClock(), random: SeededGenerator(seed: 2))
        )
        call = Call(setup, ports: ports)
        let open = try #require(OpenCall(setup.id, recorded: journal.events))
        let at = Self.start.advanced(byMicros: Int64(second * 1_000_000))
        try await call.resume(open, at: at)
    }

    private static func setup(_ plays: [String]) throws -> CallSetup {
        let yaml = Array("id: test\nclosing_phrases: [goodbye now]\n".utf8)
        return CallSetup(
            id: CallID("coached"),
            capture: .replay,
            startedAt: start,
            rep: "dana",
            room: "room",
            inputDigest: "not-applicable",
            pack: try DomainPack(parsing: SourceFile(path: "pack.yaml", bytes: yaml)),
            playbook: try playbook(plays),
            noticeChannelName: "script",
            jurisdictions: .success(try JurisdictionTable(parsing: Array("[]".utf8))),
            build: "test"
        )
    }

    static func playbook(_ plays: [String]) throws -> Playbook {
        try Playbook(
            parsing: plays.enumerated().map { number, text in
                SourceFile(path: "play-\(number).md", bytes: Array(text.utf8))
            }
        )
    }

    static func arrival(_ identity: String, _ role: Role) -> Arrival {
        Arrival(
            identity: identity,
            role: role,
            regionEvidence: "stated",
            assurance: "invited",
            basis: "agreed before"
        )
    }

    /// Something happens at a second of the call.
    func happens(_ second: Double, _ what: Observation.What) async throws {
        let at = Self.start.advanced(byMicros: Int64(second * 1_000_000))
        try await call.observe(Observation(at: at, what))
    }

    /// Somebody's client shows their newest notice, and they agree to it.
    func agrees(_ who: String, at second: Double) async throws {
        try await happens(second, .noticeShown(identity: who))
        let person = await call.person(who)
        let nonce = rep.notices.last { $0.person == person }?.nonce
        try await happens(
            second,
            .consent(identity: who, .grant, purposes: nil, nonce: nonce, means: "click")
        )
    }

    /// Somebody says a line that ends at a second of the call.
    func say(_ text: String, by who: String = "lee", at second: Double) async throws {
        let end = Int64(second * 1_000_000)
        let line = SpokenLine(text: text, startMicros: end - 500_000, endMicros: end)
        try await happens(second + 0.3, .line(identity: who, line))
    }

    /// The version of the newest line.
    var newestLine: StreamVersion? {
        journal.events.last { $0.type == .lineTranscribed }?.envelope.version
    }

    /// The facts of a type, in order.
    func facts<F: Fact>(_ type: F.Type) -> [F] { journal.events.compactMap { $0.fact(type) } }

    /// The types of one family after the newest line, without `aside.`.
    func types(of families: Set<String>) -> [String] {
        journal.events.filter { families.contains(String($0.type.family)) }
            .map { String($0.type.rawValue.dropFirst(6)) }
    }

    static let rival = """
        ---
        id: vs-acme
        kind: battlecard
        competitor: Acme
        aliases: ["Acme Billing"]
        triggers: ["already use Acme"]
        headline: "Acme: ask what it misses"
        ---
        Ask what it does not find.
        """

    static let price = """
        ---
        id: price
        kind: objection
        triggers: ["too expensive"]
        headline: "Price: six weeks to pay back"
        ---
        Show the payback slide: customers of their size recover the cost in 6 weeks.
        """

    static let support = """
        ---
        id: support
        kind: fact
        triggers: ["support at night"]
        headline: "Support answers day and night"
        ---
        A person answers within an hour, at night and at weekends too.
        """

    static let statement = """
        ---
        id: coached
        kind: compliance
        triggers: ["are we coached"]
        headline: "Say that the call is coached"
        required: true
        phrases: ["this call is coached"]
        ---
        Say it in one sentence.
        """
}
