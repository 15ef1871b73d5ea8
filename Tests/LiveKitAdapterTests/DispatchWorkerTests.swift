import Agent
import AsideTesting
import Events
import Foundation
import NIOCore
import NIOHTTP1
import NIOWebSocket
import SwiftProtobuf
import Synchronization
import SocketTesting
import Testing

@testable import LiveKitAdapter

/// Runs jobs until they are told to end, and says what it runs.
final class DispatchRunner: JobRunner {
    let started = AsyncStream.makeStream(of: DispatchedJob.self)
    let cancelled = AsyncStream.makeStream(of: String.self)
    private let ends = Mutex<[String: AsyncStream<JobResult>.Continuation]>([:])

    func run(_ job: DispatchedJob) async -> JobResult {
        let (results, end) = AsyncStream.makeStream(of: JobResult.self)
        ends.withLock { $0[job.id] = end }
        started.continuation.yield(job)
        if let result = await results.first(where: { _ in true }) { return result }
        cancelled.continuation.yield(job.id)
        return .failed(JobFailure("stopped"))
    }

    func next() async throws -> DispatchedJob {
        try #require(await started.stream.first { _ in true })
    }

    func end(_ id: String, _ result: JobResult = .succeeded) {
        _ = ends.withLock { $0[id]?.yield(result) }
    }
}

@Suite("A worker of a deployment", .timeLimit(.minutes(1)))
struct DispatchWorkerTests {
    private let runner = DispatchRunner()
    private let time = ManualTime()
    private let news = WatchedList<WorkerNews>()

    private func worker(
        at server: DispatchServer,
        metadata: @escaping @Sendable (String) -> Bool = { _ in true }
    ) throws -> (worker: Worker, run: Task<Void, any Error>) {
        let worker = Worker(
            at: try server.address(),
            with: RoomCredentials(key: "key", secret: "a secret of some length"),
            settings: WorkerSettings(agentName: "aside", version: "test"),
            runner: runner,
            accepts: metadata,
            processorShare: { 0.1 },
            time: time,
            clock: ManualClock(),
            tell: { [news] in news.append([$0]) }
        )
        return (worker, Task { try await worker.run() })
    }

    /// Moves the time in the worker's own steps.
    private func pass(seconds: Int) async {
        for _ in 0..<(2 * seconds) {
            await time.alarms(1)
            time.advance(byMicros: WorkerLimits.tickMicros)
        }
        await time.alarms(1)
    }

    /// Offers and assigns a job, and takes the worker's answers.
    private func dispatch(_ id: String, to peer: SocketPeer) async throws {
        try await peer.send(.availability(.with { $0.job = .sample(id) }))
        guard case .availability(let answer) = try await peer.message(), answer.available else {
            Issue.record("the offer was not accepted")
            return
        }
        try await peer.send(.assignment(.with { ($0.job, $0.token) = (.sample(id), "token") }))
        guard case .updateJob(let update) = try await peer.message() else {
            Issue.record("the assignment was not answered")
            return
        }
        #expect((update.jobID, update.status) == (id, .running))
    }

    @Test func `registers, runs many jobs at once, reports each, drains and goes`() async throws {
        let server = try await DispatchServer()
        let (worker, run) = try worker(at: server)
        let peer = try await server.peer()
        try await peer.register()
        try await dispatch("a", to: peer)
        try await dispatch("b", to: peer)
        #expect(try await [runner.next().id, runner.next().id].sorted() == ["a", "b"])
        #expect(await worker.status.jobs == 2)
        runner.end("a", .failed(JobFailure("no room")))
        guard case .updateJob(let failure) = try await peer.message() else {
            Issue.record("the end was not told")
            return
        }
        #expect((failure.jobID, failure.status, failure.error) == ("a", .failed, "no room"))
        await worker.drain()
        guard case .updateWorker(let report) = try await peer.message() else {
            Issue.record("the drain was not told")
            return
        }
        #expect((report.status, report.jobCount) == (.full, 1))
        runner.end("b")
        guard case .updateJob(let success) = try await peer.message() else {
            Issue.record("the end was not told")
            return
        }
        #expect((success.jobID, success.status) == ("b", .success))
        try await peer.sayFarewell()
        try await run.value
        #expect(news.all == [.registered(isAgain: false)])
    }

    @Test func `a termination cancels the job's task`() async throws {
        let server = try await DispatchServer()
        let (worker, run) = try worker(at: server)
        let peer = try await server.peer()
        try await peer.register()
        try await dispatch("a", to: peer)
        _ = try await runner.next()
        try await peer.send(.termination(.with { $0.jobID = "a" }))
        #expect(await runner.cancelled.stream.first { _ in true } == "a")
        guard case .updateJob(let update) = try await peer.message() else {
            Issue.record("the end was not told")
            return
        }
        #expect((update.status, update.error) == (.failed, "stopped"))
        await worker.stop()
        try await peer.sayFarewell()
        try await run.value
    }

    @Test func `comes back after a lost connection, its jobs running on`() async throws {
        let server = try await DispatchServer()
        let (worker, run) = try worker(at: server)
        let first = try await server.peer()
        try await first.register()
        try await dispatch("a", to: first)
        _ = try await runner.next()
        try await first.channel.close()
        while await worker.status.isRegistered { await Task.yield() }
        await pass(seconds: 2)
        let second = try await server.peer()
        try await second.register()
        guard case .updateJob(let update) = try await second.message() else {
            Issue.record("the running job was not told")
            return
        }
        #expect((update.jobID, update.status) == ("a", .running))
        #expect(await worker.status.registrations == 2)
        #expect(
            news.all == [
                .registered(isAgain: false), .lost(.closed), .registered(isAgain: true),
            ]
        )
        await worker.drain()
        runner.end("a")
        try await second.sayFarewell()
        try await run.value
    }

    @Test func `pings, and gives up a server that does not answer`() async throws {
        let server = try await DispatchServer()
        let (worker, run) = try worker(at: server)
        let peer = try await server.peer()
        try await peer.register()
        await pass(seconds: 10)
        // Between reports; the ping is on the wire before the time goes on.
        while true { if case .ping = try await peer.message() { break } }
        await pass(seconds: 5)
        while await peer.frame() != nil {}
        #expect(await worker.status.lastError == .closed)
        await worker.stop()
        try await run.value
    }

    @Test func `a cancelled run stops its jobs and goes`() async throws {
        let server = try await DispatchServer()
        let (_, run) = try worker(at: server)
        let peer = try await server.peer()
        try await peer.register()
        try await dispatch("a", to: peer)
        _ = try await runner.next()
        run.cancel()
        #expect(await runner.cancelled.stream.first { _ in true } == "a")
        try await peer.sayFarewell()
        try await run.value
    }

    @Test func `a refused key ends it at once`() async throws {
        let server = try await DispatchServer(.refuse(.unauthorized))
        let (worker, run) = try worker(at: server)
        await #expect(throws: WorkerError.keyRefused) { try await run.value }
        #expect(await worker.status.lastError == .keyRefused)
        #expect(news.all.isEmpty)
    }

    @Test func `a server that says nothing ends it in time`() async throws {
        let server = try await DispatchServer(.silent)
        let (_, run) = try worker(at: server)
        for _ in 0..<20 {
            await time.alarms(1)
            time.advance(byMicros: WorkerLimits.tickMicros)
        }
        await #expect(throws: WorkerError.silent) { try await run.value }
    }

    @Test func `junk on the socket is counted and does no harm`() async throws {
        let server = try await DispatchServer()
        let (worker, run) = try worker(at: server) { $0 == "good" }
        let peer = try await server.peer()
        try await peer.register()
        try await peer.send(.binary, [0xff, 0xff, 0xff])
        try await peer.send(.availability(.with { $0.job = .sample("a", metadata: "bad") }))
        guard case .availability(let answer) = try await peer.message() else {
            Issue.record("the offer was not answered")
            return
        }
        #expect(!answer.available)
        #expect(await worker.status.undecodable == 1)
        await worker.drain()
        try await peer.sayFarewell()
        try await run.value
    }
}
