/// Why a storage did not do what it was asked, and whether that is certain.
public struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is known of the transaction.
    public enum Outcome: Hashable, Sendable {
        /// Surely nothing of it was written.
        case notWritten
        /// It may or may not have been written; only reopening tells.
        case inDoubt
    }

    /// What went wrong.
    public enum Code: String, Hashable, Sendable {
        /// No space is left.
        case diskFull = "disk-full"
        /// The store cannot be written to.
        case readOnly = "read-only"
        /// Another process holds the store.
        case locked
        /// Two entries would have the same event id.
        case repeatedEventID = "repeated-event-id"
        /// The store is damaged, or is no store of ours.
        case damaged
        /// The store says that it has a form which this Aside does not know.
        case unknownSchema = "unknown-schema"
        /// The store cannot be opened.
        case cannotOpen = "cannot-open"
        /// Reading or writing failed below the store.
        case inputOutput = "input-output"
        /// The store was closed.
        case closed
        /// Anything else; the detail says more.
        case other
    }

    /// What is known of the transaction.
    public var outcome: Outcome
    /// What went wrong.
    public var code: Code
    /// The store's own number for it, never any content.
    public var detail: String

    /// An error.
    public init(_ outcome: Outcome, _ code: Code, detail: String = "") {
        (self.outcome, self.code, self.detail) = (outcome, code, detail)
    }

    /// What was found, what is certain and what to do.
    public var description: String {
        let certainty =
            outcome == .notWritten ? "nothing was written" : "whether it was written is in doubt"
        return "the store failed: \(found); \(certainty); \(code.advice)"
    }

    /// What went wrong, without what follows from it.
    var found: String { code.rawValue + (detail.isEmpty ? "" : " (\(detail))") }
}

extension StorageError.Code {
    /// What to do.
    public var advice: String {
        switch self {
        case .diskFull: "free some space and try again"
        case .readOnly: "make the folder writable, or use a command that only reads"
        case .locked: "end the other process, or wait for it"
        case .repeatedEventID: "make each event's id afresh"
        case .damaged: "run `aside log verify` and restore the newest intact backup"
        case .unknownSchema:
            "use the Aside that wrote it; if no later one did, run `aside log verify` and restore the "
                + "newest intact backup"
        case .cannotOpen: "check that the path exists and that you may read it"
        case .inputOutput: "check the disk, then open the log again"
        case .closed: "open the log again"
        case .other: "open the log again; if it comes back, report the number"
        }
    }
}
