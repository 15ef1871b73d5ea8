import Agent
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
        let pack = try Installation.pack("sales")
        let setup = CallSetup(
            id: id,
            capture: .live,
            startedAt: place.clock.now,
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
        try await Call(setup, ports: ports(place)).open()
        return home
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
