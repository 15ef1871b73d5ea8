public import Agent
public import Events
import SwiftProtobuf

/// Works for a LiveKit deployment: registers with it, takes the jobs that it sends and runs each in its
/// room, many at once.
///
/// The actor owns the session; each connection and each job has a task that reports to it.
public actor Worker {
    /// The clocks that a worker goes by.
    public typealias Time = Stopwatch & Alarm

    private let socket: WorkerSocket
    private let credentials: RoomCredentials
    private let runner: any JobRunner
    private let processorShare: @Sendable () -> Double
    private let time: any Time
    private let clock: any WallClock
    private let tell: @Sendable (WorkerNews) -> Void
    /// Whether the last news was that it is registered.
    private var isToldRegistered = false
    private var session: WorkerSession
    private var jobs: [String: Task<Void, Never>] = [:]
    private var connection: Connection?
    /// Tells a connection from those before it.
    private var connections = 0
    private let ending = AsyncStream.makeStream(of: WorkerError?.self)

    private struct Connection {
        let number: Int
        let task: Task<Void, Never>
        let outgoing: AsyncStream<[UInt8]>.Continuation
    }

    /// A worker that has not begun.
    ///
    /// - Parameters:
    ///   - accepts: whether a job's metadata can be worked with; a job whose cannot is declined.
    ///   - processorShare: how busy the processor is, from 0 to 1; asked twice a second.
    ///   - tell: takes what changes in the worker's standing; it must not block.
    public init(
        at address: DeploymentAddress,
        with credentials: RoomCredentials,
        settings: WorkerSettings,
        runner: any JobRunner,
        accepts: @escaping @Sendable (_ metadata: String) -> Bool,
        processorShare: @escaping @Sendable () -> Double,
        time: any Time,
        clock: any WallClock,
        tell: @escaping @Sendable (WorkerNews) -> Void = { _ in }
    ) {
        self.init(
            over: WorkerSocket(address: address),
            with: credentials,
            settings: settings,
            runner: runner,
            accepts: accepts,
            processorShare: processorShare,
            time: time,
            clock: clock,
            tell: tell
        )
    }

    init(
        over socket: WorkerSocket,
        with credentials: RoomCredentials,
        settings: WorkerSettings,
        runner: any JobRunner,
        accepts: @escaping @Sendable (_ metadata: String) -> Bool,
        processorShare: @escaping @Sendable () -> Double,
        time: any Time,
        clock: any WallClock,
        tell: @escaping @Sendable (WorkerNews) -> Void
    ) {
        (self.socket, self.credentials, self.runner) = (socket, credentials, runner)
        (self.processorShare, self.time, self.clock) = (processorShare, time, clock)
        self.tell = tell
        session = WorkerSession(settings, roomURL: socket.address.roomURL, accepts: accepts)
    }

    /// How it stands now.
    public var status: WorkerStatus { session.status }

    /// Works until it has been drained or stopped.
    ///
    /// Called once; a cancelled task stops the worker.
    ///
    /// - Throws: a `WorkerError` if it cannot register at all. Once registered it comes back by itself
    ///   after any lost connection, and its calls go on meanwhile.
    public func run() async throws(WorkerError) {
        perform(session.start(at: time.nowMicros))
        let ticking = Task { await tick() }
        let ended = Task { [ending] in await ending.stream.first { _ in true } ?? nil }
        let error = await withTaskCancellationHandler {
            await ended.value
        } onCancel: {
            Task { await self.stop() }
        }
        ticking.cancel()
        for job in jobs.values { job.cancel() }
        await close()
        if let error { throw error }
    }

    /// Takes no more jobs; `run` returns when those that run are over, or have taken too long.
    public func drain() { perform(session.drain(at: time.nowMicros)) }

    /// Ends what runs; `run` returns soon after.
    public func stop() { perform(session.stop(at: time.nowMicros)) }
}

extension Worker {
    private func tick() async {
        while (try? await time.ring(afterMicros: WorkerLimits.tickMicros)) != nil {
            let now = time.nowMicros
            perform(session.load(processorShare(), at: now) + session.tick(at: now))
        }
    }

    private func perform(_ actions: [WorkerSession.Action]) {
        tellNews()
        for action in actions {
            switch action {
            case .connect: connect()
            case .send(let message): send(message)
            case .run(let job): run(job)
            case .stop(let id): jobs[id]?.cancel()
            case .disconnect: disconnect()
            case .finish(let error): ending.continuation.yield(error)
            }
        }
    }

    /// Says once that it has come to be registered, or is no more; not that it has finished.
    private func tellNews() {
        let status = session.status
        guard status.isRegistered != isToldRegistered, !session.isFinished else { return }
        isToldRegistered = status.isRegistered
        tell(
            status.isRegistered
                ? .registered(isAgain: status.registrations > 1)
                : .lost(status.lastError ?? .closed)
        )
    }

    private func connect() {
        connections += 1
        let (number, outgoing) = (
            connections,
            AsyncStream.makeStream(
                of: [UInt8].self,
                bufferingPolicy: .bufferingOldest(WorkerLimits.waitingMessages)
            )
        )
        let task = Task {
            let end = await converse(sending: outgoing.stream, number: number)
            guard connection?.number == number else { return }
            perform(session.lost(end, at: time.nowMicros))
        }
        connection = Connection(number: number, task: task, outgoing: outgoing.continuation)
    }

    /// Holds one connection until it ends, and says why it did.
    private func converse(sending outgoing: AsyncStream<[UInt8]>, number: Int) async -> WorkerError
    {
        let token = AccessToken.working(with: credentials, at: clock.now)
        do throws(WorkerError) {
            // A key that cannot sign is a key that no deployment takes.
            guard let token = try? await token.signed(with: credentials) else { throw .keyRefused }
            try await socket.converse(
                token: token,
                sending: outgoing,
                opened: { await self.act(on: number) { $0.connected(at: $1) } },
                received: { bytes in await self.act(on: number) { $0.received(bytes, at: $1) } }
            )
            return .closed
        } catch {
            return error
        }
    }

    /// Brings an input to the session, unless it comes over a connection that was given up.
    private func act(
        on number: Int,
        _ input: @Sendable (inout WorkerSession, _ now: Int64) -> [WorkerSession.Action]
    ) {
        guard connection?.number == number else { return }
        perform(input(&session, time.nowMicros))
    }

    private func send(_ message: WorkerFromWorker.OneOf_Message) {
        let message = WorkerFromWorker.with { $0.message = message }
        // Encoding can fail only for a string that is no UTF-8, which Swift does not have.
        guard let connection, let bytes: [UInt8] = try? message.serializedBytes() else { return }
        if case .dropped = connection.outgoing.yield(bytes) {
            disconnect()
            perform(session.lost(.closed, at: time.nowMicros))
        }
    }

    private func disconnect() {
        connection?.task.cancel()
        connection = nil
    }

    private func run(_ job: DispatchedJob) {
        jobs[job.id] = Task {
            let result = await runner.run(job)
            jobs[job.id] = nil
            perform(session.ended(job.id, result, at: time.nowMicros))
        }
    }

    /// Sends what still waits and the farewell, and waits a moment for the other side's.
    private func close() async {
        guard let connection else { return }
        connection.outgoing.finish()
        let limit = Task { [time] in
            try await time.ring(afterMicros: WorkerLimits.closeLimitMicros)
            connection.task.cancel()
        }
        await connection.task.value
        limit.cancel()
    }
}
