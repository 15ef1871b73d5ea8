import Agent
import ConsentGate
import EventLog
import Events
import Projections

/// A home opened for writing, with everything done that was due: calls that a stopped process left
/// open are closed, and content whose term ended is erased.
struct Workplace {
    let log: SignedLog
    let ids: IDGenerator
    let clock: SystemClock

    /// Opens a home and does what is due.
    static func open(_ home: Home) async throws -> Workplace {
        let clock = SystemClock()
        let ids = IDGenerator(clock: clock)
        let log = try home.openLog(clock: clock, ids: ids)
        let place = Workplace(log: log, ids: ids, clock: clock)
        do {
            let due = try StartupScan(home)
            try await place.closeInterrupted(due.unsealedCalls)
            try await place.applyRetention(due.retention)
        } catch {
            try? log.close()
            throw error
        }
        return place
    }

    private func closeInterrupted(_ calls: [CallID]) async throws {
        let recovery = CallRecovery(journal: LogJournal(log: log), ids: ids)
        for call in calls {
            try await recovery.close(call, recorded: try log.events(in: .call(call)))
        }
    }

    private func applyRetention(_ schedule: RetentionSchedule) async throws {
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
private struct StartupScan {
    private(set) var unsealedCalls: [CallID] = []
    private(set) var retention = RetentionSchedule()

    init(_ home: Home) throws {
        let reader = try home.openReader()
        defer { try? reader.close() }
        var open: [StreamName: UInt64] = [:]
        var schedule = RetentionSchedule()
        try reader.forEachEntry(in: 0..<(try reader.size().count)) { index, bytes in
            guard Self.matters(bytes) else { return }
            let event = try Envelope(parsing: bytes)
            if event.type == .callOpened { open[event.stream] = index.value }
            if event.type == .callSealed { open[event.stream] = nil }
            schedule.apply(RecordedEvent(index: index, envelope: event, content: .none))
        }
        unsealedCalls = open.sorted { $0.value < $1.value }.compactMap { $0.key.call }
        retention = schedule
    }

    /// The families call, consent and custody, by the last attribute but one of an entry.
    private static let marks = ["call.", "consent.", "custody."].map {
        Array("\"type\":\"aside.\($0)".utf8)
    }
    /// A type and a version are shorter than this.
    private static let tail = 96

    private static func matters(_ bytes: [UInt8]) -> Bool {
        let end = bytes.suffix(tail)
        return marks.contains { end.firstRange(of: $0) != nil }
    }
}
