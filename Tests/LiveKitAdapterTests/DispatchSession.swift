import SwiftProtobuf

@testable import LiveKitAdapter

/// A worker's session on a stopwatch that stands still until it is moved.
struct DispatchSession {
    typealias Action = WorkerSession.Action

    var session: WorkerSession
    private(set) var now: Int64 = 1_000_000

    init(capacity: Int = 10, drainLimitMicros: Int64 = 60_000_000) {
        session = WorkerSession(
            WorkerSettings(
                agentName: "aside",
                version: "test",
                capacity: capacity,
                packNames: ["lessons": "AI teaching assistant, listening"],
                drainLimitMicros: drainLimitMicros
            ),
            roomURL: "wss://host",
            accepts: { $0.hasPrefix("{") }
        )
    }

    /// One that has registered and said how it stands.
    static func registered(
        capacity: Int = 10,
        drainLimitMicros: Int64 = 60_000_000
    ) -> DispatchSession {
        var session = DispatchSession(capacity: capacity, drainLimitMicros: drainLimitMicros)
        _ = session.start()
        _ = session.connected()
        _ = session.hears(.register(.init()))
        return session
    }

    var status: WorkerStatus { session.status }

    mutating func start() -> [Action] { session.start(at: now) }
    mutating func connected() -> [Action] { session.connected(at: now) }
    mutating func lost(_ error: WorkerError = .closed) -> [Action] {
        session.lost(error, at: now)
    }
    mutating func load(_ share: Double) -> [Action] { session.load(share, at: now) }
    mutating func drain() -> [Action] { session.drain(at: now) }
    mutating func stop() -> [Action] { session.stop(at: now) }
    mutating func ends(_ id: String, _ result: JobResult = .succeeded) -> [Action] {
        session.ended(id, result, at: now)
    }

    mutating func hears(_ message: WorkerFromServer.OneOf_Message) -> [Action] {
        let message = WorkerFromServer.with { $0.message = message }
        guard let bytes: [UInt8] = try? message.serializedBytes() else { return [] }
        return session.received(bytes, at: now)
    }

    mutating func offered(
        _ id: String,
        metadata: String = "{}",
        room: String? = nil
    ) -> [Action] {
        hears(.availability(.with { $0.job = .sample(id, metadata: metadata, room: room) }))
    }

    mutating func assigned(_ id: String) -> [Action] {
        hears(.assignment(.with { ($0.job, $0.token) = (.sample(id), "token") }))
    }

    /// Offers and assigns a job.
    mutating func runs(_ id: String) {
        _ = offered(id)
        _ = assigned(id)
    }

    mutating func terminated(_ id: String) -> [Action] {
        hears(.termination(.with { $0.jobID = id }))
    }

    /// Moves the time in the steps of a worker, answering pings unless the deployment is dumb.
    mutating func pass(seconds: Double, answering: Bool = true) -> [Action] {
        var actions: [Action] = []
        let end = now + Int64(seconds * 1_000_000)
        while now < end {
            now += WorkerLimits.tickMicros
            let step = session.tick(at: now)
            if answering, step.contains(where: \.isPing) { _ = hears(.pong(.init())) }
            actions += step
        }
        return actions
    }
}

extension WorkerJob {
    static func sample(
        _ id: String,
        metadata: String = "{}",
        room: String? = nil
    ) -> WorkerJob {
        .with {
            ($0.id, $0.metadata) = (id, metadata)
            $0.room = .with { $0.name = room ?? "room of " + id }
        }
    }
}

extension WorkerSession.Action {
    var isPing: Bool { if case .send(.ping) = self { true } else { false } }

    /// The answer to an offer.
    var answer: WorkerAvailabilityResponse? {
        if case .send(.availability(let answer)) = self { answer } else { nil }
    }

    /// A report of status and load.
    var report: WorkerWorkerUpdate? {
        if case .send(.updateWorker(let report)) = self { report } else { nil }
    }

    /// What is said of a job.
    var job: WorkerJobUpdate? {
        if case .send(.updateJob(let update)) = self { update } else { nil }
    }

    /// The job to run.
    var run: DispatchedJob? { if case .run(let job) = self { job } else { nil } }
}
