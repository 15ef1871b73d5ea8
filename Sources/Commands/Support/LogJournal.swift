import Agent
import EventLog
import Events

/// The agent's journal over the signed log.
struct LogJournal: Journal {
    let log: SignedLog

    func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) async throws -> [RecordedEvent] {
        do {
            return try await log.append(drafts, to: stream, expecting: expected, under: condition)
        } catch .conflict(let conflict) {
            throw conflict
        }
    }

    func seal(_ call: CallID, id: EventID, at time: Timestamp) async throws -> RecordedEvent {
        try await log.seal(call, id: id, at: time)
    }
}
