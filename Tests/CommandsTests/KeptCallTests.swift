import Agent
import ConsentGate
import EventLog
import Events
import Foundation
import Testing

@testable import Commands

@Suite("A call that a live worker left open")
struct KeptCallTests {
    private let id = CallID("live-1")

    private func ports(_ place: Workplace) -> CallPorts {
        CallPorts(
            journal: LogJournal(log: place.log),
            privateChannel: RecorderChannel { _ in },
            noticeChannel: ScriptedClients(),
            stopwatch: SystemStopwatch(),
            alarm: SystemAlarm(),
            ids: place.ids
        )
    }

    /// A home in which a worker was stopped in the middle of a call.
    private func stopped() async throws -> Home {
        let home = Home(path: try Aside().home)
        let place = try await Workplace.open(home)
        defer { try? place.log.close() }
        try await Call(try setup(at: place.clock.now), ports: ports(place)).open()
        return home
    }

    private func setup(at start: Timestamp) throws -> CallSetup {
        let pack = try Installation.pack("sales")
        return CallSetup(
            id: id,
            capture: .live,
            startedAt: start,
            rep: "dana",
            account: "brightwater",
            room: "room",
            inputDigest: "not-applicable",
            pack: pack,
            playbook: try Installation.playbook(in: Installation.playbookFolder(of: pack)),
            noticeChannelName: "web",
            jurisdictions: Installation.jurisdictions(),
            build: "test"
        )
    }

    private func arrival(_ identity: String, _ role: Role) -> Observation.What {
        .joined(
            Arrival(
                identity: identity,
                role: role,
                regionEvidence: "stated",
                assurance: "invited",
                basis: "agreed before"
            )
        )
    }

    @Test func `what is due is deleted while a worker has the log open`() async throws {
        let home = Home(path: try Aside().home)
        let place = try await Workplace.open(home, keeping: .live)
        defer { try? place.log.close() }
        let start = place.clock.now.advanced(byMicros: -2 * 86_400_000_000)
        let call = Call(try setup(at: start), ports: ports(place))
        try await call.open()
        let line = SpokenLine(text: "Hello.", startMicros: 2_000_000, endMicros: 3_000_000)
        let all: [(Int64, Observation.What)] = [
            (1, arrival("dana", .rep)), (1, arrival("lee", .prospect)),
            (4, .line(identity: "lee", line)),
            (
                5,
                .consent(identity: "lee", .withdraw, purposes: nil, nonce: nil, means: "click")
            ),
        ]
        for (second, what) in all {
            let at = start.advanced(byMicros: second * 1_000_000)
            try await call.observe(Observation(at: at, what))
        }
        func erased() throws -> [Int] {
            try place.log.events(in: .custody).compactMap { $0.fact(ErasureExecuted.self)?.pieces }
        }
        #expect(try erased().isEmpty)
        for _ in 0..<2 { try await place.eraseWhatIsDue(in: home) }
        #expect(try erased() == [1])
        let lines = try place.log.events(in: .call(id)).filter { $0.type == .lineTranscribed }
        #expect(lines.map(\.content) == [.erased])
    }

    private func types(_ place: Workplace) throws -> [EventType] {
        try place.log.events(in: .call(id)).map(\.type)
    }

    @Test func `is handed back to a worker, which carries it on from the log alone`() async throws {
        let place = try await Workplace.open(try await stopped(), keeping: .live)
        defer { try? place.log.close() }
        let open = try #require(place.openCalls.first)
        let pack = try Installation.pack(open.opened.pack)
        let setup = open.setup(
            pack: pack,
            playbook: try Installation.playbook(in: Installation.playbookFolder(of: pack)),
            noticeChannelName: "web",
            jurisdictions: Installation.jurisdictions(),
            build: "a later build"
        )
        #expect(setup.account == "brightwater")
        let call = Call(setup, ports: ports(place))
        try await call.resume(open, at: place.clock.now)
        try await call.close(at: place.clock.now)
        let ends = try place.log.events(in: .call(id)).compactMap {
            $0.fact(CallClosed.self)?.reason
        }
        #expect(ends == [.ended])
    }

    @Test(arguments: [nil, .replay] as [CallOpened.Capture?])
    func `is closed as interrupted by whoever cannot carry it on`(
        capture: CallOpened.Capture?
    ) async throws {
        let place = try await Workplace.open(try await stopped(), keeping: capture)
        defer { try? place.log.close() }
        #expect(place.openCalls.isEmpty)
        #expect(try types(place).last == .callSealed)
    }

    @Test func `can be given up by the worker that kept it`() async throws {
        let place = try await Workplace.open(try await stopped(), keeping: .live)
        defer { try? place.log.close() }
        for open in place.openCalls { try await place.closeInterrupted(open.id) }
        #expect(try types(place).last == .callSealed)
    }
}
