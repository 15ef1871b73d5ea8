import Events

/// Which required statements the rep still has to be reminded of, each once.
struct StatementReminders {
    /// How long after the gate first opened an unmet statement is due.
    static let dueAfterMicros: Int64 = 600_000_000

    private var waiting: [PlaybookEntry]
    private var isDue = false
    private var silenced: Set<String> = []

    init(_ statements: [PlaybookEntry]) {
        waiting = statements
    }

    /// When the statements become due by time alone; nil when they are, or there are none.
    func nextDeadline(firstOpenedAt: Timestamp?) -> Timestamp? {
        guard !isDue, !waiting.isEmpty else { return nil }
        return firstOpenedAt?.advanced(byMicros: Self.dueAfterMicros)
    }

    /// Ten minutes have passed.
    mutating func timeIsUp() { isDue = true }

    /// The call is closing.
    mutating func callIsClosing() { isDue = true }

    /// The statements to remind of now, given those that were made.
    func due(met: Set<String>) -> [PlaybookEntry] {
        isDue ? waiting.filter { !met.contains($0.id) } : []
    }

    /// The rep was reminded of a statement.
    mutating func reminded(of entry: PlaybookEntry) {
        waiting.removeAll { $0.id == entry.id }
    }

    /// Whether the policy's silence about a statement has not been recorded for this reason yet.
    mutating func isNews(_ reason: NudgeSuppressed.Reason, about entry: PlaybookEntry) -> Bool {
        silenced.insert(entry.id + " " + reason.rawValue).inserted
    }
}
