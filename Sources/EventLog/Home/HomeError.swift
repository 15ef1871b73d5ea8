/// Why a home could not be opened.
public enum HomeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another process writes to the log.
    case inUse(home: String)
    /// The log has entries and a file that belongs to its keys is missing.
    case keyMissing(path: String)
    /// The key store lacks data keys that the log has made and not destroyed.
    case dataKeysMissing(path: String, missing: Int, expected: Int)
    /// A key file cannot be read, or does not hold a key.
    case keyUnreadable(path: String, found: String)
    /// The verifier key is not the public half of the signing key beside it.
    case foreignVerifierKey(path: String, found: String, expected: String)
    /// A file or folder could not be made, read or written.
    case file(attempted: String, path: String, found: String)
    /// There is no log.
    case noLog(path: String)
    /// The log has no entries yet.
    case emptyLog
    /// The log itself refused.
    case log(OpenError)
    /// The store failed.
    case storage(StorageError)
    /// The key store failed.
    case vault(KeyVaultError)

    /// What was attempted, found and expected, and what to do.
    public var description: String {
        switch self {
        case .inUse(let home):
            "opening \(home) for writing refused: another process writes there, expected one "
                + "writer at a time; end it, or use a command that only reads"
        case .keyMissing(let path):
            "opening the log for writing refused: \(path) is missing and the log has entries; "
                + "put the log's own file back, or set ASIDE_KEYS to the folder that holds it"
        case .dataKeysMissing(let path, let missing, let expected):
            "opening the log for writing refused: \(path) lacks \(missing) of the \(expected) data "
                + "keys that the log has made and not destroyed, so it is older than the log, emptied "
                + "or another log's; put the newest keys.db of this log back, or set ASIDE_KEYS to the "
                + "folder that holds it"
        case .keyUnreadable(let path, let found):
            "reading \(path) failed: found \(found), expected this log's key; "
                + "put the log's own file back, readable by you alone"
        case .foreignVerifierKey(let path, let found, let expected):
            "opening the log for writing refused: found the key \(found) in \(path), expected "
                + "\(expected), the public half of log.key beside it; put this log's own keys/ back "
                + "(log.vkey alone may be removed: the next start makes it again from log.key)"
        case .file(let attempted, let path, let found):
            "\(attempted) \(path) failed: \(found); check the path, its owner and the space left"
        case .noLog(let path):
            "reading \(path) failed: found no log there, expected log.db; "
                + "check --home, or begin one with `aside demo`"
        case .emptyLog:
            "exporting the log failed: found no entries, expected at least one; "
                + "begin one with `aside demo`"
        case .log(let error): error.description
        case .storage(let error): error.description
        case .vault(let error): error.description
        }
    }
}
