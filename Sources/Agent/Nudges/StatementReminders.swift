import Events

/// Which required statements the rep still has to be reminded of, each once.
///
/// What did not reach the rep is no reminder: it comes again, as the nudge policy allows.
struct StatementReminders {
    /// How long after the gate first opened an unmet statement is due.
    static let dueAfterMicros: Int64 = 600_000_000

    /// How long after the gate first opened a closing phrase is one: in the first minutes "next steps" are
    /// the other side's own, or the agenda.
    static let closingAfterMicros: Int64 = 180_000_000

    private let statements: [PlaybookEntry]
    private var reminded: Set<String> = []
    private var isDue = false
    /// Whether the call is closing: there is no time left then for a cool-down between two statements.
    private(set) var isClosing = false
    private var againAt: Timestamp?
    private var silenced: Set<String> = []

    init(_ statements: [PlaybookEntry]) {
        self.statements = statements
    }

    /// When the statements become due by time alone, or are to be tried again; nil when neither will be.
    func nextDeadline(firstOpenedAt: Timestamp?) -> Timestamp? {
        guard !isDue else { return againAt }
        guard statements.contains(where: isWaiting) else { return nil }
        return firstOpenedAt?.advanced(byMicros: Self.dueAfterMicros)
    }

    /// The deadline has passed.
    mutating func timeIsUp() {
        isDue = true
        againAt = nil
    }

    /// Has the statements tried again at a moment, or earlier where that was to be already; those that
    /// are not due yet wait for that.
    mutating func tryAgain(at time: Timestamp) {
        guard isDue, !statements.isEmpty else { return }
        againAt = min(againAt ?? time, time)
    }

    /// A closing phrase was said: the call is closing, unless it has only begun.
    mutating func closingWasSaid(at time: Timestamp, firstOpenedAt: Timestamp?) {
        guard let firstOpenedAt, time.micros(since: firstOpenedAt) >= Self.closingAfterMicros
        else { return }
        (isDue, isClosing) = (true, true)
    }

    /// The statements to remind of now, given those that were made.
    func due(met: Set<String>) -> [PlaybookEntry] {
        isDue ? statements.filter { isWaiting($0) && !met.contains($0.id) } : []
    }

    private func isWaiting(_ entry: PlaybookEntry) -> Bool { !reminded.contains(entry.id) }

    /// The rep was reminded of a statement.
    mutating func reminded(of entry: PlaybookEntry) {
        reminded.insert(entry.id)
    }

    /// A reminder of a statement, if the play is one, did not reach the rep.
    ///
    /// - Returns: the statement; nil when it was no reminder.
    @discardableResult
    mutating func didNotReach(_ play: String) -> PlaybookEntry? {
        guard reminded.remove(play) != nil else { return nil }
        return statements.first { $0.id == play }
    }

    /// Whether the policy's silence about a statement has not been recorded for this reason yet.
    mutating func isNews(_ reason: NudgeSuppressed.Reason, about entry: PlaybookEntry) -> Bool {
        silenced.insert(entry.id + " " + reason.rawValue).inserted
    }
}
