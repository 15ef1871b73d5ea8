import Synchronization

/// The newest signed tree head, kept outside the store and its backups: what shows that a store is
/// older than what this writer has signed (a restored backup would fork the log).
///
/// `store` is called by the sequencer after each commit, before anybody is answered, and MUST NOT
/// wait for the disk; `load` MUST throw when the guard should be there and cannot be read. What they
/// throw is told to whoever runs the log, so it MUST describe itself without any content.
public protocol HeadGuard: Sendable {
    /// The newest note; nil when no log was begun under this guard.
    func load() throws -> String?
    /// Replaces the note.
    func store(_ note: String) throws
}

/// A guard in memory, for tests and for what is not to be kept.
public final class MemoryHeadGuard: HeadGuard {
    private let note: Mutex<String?>

    /// A guard that holds a note, or none.
    public init(_ note: String? = nil) { self.note = Mutex(note) }

    /// The newest note.
    public func load() -> String? { note.withLock { $0 } }

    /// Replaces the note.
    public func store(_ note: String) { self.note.withLock { $0 = note } }
}
