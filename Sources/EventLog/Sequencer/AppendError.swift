public import Events

/// Why an append was not acknowledged.
public enum AppendError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stream is otherwise than the writer held; nothing was written.
    case conflict(ConcurrencyError)
    /// The store failed; surely nothing was written, and the log goes on.
    case notWritten(StorageError)
    /// A data key could be neither read nor made; surely nothing was written, and the log goes on.
    case keys(KeyVaultError)
    /// The store failed at the commit; whether the events were written is unknown, and the log has
    /// stopped. Opening it again tells.
    case inDoubt(StorageError)
    /// The log had stopped or was closed before; nothing was written.
    case stopped(Stop)
    /// An entry, or the number of drafts, exceeds a limit; nothing was written.
    case tooLarge(found: Int, limit: Int)
    /// The drafts can never be appended as they are; nothing was written.
    case refused(Refusal)

    /// Why a log takes nothing more.
    ///
    /// What it acknowledged before is durable.
    public enum Stop: Hashable, Sendable, CustomStringConvertible {
        /// It was closed.
        case closed
        /// Whether an earlier batch was written is unknown.
        case commitInDoubt(StorageError)
        /// The newest tree head could not be kept beside the log, which must not grow beyond its guard.
        case headNotKept(found: String)

        /// What was found, and what to do.
        public var description: String {
            switch self {
            case .closed: "the log is closed; open it again"
            case .commitInDoubt(let error):
                "the log has stopped, since it is in doubt whether an earlier append was written "
                    + "(\(error.found)); it finds out when it is opened again"
            case .headNotKept(let found):
                "the log has stopped after a durable append, since its newest head could not be "
                    + "kept: \(found); open it again when that is mended"
            }
        }
    }

    /// What is wrong with drafts.
    public enum Refusal: String, Hashable, Sendable {
        /// An event with this id is in the log, or twice among the drafts.
        case repeatedEventID = "an event with this id is in the log already; make a fresh id"
        /// A key that seals the content was destroyed.
        case keyDestroyed = "a key that must seal the content was destroyed; nothing may follow it"
        /// A key that sealed earlier content is missing.
        case keyMissing = "a key of this call is missing; put keys.db and keys/ of this log back"
        /// Content outside a call's streams names no call.
        case noCall = "sealed content outside a call's streams needs `call` among its fields"
        /// Content was to be appended without the condition of a permit.
        case noPermit = "found a content event without a condition; ask the gate for a permit"
        /// `call.sealed` is not appended by hand.
        case sealedByHand = "found call.sealed among the drafts; use seal(_:id:at:)"
    }

    /// What was attempted, what was found and what to do.
    public var description: String {
        switch self {
        case .conflict(let error): error.description
        case .notWritten(let error): "append failed: \(error)"
        case .keys(let error): "append failed: \(error)"
        case .inDoubt(let error):
            "append failed: \(error); the log has stopped and recovers when it is opened again"
        case .stopped(let stop): "append refused, nothing was written: \(stop)"
        case .tooLarge(let found, let limit):
            "append refused: found \(found), expected at most \(limit); put large content beside "
                + "the log by its digest"
        case .refused(let refusal): "append refused: " + refusal.rawValue
        }
    }
}
