import GRDB

extension StorageError {
    /// What an SQLite error outside a commit, or inside a transaction that was surely rolled back,
    /// means.
    ///
    /// Of any other error only the type is told.
    public init(_ error: any Error, outcome: Outcome = .notWritten) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError:
            let number = error.extendedResultCode.rawValue
            self.init(outcome, Code(error.resultCode, number), detail: "SQLite \(number)")
        default: self.init(outcome, .other, detail: "\(type(of: error))")
        }
    }

    /// Whether a failed COMMIT surely left nothing behind.
    ///
    /// SQLite has rolled back when the disk was full, when a constraint failed and when the lock
    /// was not had; a failed read, write or sync leaves the frame's fate to the disk.
    static func isSurelyRolledBack(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_CONSTRAINT, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_READONLY:
            return true
        default: return false
        }
    }
}

extension StorageError.Code {
    init(_ code: ResultCode, _ extended: CInt) {
        switch code {
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        // Our statements are right for our schema: what makes no sense of them is another one.
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: self = .damaged
        case .SQLITE_CANTOPEN: self = .cannotOpen
        case .SQLITE_IOERR: self = .inputOutput
        default:
            let unique = ResultCode.SQLITE_CONSTRAINT_UNIQUE.rawValue
            self = extended == unique ? .repeatedEventID : .other
        }
    }
}
