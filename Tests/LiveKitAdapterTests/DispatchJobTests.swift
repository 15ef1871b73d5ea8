import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("The jobs of a worker")
struct DispatchJobTests {
    @Test func `an offer is accepted at once, under a name that says what we are`() {
        var session = DispatchSession.registered()
        let answers = session.offered("AJ_1").compactMap(\.answer)
        #expect(answers.map(\.available) == [true])
        #expect(answers.first?.participantIdentity == "aside-AJ_1")
        #expect(answers.first?.participantName == "AI coach, listening")
    }

    @Test func `in a call of another pack we go by that pack's name`() {
        var session = DispatchSession.registered()
        for (pack, name) in [
            ("lessons", "AI teaching assistant, listening"), ("other", "AI coach, listening"),
        ] {
            let metadata = "{\"rep\":\"dana\",\"pack\":\"\(pack)\"}"
            let answers = session.offered("AJ_\(pack)", metadata: metadata).compactMap(\.answer)
            #expect(answers.map(\.participantName) == [name])
        }
    }

    @Test func `an offer is declined that cannot be worked with`() {
        var session = DispatchSession.registered()
        #expect(session.offered("a", metadata: "junk").map(\.answer?.available) == [false])
        #expect(session.offered("").map(\.answer?.available) == [false])
        #expect(session.offered("a", room: "").map(\.answer?.available) == [false])
        let ours = #"{"rep":"dana","minors":["aside-a"]}"#
        #expect(session.offered("a", metadata: ours).map(\.answer?.available) == [false])
        _ = session.load(1)
        #expect(session.offered("a").map(\.answer?.available) == [false])
        #expect(session.status.jobs == 0)
    }

    @Test func `a dispatch that was made twice is taken once`() {
        var session = DispatchSession.registered()
        func isTaken(_ id: String, _ metadata: String, _ room: String) -> Bool? {
            session.offered(id, metadata: metadata, room: room).first?.answer?.available
        }
        #expect(isTaken("a", "{}", "one") == true)
        #expect(isTaken("b", "{}", "one") == false)
        #expect(isTaken("b", "{}", "two") == true)
        #expect(isTaken("c", #"{"rep":"max"}"#, "one") == true)
        _ = session.assigned("a")
        #expect(isTaken("a", "{}", "one") == true)
        #expect(isTaken("d", "{}", "one") == false)
        // One that is leaving is no longer in the way.
        _ = session.terminated("a")
        #expect(isTaken("d", "{}", "one") == true)
    }

    @Test func `an assignment runs what was accepted, once`() {
        var session = DispatchSession.registered()
        _ = session.offered("a", metadata: "{\"rep\":\"dana\"}")
        let actions = session.assigned("a")
        #expect(
            actions.compactMap(\.run) == [
                DispatchedJob(
                    id: "a",
                    room: "room of a",
                    url: "wss://host",
                    token: "token",
                    identity: "aside-a",
                    metadata: "{\"rep\":\"dana\"}"
                )
            ]
        )
        #expect(actions.compactMap(\.job).map(\.status) == [.running])
        #expect(session.assigned("a").isEmpty)
        #expect(session.status.jobs == 1)
    }

    @Test func `an assignment may name another place`() {
        var session = DispatchSession.registered()
        _ = session.offered("a")
        let actions = session.hears(
            .assignment(.with { ($0.job, $0.url) = (.sample("a"), "wss://elsewhere") })
        )
        #expect(actions.compactMap(\.run).map(\.url) == ["wss://elsewhere"])
    }

    @Test func `an assignment that was not accepted is refused`() {
        var session = DispatchSession.registered()
        let updates = session.assigned("a").compactMap(\.job)
        #expect(updates.map(\.status) == [.failed])
        #expect(updates.first?.error == JobFailure.notAccepted.text)
        #expect(session.status.jobs == 0)
    }

    @Test func `a place is held for seven and a half seconds`() {
        var session = DispatchSession.registered(capacity: 1)
        _ = session.offered("a")
        _ = session.pass(seconds: 7)
        #expect(session.offered("b").map(\.answer?.available) == [false])
        #expect(session.pass(seconds: 0.5).contains { $0.report?.status == .available })
        #expect(session.assigned("a").compactMap(\.job).map(\.status) == [.failed])
        #expect(session.offered("b").first?.answer?.available == true)
    }

    @Test func `a job that is offered twice has one place`() {
        var session = DispatchSession.registered(capacity: 1)
        _ = session.offered("a")
        #expect(session.offered("a").map(\.answer?.available) == [true])
        #expect(session.assigned("a").compactMap(\.run).count == 1)
        // Offered anew while it runs: it is ours already, and no other worker must come.
        #expect(session.offered("a").map(\.answer?.available) == [true])
        #expect(session.assigned("a").isEmpty)
    }

    @Test func `a termination stops the job, once`() {
        var session = DispatchSession.registered()
        session.runs("a")
        #expect(session.terminated("a") == [.stop(jobID: "a")])
        #expect(session.terminated("a").isEmpty)
        #expect(session.terminated("b").isEmpty)
        #expect(session.offered("a").map(\.answer?.available) == [false])
        #expect(session.ends("a").compactMap(\.job).map(\.status) == [.success])
        #expect(session.ends("a").isEmpty)
        #expect(session.status.jobs == 0)
    }

    @Test func `a termination takes the place of a job that was only promised`() {
        var session = DispatchSession.registered()
        _ = session.offered("a")
        #expect(session.terminated("a").isEmpty)
        #expect(session.assigned("a").compactMap(\.run).isEmpty)
    }

    @Test func `a failure is told in words that hold nothing of the call`() {
        var session = DispatchSession.registered()
        session.runs("a")
        let updates = session.ends("a", .failed(JobFailure("the room is full"))).compactMap(\.job)
        #expect(updates.map(\.status) == [.failed])
        #expect(updates.map(\.error) == ["the room is full"])
    }

    @Test func `a lost connection keeps what runs and forgets what was promised`() {
        var session = DispatchSession.registered()
        session.runs("a")
        session.runs("b")
        _ = session.offered("c")
        #expect(session.lost().isEmpty)
        #expect(session.status.jobs == 2)
        #expect(session.ends("b").isEmpty)
        #expect(session.pass(seconds: 2) == [.connect])
        _ = session.connected()
        let updates = session.hears(.register(.init())).compactMap(\.job)
        #expect(updates.map(\.jobID) == ["a", "b"])
        #expect(updates.map(\.status) == [.running, .success])
        #expect(session.assigned("c").compactMap(\.job).map(\.status) == [.failed])
    }

    @Test func `without jobs a drain ends at once, before or after the registration`() {
        var session = DispatchSession.registered()
        #expect(session.drain().last == .finish(nil))
        #expect(session.pass(seconds: 60).isEmpty)
        session = DispatchSession()
        _ = session.start()
        #expect(session.drain() == [.finish(nil)])
        session = DispatchSession()
        #expect(session.drain() == [.finish(nil)])
        #expect(session.start().isEmpty)
    }

    @Test func `a drain waits for what runs and takes nothing new`() {
        var session = DispatchSession.registered()
        session.runs("a")
        #expect(session.drain().map(\.report?.status) == [.full])
        #expect(session.drain().isEmpty)
        #expect(session.offered("b").map(\.answer?.available) == [false])
        #expect(session.status.isDraining)
        let actions = session.ends("a")
        #expect(actions.compactMap(\.job).map(\.status) == [.success])
        #expect(actions.last == .finish(nil))
        #expect(session.ends("a").isEmpty)
    }

    @Test func `a drain keeps what was promised before it`() {
        var session = DispatchSession.registered()
        _ = session.offered("a")
        _ = session.offered("b")
        _ = session.drain()
        #expect(session.assigned("a").compactMap(\.run).count == 1)
        _ = session.pass(seconds: 8)
        #expect(session.ends("a").last == .finish(nil))
    }

    @Test func `a drain that lasts too long stops what runs, and does not wait for ever`() {
        var session = DispatchSession.registered(drainLimitMicros: 20_000_000)
        session.runs("a")
        session.runs("b")
        _ = session.drain()
        #expect(!session.pass(seconds: 19.5).contains(.stop(jobID: "a")))
        let late = session.pass(seconds: 0.5)
        #expect(late.contains(.stop(jobID: "a")) && late.contains(.stop(jobID: "b")))
        #expect(!session.ends("a").contains(.finish(nil)))
        #expect(session.pass(seconds: 10).last == .finish(nil))
    }

    @Test func `a drain goes on without a connection`() {
        var session = DispatchSession.registered()
        session.runs("a")
        _ = session.drain()
        _ = session.lost()
        #expect(session.pass(seconds: 2) == [.connect])
        #expect(session.ends("a") == [.finish(nil)])
    }

    @Test func `stopping ends what runs`() {
        var session = DispatchSession.registered()
        session.runs("a")
        #expect(session.stop().contains(.stop(jobID: "a")))
        #expect(session.stop().isEmpty)
        #expect(session.ends("a").last == .finish(nil))
    }
}
