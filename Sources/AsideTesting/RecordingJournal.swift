public import Agent
public import Events
import Synchronization

/// A journal in memory, which keeps every append; it checks no condition.
///
/// The mutex guards the log.
public final class RecordingJournal: Journal {
    private let log = Mutex(EventRecorder())
    private let appended = WatchedList<Draft>()

    /// An empty journal.
    public init() {}

    /// What was appended, with whom it is sealed for.
    public var drafts: [Draft] { appended.all }

    /// What was recorded, opened.
    public var events: [RecordedEvent] { log.withLock { $0.events } }

    /// Waits until so many facts of a type are recorded, and gives all that is.
    @discardableResult
    public func until(_ count: Int = 1, _ type: EventType) async -> [RecordedEvent] {
        await appended.until { $0.filter { $0.type == type }.count >= count }
        return events
    }

    /// Waits until something of a type is recorded of somebody, so many times.
    public func until(_ type: EventType, of person: Pseudonym, _ count: Int = 1) async {
        await appended.until {
            $0.filter { $0.type == type && $0.subject == person }.count >= count
        }
    }

    /// Records the drafts.
    public func append(
        _ drafts: [Draft],
        to stream: StreamName,
        expecting expected: ExpectedVersion,
        under condition: AppendCondition?
    ) -> [RecordedEvent] {
        let recorded = log.withLock { log in drafts.map { log.append($0, to: stream) } }
        appended.append(drafts)
        return recorded
    }

    /// Gives the newest event; nothing is sealed in memory.
    public func seal(_ call: CallID, id: EventID, at time: Timestamp) -> RecordedEvent {
        events[events.count - 1]
    }
}
