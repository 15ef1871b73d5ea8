internal import Events

/// In how much of what the rep said required statements were sought: in what began while `ai_analysis` was
/// in force and was recorded before that ended (CONSENT §1).
public struct StatementSearch: Hashable, Sendable {
    /// How many of the rep's lines were captured.
    public let lines: Int
    /// In how many of them statements were sought.
    public let searched: Int
}

extension CallReview {
    /// Where required statements were sought.
    public var statementSearch: StatementSearch {
        let lines = transcript.lines.filter { attendance[$0.speaker]?.role == .rep }
        guard let opened else { return StatementSearch(lines: lines.count, searched: 0) }
        var changes = gate.changes[...]
        var since: Timestamp?
        var searched = 0
        for line in lines {
            while let change = changes.first, change.at < line.at {
                changes.removeFirst()
                since = change.purposes.contains(.aiAnalysis) ? since ?? change.at.time : nil
            }
            let began = opened.startedAt.advanced(byMicros: line.startMicros)
            if let since, since <= began { searched += 1 }
        }
        return StatementSearch(lines: lines.count, searched: searched)
    }
}
