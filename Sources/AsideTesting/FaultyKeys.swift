public import EventLog
public import Events

/// A key vault whose n-th write fails: a key that is to be made, or one that is to be destroyed.
public final class FaultyKeyVault: KeyVault {
    private let vault: any KeyVault
    private let plan: FaultPlan

    /// A vault over another.
    ///
    /// - Parameter faults: by the number of the write, from 1.
    public init(over vault: any KeyVault, failing faults: [Int: FaultyStorage.Fault]) {
        (self.vault, plan) = (vault, FaultPlan(faults))
    }

    /// How many writes have failed.
    public var failures: Int { plan.failures }

    /// What is known of a key.
    public func state(of id: DataKeyID) throws -> KeyState { try vault.state(of: id) }

    /// The key, made if it is absent, or fails as planned.
    public func create(_ id: DataKeyID) throws -> KeyState {
        guard let fault = plan.next() else { return try vault.create(id) }
        if fault.isWritten { _ = try vault.create(id) }
        throw KeyVaultError.storage(fault.error)
    }

    /// Destroys a key, or fails as planned.
    public func destroy(_ id: DataKeyID, at time: Timestamp) throws {
        guard let fault = plan.next() else { return try vault.destroy(id, at: time) }
        if fault.isWritten { try vault.destroy(id, at: time) }
        throw KeyVaultError.storage(fault.error)
    }

    /// The keys that have a tombstone.
    public func tombstones() throws -> [DataKeyID] { try vault.tombstones() }

    /// Closes the vault underneath.
    public func close() throws { try vault.close() }
}

/// A head guard whose n-th write fails.
public final class FaultyHeadGuard: HeadGuard {
    private let head: any HeadGuard
    private let plan: FaultPlan

    /// A guard over another.
    ///
    /// - Parameter faults: by the number of the write, from 1; a log without a guard writes one when it
    ///   is opened.
    public init(over head: any HeadGuard, failing faults: [Int: FaultyStorage.Fault]) {
        (self.head, plan) = (head, FaultPlan(faults))
    }

    /// How many writes have failed.
    public var failures: Int { plan.failures }

    /// The newest note.
    public func load() throws -> String? { try head.load() }

    /// Replaces the note, or fails as planned.
    public func store(_ note: String) throws {
        guard let fault = plan.next() else { return try head.store(note) }
        if fault.isWritten { try head.store(note) }
        throw fault.error
    }
}
