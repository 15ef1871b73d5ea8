import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("A worker's session with a deployment")
struct DispatchSessionTests {
    @Test func `registers first, under permissions that forbid media and hiding`() throws {
        var session = DispatchSession()
        #expect(session.start() == [.connect])
        let actions = session.connected()
        guard case .send(.register(let request)) = try #require(actions.first) else {
            Issue.record("said \(actions)")
            return
        }
        #expect(actions.count == 1)
        #expect((request.agentName, request.version) == ("aside", "test"))
        let allowed = request.allowedPermissions
        #expect(!allowed.canPublish && !allowed.hidden)
        #expect(allowed.canSubscribe && allowed.canPublishData && allowed.agent)
    }

    @Test func `says nothing else before it is registered`() {
        var session = DispatchSession()
        _ = session.start()
        _ = session.connected()
        #expect(session.offered("a").isEmpty)
        #expect(session.assigned("a").isEmpty)
        #expect(session.load(0.9).isEmpty)
        #expect(session.pass(seconds: 9).isEmpty)
        #expect(!session.status.isRegistered)
        let actions = session.hears(.register(.init()))
        #expect(actions.map(\.report?.status) == [.full])
    }

    @Test func `tells its load every two and a half seconds`() {
        var session = DispatchSession.registered()
        session.runs("a")
        _ = session.load(0.25)
        let reports = session.pass(seconds: 10).compactMap(\.report)
        #expect(reports.count == 4)
        #expect(
            reports.allSatisfy { $0.load == 0.25 && $0.jobCount == 1 && $0.status == .available }
        )
    }

    @Test func `tells at once that it is full, and that it is not`() {
        var session = DispatchSession.registered()
        #expect(session.load(0.69).isEmpty)
        #expect(session.load(0.7).map(\.report?.status) == [.full])
        #expect(session.load(0.8).isEmpty)
        #expect(session.load(0.1).map(\.report?.status) == [.available])
    }

    @Test func `is full by its jobs as well as by the processor`() {
        var session = DispatchSession.registered(capacity: 2)
        session.runs("a")
        #expect(session.status.loadPerMille == 500)
        #expect(session.offered("b").last?.report?.status == .full)
        #expect(session.offered("c").compactMap(\.answer).map(\.available) == [false])
        #expect(session.assigned("b").contains { $0.run?.id == "b" })
        #expect(session.ends("a").last?.report?.status == .available)
    }

    @Test(arguments: [Double.nan, -1, .infinity])
    func `a load that is no share counts as a share`(reading: Double) {
        var session = DispatchSession.registered()
        _ = session.load(reading)
        #expect(session.status.loadPerMille == 0)
    }

    @Test func `pings every ten seconds and lives on pongs`() {
        var session = DispatchSession.registered()
        #expect(session.pass(seconds: 60).filter(\.isPing).count == 6)
        #expect(session.status.isRegistered)
    }

    @Test func `gives up a connection whose pong is missing`() {
        var session = DispatchSession.registered()
        let actions = session.pass(seconds: 15, answering: false)
        #expect(actions.filter { $0 == .disconnect }.count == 1)
        #expect(session.status.lastError == .closed)
        #expect(session.pass(seconds: 2) == [.connect])
    }

    @Test func `a pong that nobody waits for is passed over`() {
        var session = DispatchSession.registered()
        #expect(session.hears(.pong(.init())).isEmpty)
        #expect(session.hears(.register(.init())).isEmpty)
        #expect(session.status.registrations == 1)
    }

    @Test func `what cannot be read is counted, what is not known passed over`() {
        var session = DispatchSession.registered()
        #expect(session.session.received([0xff, 0xff, 0xff], at: 0).isEmpty)
        #expect(session.status.undecodable == 1)
        // Field 90 of a newer schema.
        #expect(session.session.received([0xd2, 0x05, 0x00], at: 0).isEmpty)
        #expect(session.session.received([], at: 0).isEmpty)
        #expect(session.status.undecodable == 1)
    }

    @Test(arguments: [WorkerError.keyRefused, .unreachable, .untrusted, .notLiveKit(status: 404)])
    func `ends when it cannot register at all`(error: WorkerError) {
        var session = DispatchSession()
        _ = session.start()
        #expect(session.lost(error) == [.finish(error)])
        #expect(session.lost(error).isEmpty)
        #expect(session.pass(seconds: 60).isEmpty)
    }

    @Test func `ends when a first connection does not open, or is not registered, in time`() {
        var session = DispatchSession()
        _ = session.start()
        #expect(session.pass(seconds: 10) == [.disconnect, .finish(.silent)])
        session = DispatchSession()
        _ = session.start()
        _ = session.connected()
        #expect(session.pass(seconds: 10) == [.disconnect, .finish(.silent)])
    }

    @Test func `comes back after 2, 4, 6, 8, 10 and again 10 seconds, whatever the reason`() {
        var session = DispatchSession.registered()
        _ = session.lost(.keyRefused)
        for seconds in [2, 4, 6, 8, 10, 10] {
            #expect(session.pass(seconds: Double(seconds) - 0.5).isEmpty)
            #expect(session.pass(seconds: 0.5) == [.connect])
            #expect(session.lost(.unreachable).isEmpty)
        }
        _ = session.pass(seconds: 10)
        _ = session.connected()
        _ = session.hears(.register(.init()))
        #expect(session.status.registrations == 2)
        _ = session.lost()
        #expect(session.pass(seconds: 2) == [.connect])
    }

    @Test func `inputs out of order change nothing`() {
        var session = DispatchSession()
        #expect(session.connected().isEmpty)
        #expect(session.lost().isEmpty)
        #expect(session.hears(.register(.init())).isEmpty)
        #expect(session.ends("a").isEmpty)
        #expect(session.start() == [.connect])
        #expect(session.start().isEmpty)
        _ = session.connected()
        #expect(session.connected().isEmpty)
    }
}
