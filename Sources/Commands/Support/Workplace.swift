import Agent
import ConsentGate
import EventLog
import Events
import Projections

/// A home opened for writing, with everything done that was due: calls that a stopped process left
/// open are closed, as are requests after a call, and content whose term ended is erased.
struct Workplace {
    let log: SignedLog
    let ids: IDGenerator
    let clock: SystemClock
    /// The calls that a stopped process left open and that were kept, for whoever can carry them on.
    ///
    /// Each is to be resumed, or closed with `closeInterrupted`.
    private(set) var openCalls: [OpenCall] = []

    /// Opens a home and does what is due.
    ///
    /// - Parameters:
    ///   - capture: whose open calls are kept: a worker that is in a room again keeps `live`
    ///     ones; a replay cannot be taken up in the middle. By default none is kept.
    ///   - terminal: where it is shown how far the log has been read.
    static func open(
        _ home: Home,
        keeping capture: CallOpened.Capture? = nil,
        watchedAt terminal: Terminal? = nil
    ) async throws -> Workplace {
        let clock = SystemClock()
        let ids = IDGenerator(clock: clock)
        let log = try home.openLog(clock: clock, ids: ids)
        var place = Workplace(log: log, ids: ids, clock: clock)
        do {
            let due = try StartupScan(home, progress: terminal?.progress("reading the log"))
            terminal?.progressDone()
            let kept = try due.unsealedCalls.filter { try place.isOpen($0, as: capture) }
            for call in due.unsealedCalls where !kept.contains(call) {
                try await place.closeInterrupted(call)
            }
            let recovery = AfterCallRecovery(journal: LogJournal(log: log), ids: ids)
            for call in due.callsWithOpenRequests {
                let events = try log.events(in: .after(call))
                try await recovery.endRequests(after: call, recorded: events)
            }
            try await place.erase(due.retention)
            place.openCalls = try kept.compactMap {
                OpenCall($0, recorded: try log.events(in: .call($0)))
            }
        } catch {
            try? log.close()
            throw error
        }
        return place
    }

    /// Closes the log.
    func close() { try? log.close() }

    /// Does some work here and closes the log, whether or not the work fails.
    ///
    /// A log that had stopped by itself says why, unless the work failed with that: what was durable
    /// before was acknowledged, so whoever appended last may not know.
    func closing<Value>(after work: () async throws -> Value) async throws -> Value {
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        let why = log.whyStopped
        close()
        if let why, !Self.isToldOfStop(by: outcome) {
            Terminal(isJSON: true).complain("aside: \(why)")
        }
        return try outcome.get()
    }

    /// Whether what came of some work says that the log has stopped.
    static func isToldOfStop<Value>(by outcome: Result<Value, any Error>) -> Bool {
        guard case .failure(let error) = outcome else { return false }
        return switch error {
        case AppendError.stopped, AppendError.inDoubt: true
        case ErasureError.append(.stopped), ErasureError.append(.inDoubt): true
        case let failure as Failure: failure == .workerEnded
        default: false
        }
    }

    /// The way out for work on a call that is over.
    func egress(after call: CallID, recorded events: [RecordedEvent]) -> AfterCallEgress {
        AfterCallEgress(
            of: call,
            recorded: events,
            journal: LogJournal(log: log),
            ids: ids,
            clock: clock,
            stopwatch: SystemStopwatch()
        )
    }

    /// Closes a call that a stopped process left open and that nobody can carry on.
    func closeInterrupted(_ call: CallID) async throws {
        let recovery = CallRecovery(journal: LogJournal(log: log), ids: ids)
        try await recovery.close(call, recorded: try log.events(in: .call(call)))
    }

    private func isOpen(_ call: CallID, as capture: CallOpened.Capture?) throws -> Bool {
        guard let capture else { return false }
        return OpenCall(call, recorded: try log.events(in: .call(call)))?.opened.capture == capture
    }

    /// Erases the content whose term has ended meanwhile, and finishes what a reader held up.
    func eraseWhatIsDue(in home: Home) async throws {
        try await log.finishErasures()
        try await erase(try StartupScan(home).retention)
    }

    private func erase(_ schedule: RetentionSchedule) async throws {
        for due in schedule.due(at: clock.now) {
            try await log.erase(
                RetentionApplied(
                    call: due.call,
                    keyClass: due.keyClass,
                    term: "withdrawal",
                    endedAt: due.endedAt
                ),
                of: due.subject
            )
        }
    }
}

/// What a start finds to do: one pass over the log that parses the few entries that matter to it.
struct StartupScan {
    private(set) var unsealedCalls: [CallID] = []
    /// After which something left whose end is not recorded.
    private(set) var callsWithOpenRequests: [CallID] = []
    private(set) var retention = RetentionSchedule()

    init(_ home: Home, progress: ((UInt64, UInt64) -> Void)? = nil) throws {
        let reader = try home.openReader()
        defer { try? reader.close() }
        let size = try reader.size().count
        var open: [StreamName: UInt64] = [:]
        var requests: [EgressID: CallID] = [:]
        var schedule = RetentionSchedule()
        var pace = Pace(of: size, each: Pace.ofReading, telling: progress)
        try reader.forEachEntry(in: 0..<size) { index, bytes in
            pace.advance()
            guard Self.matters(bytes) else { return }
            let event = try Envelope(parsing: bytes)
            if event.type == .callOpened { open[event.stream] = index.value }
            if event.type == .callSealed { open[event.stream] = nil }
            let recorded = RecordedEvent(index: index, envelope: event, content: .none)
            if let left = recorded.fact(EgressRequested.self) {
                requests[left.request] = event.stream.callBefore
            }
            if let ended = recorded.fact(EgressEnded.self) { requests[ended.request] = nil }
            schedule.apply(recorded)
        }
        callsWithOpenRequests = Set(requests.values).sorted { $0.text < $1.text }
        unsealedCalls = open.sorted { $0.value < $1.value }.compactMap { $0.key.call }
        retention = schedule
    }

    /// The families that matter, by the last attribute but one of an entry.
    private static let marks = ["call.", "consent.", "custody.", "egress."].map {
        Array("\"type\":\"aside.\($0)".utf8)
    }
    /// A type and a version are shorter than this.
    private static let tail = 96

    private static func matters(_ bytes: [UInt8]) -> Bool {
        let end = bytes.suffix(tail)
        return marks.contains { end.firstRange(of: $0) != nil }
    }
}
