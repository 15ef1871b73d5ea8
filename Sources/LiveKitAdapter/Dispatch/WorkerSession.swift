import SwiftProtobuf

/// What a worker says and does in answer to what happens: pure, so that every order can be tried.
///
/// Each input returns the actions that its owner performs, in order. The order of inputs is free: what
/// does not fit the state (late, twice, unknown) is passed over. Times are a stopwatch's.
struct WorkerSession {
    /// What the owner does.
    enum Action: Equatable {
        /// Open a connection and say `connected` or `lost`.
        case connect
        /// Send a message over the connection.
        case send(WorkerFromWorker.OneOf_Message)
        /// Run a job and say how it `ended`.
        case run(DispatchedJob)
        /// Cancel a job that runs; its end is still awaited.
        case stop(jobID: String)
        /// Drop the connection; nothing more of it is wanted.
        case disconnect
        /// Send what is underway, close and be done; an error if the worker never came to work.
        case finish(WorkerError?)
    }

    private enum State {
        case unstarted
        case connecting(by: Int64)
        case registering(by: Int64)
        case registered(Registration)
        case waiting(until: Int64)
        case finished
    }

    private struct Registration {
        var nextUpdate: Int64
        var nextPing: Int64
        var pongBy: Int64?
        /// What the deployment believes.
        var status: WorkerWorkerStatus
    }

    private enum Drain {
        case waiting(until: Int64)
        case stopping(until: Int64)
    }

    private let settings: WorkerSettings
    private var state = State.unstarted
    private var drain: Drain?
    private var book: JobBook
    private var cpu = 0.0
    /// Attempts that failed since the last registration.
    private var failures: Int64 = 0
    private var registrations = 0
    private var undecodable = 0
    private var lastError: WorkerError?
    /// Ends of jobs that the deployment has not been told of; no more than there were jobs.
    private var untold: [WorkerJobUpdate] = []

    /// A session that has not begun.
    ///
    /// - Parameter accepts: whether a job's metadata can be worked with.
    init(
        _ settings: WorkerSettings,
        roomURL: String,
        accepts: @escaping @Sendable (String) -> Bool
    ) {
        self.settings = settings
        book = JobBook(roomURL: roomURL, accepts: accepts)
    }

    /// Begins.
    mutating func start(at now: Int64) -> [Action] {
        guard case .unstarted = state else { return [] }
        return connect(at: now)
    }

    /// The connection is open.
    mutating func connected(at now: Int64) -> [Action] {
        guard case .connecting = state else { return [] }
        state = .registering(by: now + WorkerLimits.registerLimitMicros)
        return [.send(.register(settings.registration))]
    }

    /// The connection has ended, or could not be made.
    mutating func lost(_ error: WorkerError, at now: Int64) -> [Action] {
        switch state {
        case .connecting, .registering, .registered: settled(retry(after: error, at: now), at: now)
        case .unstarted, .waiting, .finished: []
        }
    }

    /// The deployment said something.
    mutating func received(_ bytes: [UInt8], at now: Int64) -> [Action] {
        guard let message = try? WorkerFromServer(serializedBytes: bytes) else {
            undecodable += 1
            return []
        }
        switch (state, message.message) {
        case (.registering, .register): return registered(at: now)
        case (.registered, .some(let message)): return settled(answer(message, at: now), at: now)
        // Before its answer to our registration a deployment has nothing to say.
        default: return []
        }
    }

    /// Some time has passed; called at least twice a second.
    mutating func tick(at now: Int64) -> [Action] {
        if case .finished = state { return [] }
        book.release(before: now)
        return settled(hurry(at: now) + pass(at: now), at: now)
    }

    /// How busy the processor is, from 0 to 1.
    mutating func load(_ share: Double, at now: Int64) -> [Action] {
        cpu = share.isFinite ? min(max(share, 0), 1) : 0
        return settled([], at: now)
    }

    /// A job that ran is over.
    mutating func ended(_ id: String, _ result: JobResult, at now: Int64) -> [Action] {
        guard book.end(id) else { return [] }
        let update = JobBook.update(of: id, result)
        guard isRegistered else {
            untold.append(update)
            return settled([], at: now)
        }
        return settled([.send(.updateJob(update))], at: now)
    }

    /// Takes no more jobs and ends after those that run, or were promised.
    mutating func drain(at now: Int64) -> [Action] {
        guard drain == nil else { return [] }
        drain = .waiting(until: now + settings.drainLimitMicros)
        return settled([], at: now)
    }

    /// Stops what runs and ends.
    mutating func stop(at now: Int64) -> [Action] {
        if case .stopping = drain { return [] }
        drain = .stopping(until: now + WorkerLimits.stopLimitMicros)
        book.forgetPromises()
        return settled(book.stopAll(), at: now)
    }
}

extension WorkerSession {
    /// How it stands.
    var status: WorkerStatus {
        WorkerStatus(
            isRegistered: isRegistered,
            isFull: isFull,
            isDraining: drain != nil,
            jobs: book.running,
            loadPerMille: Int(load * 1000),
            registrations: registrations,
            undecodable: undecodable,
            lastError: lastError
        )
    }

    /// Whether it is done: nothing follows any more.
    var isFinished: Bool { if case .finished = state { true } else { false } }

    private var isRegistered: Bool { if case .registered = state { true } else { false } }

    private var load: Double { max(cpu, Double(book.count) / Double(settings.capacity)) }

    private var isFull: Bool { drain != nil || load >= WorkerLimits.fullLoad }

    private mutating func connect(at now: Int64) -> [Action] {
        state = .connecting(by: now + WorkerLimits.connectLimitMicros)
        return [.connect]
    }

    private mutating func registered(at now: Int64) -> [Action] {
        (failures, registrations) = (0, registrations + 1)
        state = .registered(
            Registration(
                nextUpdate: now,
                nextPing: now + settings.pingIntervalMicros,
                status: isFull ? .full : .available
            )
        )
        let told = book.runningUpdates + untold
        untold = []
        return settled(pass(at: now) + told.map { .send(.updateJob($0)) }, at: now)
    }

    private mutating func answer(
        _ message: WorkerFromServer.OneOf_Message,
        at now: Int64
    ) -> [Action] {
        switch message {
        case .register: return []
        case .availability(let request):
            let until = now + WorkerLimits.assignmentLimitMicros
            let isTaken = book.promise(request.job, until: until, isFull: isFull)
            return [.send(.availability(settings.answer(to: request.job, isTaken: isTaken)))]
        case .assignment(let assignment): return book.take(assignment, at: now)
        case .termination(let termination): return book.stop(termination.jobID)
        case .pong:
            guard case .registered(var registration) = state else { return [] }
            registration.pongBy = nil
            state = .registered(registration)
            return []
        }
    }

    /// What is due in the present state.
    private mutating func pass(at now: Int64) -> [Action] {
        switch state {
        case .waiting(let until) where until <= now: return connect(at: now)
        case .connecting(let by) where by <= now: return giveUp(.silent, at: now)
        case .registering(let by) where by <= now: return giveUp(.silent, at: now)
        case .registered(var registration):
            if let by = registration.pongBy, by <= now { return giveUp(.closed, at: now) }
            var actions: [Action] = []
            if registration.nextUpdate <= now { actions.append(report(in: &registration, at: now)) }
            if registration.nextPing <= now, registration.pongBy == nil {
                registration.nextPing = now + settings.pingIntervalMicros
                registration.pongBy = now + WorkerLimits.pongLimitMicros
                actions.append(.send(.ping(.with { $0.timestamp = now / 1000 })))
            }
            state = .registered(registration)
            return actions
        default: return []
        }
    }

    private mutating func giveUp(_ error: WorkerError, at now: Int64) -> [Action] {
        [.disconnect] + retry(after: error, at: now)
    }

    /// Waits for another attempt; a worker that never registered has a fault that waiting will not mend.
    private mutating func retry(after error: WorkerError, at now: Int64) -> [Action] {
        lastError = error
        guard registrations > 0 else {
            state = .finished
            return [.finish(error)]
        }
        // A deployment forgets its offers with the connection; the calls themselves go on.
        book.forgetPromises()
        failures += 1
        let wait = min(
            WorkerLimits.reconnectStepMicros * failures,
            WorkerLimits.longestReconnectMicros
        )
        state = .waiting(until: now + wait)
        return []
    }

    /// Ends what outlasts the drain.
    private mutating func hurry(at now: Int64) -> [Action] {
        switch drain {
        case .waiting(let until) where until <= now: return stop(at: now)
        case .stopping(let until) where until <= now: return finish()
        default: return []
        }
    }

    private mutating func finish() -> [Action] {
        state = .finished
        return [.finish(nil)]
    }

    private func report(in registration: inout Registration, at now: Int64) -> Action {
        registration.status = isFull ? .full : .available
        registration.nextUpdate = now + WorkerLimits.updateIntervalMicros
        return .send(
            .updateWorker(
                .with {
                    $0.status = registration.status
                    $0.load = Float(load)
                    $0.jobCount = UInt32(book.running)
                }
            )
        )
    }

    /// Adds what follows from any input: a changed status is told at once, and a drain ends with the
    /// last job.
    private mutating func settled(_ actions: [Action], at now: Int64) -> [Action] {
        var actions = actions
        if case .registered(var registration) = state,
            registration.status != (isFull ? .full : .available)
        {
            actions.append(report(in: &registration, at: now))
            state = .registered(registration)
        }
        if case .finished = state { return actions }
        if drain != nil, book.count == 0 { actions += finish() }
        return actions
    }
}
