public import EventLog
public import Events
import Synchronization

/// A storage whose n-th commit fails: before it is written, or after, with its outcome in doubt.
///
/// Reopening a log over the storage underneath is what a crash and restart are to a file. The mutex
/// guards the plan and the count.
public final class FaultyStorage: LogStorage {
    /// How a commit fails.
    public enum Fault: Sendable, CaseIterable {
        /// It is not written, and the store says so.
        case notWritten
        /// It is not written, and the store does not know.
        case inDoubtNotPersisted
        /// It is written, and the store does not know.
        case inDoubtPersisted
    }

    private struct Plan {
        var faults: [Int: Fault]
        var commits = 0
    }

    private let storage: any LogStorage
    private let plan: Mutex<Plan>

    /// A storage over another.
    ///
    /// - Parameter faults: by the number of the commit, from 1.
    public init(over storage: any LogStorage, failing faults: [Int: Fault]) {
        self.storage = storage
        plan = Mutex(Plan(faults: faults))
    }

    /// How many commits were tried.
    public var commits: Int { plan.withLock { $0.commits } }

    /// Records whose log this is.
    public func found(_ key: LogKeyRecord) throws(StorageError) { try storage.found(key) }

    /// Adds a batch, or fails as planned.
    public func commit(_ batch: Batch) throws(StorageError) {
        let fault = plan.withLock { plan in
            plan.commits += 1
            return plan.faults[plan.commits]
        }
        switch fault {
        case nil: try storage.commit(batch)
        case .notWritten: throw StorageError(.notWritten, .diskFull, detail: "planned")
        case .inDoubtNotPersisted: throw StorageError(.inDoubt, .inputOutput, detail: "planned")
        case .inDoubtPersisted:
            try storage.commit(batch)
            throw StorageError(.inDoubt, .inputOutput, detail: "planned")
        }
    }

    /// Deletes sealed content.
    public func deleteContent(at indexes: [EntryIndex]) throws(StorageError) {
        try storage.deleteContent(at: indexes)
    }

    /// Reads a snapshot.
    public func read<Value>(_ body: (any LogSnapshot) throws -> Value) throws -> Value {
        try storage.read(body)
    }

    /// Asks the storage underneath.
    public func isSound() throws -> Bool { try storage.isSound() }

    /// Closes the storage underneath.
    public func close() throws(StorageError) { try storage.close() }
}
