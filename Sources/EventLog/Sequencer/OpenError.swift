public import Events

/// Why a log was not opened for appending.
public enum OpenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The log was founded with another key.
    case foreignKey(log: String, found: String)
    /// The stored tree and its newest checkpoint do not agree.
    case damaged(Damage)
    /// The store is not an extension of what the head guard has seen: it was restored from an older
    /// copy, or altered.
    case forked(guarded: TreeSize, found: TreeSize)
    /// The log has entries and its head guard is missing or unreadable.
    case headUnreadable
    /// The head guard of a log without entries could not be written.
    case headNotKept(found: String)
    /// The store failed.
    case storage(StorageError)
    /// An erasure that the log has ordered could not be finished.
    case erasure(ErasureError)

    /// What does not agree.
    public enum Damage: String, Hashable, Sendable {
        /// There is no newest checkpoint, or its signature does not hold.
        case checkpoint = "the newest checkpoint is missing or its signature does not hold"
        /// The checkpoint covers another number of entries.
        case size = "the newest checkpoint covers another number of entries than there are"
        /// The entries hash to another root.
        case root = "the entries hash to another root than the newest checkpoint's"
        /// Entries are missing, or stand where none can.
        case entries = "there are more or fewer entries than the tree has"
        /// A leaf or tile is missing.
        case tree = "a leaf hash or tile is missing or malformed"
    }

    /// What was attempted, found and expected, and what to do.
    public var description: String {
        switch self {
        case .foreignKey(let log, let found):
            "opening the log for appending refused: found the key \(found), expected \(log); "
                + "put the log's own keys/ back, or set ASIDE_KEYS to where they are"
        case .damaged(let damage):
            "opening the log for appending refused: \(damage.rawValue); "
                + "run `aside log verify` and restore the newest intact backup"
        case .forked(let guarded, let found):
            "opening the log for appending refused: keys/head has seen a log of "
                + "\(guarded.count) entries that this one, of \(found.count), does not extend; "
                + "bring back the newer log.db, or begin a new log in another home and keep keys/head "
                + "with the reason why it was abandoned"
        case .headUnreadable:
            "opening the log for appending refused: keys/head is missing or is not a checkpoint "
                + "of this log; run `aside log verify`, and if the log is whole and the newest, "
                + "write `aside log checkpoint` to keys/head"
        case .headNotKept(let found):
            "opening the log for appending refused: its first head could not be kept: \(found)"
        case .storage(let error): "the log could not be opened: \(error)"
        case .erasure(let error): "the log could not be opened: \(error)"
        }
    }
}
