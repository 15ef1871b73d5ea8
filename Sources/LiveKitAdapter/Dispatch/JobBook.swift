import SwiftProtobuf

/// The jobs of a worker: those promised and those that run.
struct JobBook {
    private enum Entry {
        /// Accepted; what was accepted is what will run.
        case promised(WorkerJob, until: Int64)
        case running(WorkerJob, isStopping: Bool)

        /// Whether it does, or will do, the work of another job under another id: the same dispatch, made
        /// twice.
        func isTwin(of other: WorkerJob) -> Bool {
            switch self {
            case .promised(let job, _), .running(let job, isStopping: false):
                job.id != other.id && job.room.name == other.room.name
                    && job.metadata == other.metadata
            case .running(_, isStopping: true): false
            }
        }
    }

    /// Where rooms are joined unless an assignment names another place.
    let roomURL: String
    /// Whether a job's metadata can be worked with.
    let accepts: @Sendable (String) -> Bool
    private var entries: [String: Entry] = [:]

    init(roomURL: String, accepts: @escaping @Sendable (String) -> Bool) {
        (self.roomURL, self.accepts) = (roomURL, accepts)
    }

    /// Our identity in the room of a job.
    static func identity(in job: String) -> String { "aside-" + job }

    /// How many places are taken.
    var count: Int { entries.count }

    /// How many jobs run.
    var running: Int { runningIDs.count }

    private var runningIDs: [String] {
        entries.filter { if case .running = $0.value { true } else { false } }.keys.sorted()
    }

    /// What the deployment is told of the jobs that run.
    var runningUpdates: [WorkerJobUpdate] {
        runningIDs.map { id in
            .with { ($0.jobID, $0.status) = (id, .running) }
        }
    }

    /// What the deployment is told of a job's end.
    static func update(of id: String, _ result: JobResult) -> WorkerJobUpdate {
        .with {
            $0.jobID = id
            switch result {
            case .succeeded: $0.status = .success
            case .failed(let failure): ($0.status, $0.error) = (.failed, failure.text)
            }
        }
    }

    /// Whether its metadata say of our own identity who somebody else is.
    private static func namesCoach(_ job: WorkerJob) -> Bool {
        let metadata = try? CallMetadata(parsing: job.metadata)
        return metadata?.names(identity(in: job.id)) == true
    }

    /// Whether a job that is offered is taken; holds a place for it if so.
    ///
    /// One that already runs stays ours, whatever the load: another worker must not join beside us. One
    /// that is for the same room and with the same metadata as another of ours is declined: people would
    /// be asked twice, and the rep told twice.
    mutating func promise(_ job: WorkerJob, until: Int64, isFull: Bool) -> Bool {
        switch entries[job.id] {
        case .running(_, let isStopping): return !isStopping
        case .promised: break
        case nil:
            guard !isFull, !job.id.isEmpty, !job.room.name.isEmpty, accepts(job.metadata),
                !Self.namesCoach(job),
                !entries.values.contains(where: { $0.isTwin(of: job) })
            else { return false }
        }
        entries[job.id] = .promised(job, until: until)
        return true
    }

    /// Runs a job that was promised, and refuses one that was not.
    mutating func take(_ assignment: WorkerJobAssignment, at now: Int64) -> [WorkerSession.Action] {
        let id = assignment.job.id
        release(before: now)
        switch entries[id] {
        case .running: return []
        case nil: return [.send(.updateJob(Self.update(of: id, .failed(.notAccepted))))]
        case .promised(let job, _):
            entries[id] = .running(job, isStopping: false)
            let dispatched = DispatchedJob(
                id: id,
                room: job.room.name,
                url: assignment.url.isEmpty ? roomURL : assignment.url,
                token: assignment.token,
                identity: Self.identity(in: id),
                metadata: job.metadata
            )
            let update = WorkerJobUpdate.with { ($0.jobID, $0.status) = (id, .running) }
            return [.send(.updateJob(update)), .run(dispatched)]
        }
    }

    /// Stops a job that runs, or gives up the place of one that was promised.
    mutating func stop(_ id: String) -> [WorkerSession.Action] {
        switch entries[id] {
        case .running(let job, isStopping: false):
            entries[id] = .running(job, isStopping: true)
            return [.stop(jobID: id)]
        case .promised:
            entries[id] = nil
            return []
        case .running(_, isStopping: true), nil: return []
        }
    }

    /// Stops every job that runs.
    mutating func stopAll() -> [WorkerSession.Action] {
        var actions: [WorkerSession.Action] = []
        for id in runningIDs { actions += stop(id) }
        return actions
    }

    /// Whether a job that ran is over now; false if there was none.
    mutating func end(_ id: String) -> Bool {
        guard case .running = entries[id] else { return false }
        entries[id] = nil
        return true
    }

    /// Frees the places whose assignment has not come in time.
    mutating func release(before now: Int64) {
        entries = entries.filter {
            guard case .promised(_, let until) = $0.value else { return true }
            return until > now
        }
    }

    /// Frees the places of all jobs that are promised.
    mutating func forgetPromises() {
        entries = entries.filter { if case .running = $0.value { true } else { false } }
    }
}
