import EventLog
import Synchronization

/// Which writes of one kind fail, by their number from 1, and how.
///
/// The mutex guards the counts.
final class FaultPlan: Sendable {
    private struct Counts {
        var writes = 0
        var failures = 0
    }

    private let faults: [Int: FaultyStorage.Fault]
    private let counts = Mutex(Counts())

    init(_ faults: [Int: FaultyStorage.Fault]) { self.faults = faults }

    /// How many writes were tried.
    var writes: Int { counts.withLock { $0.writes } }
    /// How many of them have failed.
    var failures: Int { counts.withLock { $0.failures } }

    /// How the write fails that is tried now; nil when it does not.
    func next() -> FaultyStorage.Fault? {
        counts.withLock { counts in
            counts.writes += 1
            let fault = faults[counts.writes]
            if fault != nil { counts.failures += 1 }
            return fault
        }
    }
}

extension FaultyStorage.Fault {
    /// Whether what fails is written all the same.
    var isWritten: Bool { self == .inDoubtPersisted }

    /// What is thrown.
    var error: StorageError {
        switch self {
        case .notWritten: StorageError(.notWritten, .diskFull, detail: "planned")
        case .inDoubtNotPersisted, .inDoubtPersisted:
            StorageError(.inDoubt, .inputOutput, detail: "planned")
        }
    }
}
