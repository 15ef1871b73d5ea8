public import EventLog
public import Events

/// A storage whose n-th write of a kind fails: before it is written, or after, with its outcome in doubt.
///
/// Reopening a log over the storage underneath is what a crash and restart are to a file.
public final class FaultyStorage: LogStorage {
    /// How a write fails.
    public enum Fault: Sendable, CaseIterable {
        /// It is not written, and the store says so.
        case notWritten
        /// It is not written, and the store does not know.
        case inDoubtNotPersisted
        /// It is written, and the store does not know.
        case inDoubtPersisted
    }

    private let storage: any LogStorage
    private let commitPlan: FaultPlan
    private let deletionPlan: FaultPlan
    private let foundingPlan: FaultPlan

    /// A storage over another; every plan goes by the number of the write of its kind, from 1.
    ///
    /// - Parameters:
    ///   - faults: how commits fail.
    ///   - deletions: how deletions of content fail.
    ///   - foundings: how the recording of the log's key fails.
    public init(
        over storage: any LogStorage,
        failing faults: [Int: Fault],
        deletions: [Int: Fault] = [:],
        foundings: [Int: Fault] = [:]
    ) {
        self.storage = storage
        commitPlan = FaultPlan(faults)
        deletionPlan = FaultPlan(deletions)
        foundingPlan = FaultPlan(foundings)
    }

    /// How many commits were tried.
    public var commits: Int { commitPlan.writes }
    /// How many writes of any kind have failed.
    public var failures: Int {
        commitPlan.failures + deletionPlan.failures + foundingPlan.failures
    }

    /// Records whose log this is, or fails as planned.
    public func found(_ key: LogKeyRecord) throws(StorageError) {
        guard let fault = foundingPlan.next() else { return try storage.found(key) }
        if fault.isWritten { try storage.found(key) }
        throw fault.error
    }

    /// Adds a batch, or fails as planned.
    public func commit(_ batch: Batch) throws(StorageError) {
        guard let fault = commitPlan.next() else { return try storage.commit(batch) }
        if fault.isWritten { try storage.commit(batch) }
        throw fault.error
    }

    /// Deletes sealed content, or fails as planned.
    public func deleteContent(at indexes: [EntryIndex]) throws(StorageError) {
        guard let fault = deletionPlan.next() else {
            return try storage.deleteContent(at: indexes)
        }
        if fault.isWritten { try storage.deleteContent(at: indexes) }
        throw fault.error
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
