import Events

/// The figures of an evaluation in the order in which they are told.
struct EvaluationFigures {
    /// One figure.
    enum Figure {
        case count(Int)
        /// A part of one, told with four decimals.
        case share(Double)
        /// Counts by name.
        case counts([String: Int])

        /// Decimals that a share is told with: more would be noise at a few thousand turns.
        private static let decimals = 4

        var text: String {
            switch self {
            case .count(let count): return String(count)
            case .share(let share): return Self.text(ofShare: share)
            case .counts(let counts):
                let parts = counts.sorted { $0.key < $1.key }
                    .map { EvaluationFigures.quoted($0.key) + ":\($0.value)" }
                return "{" + parts.joined(separator: ",") + "}"
            }
        }

        fileprivate static func text(ofShare share: Double) -> String {
            guard share.isFinite else { return "0" }
            let scaled = String(Int((share * 10_000).rounded()))
            let padded = String(repeating: "0", count: max(0, 5 - scaled.count)) + scaled
            return padded.dropLast(decimals) + "." + padded.suffix(decimals)
        }
    }

    /// A part of one as it is told; 0 of nothing.
    static func text(ofShare share: Double) -> String { Figure.text(ofShare: share) }

    /// A name that somebody else chose, as JSON.
    static func quoted(_ name: String) -> String {
        String(decoding: CanonicalJSON.encode(.string(name)), as: UTF8.self)
    }

    private var rows: [(name: String, figure: Figure)] = []

    mutating func add(_ name: String, count: Int) { rows.append((name, .count(count))) }

    mutating func add(_ name: String, share: Double) { rows.append((name, .share(share))) }

    mutating func add(_ name: String, counts: [String: Int]) {
        rows.append((name, .counts(counts)))
    }

    /// One JSON object; its names are ours and need no escaping.
    var json: String {
        "{" + rows.map { "\"\($0.name)\":\($0.figure.text)" }.joined(separator: ",") + "}"
    }

    /// A line for each figure.
    var table: String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { row in
            row.name + String(repeating: " ", count: width - row.name.count + 2) + row.figure.text
        }.joined(separator: "\n")
    }

    /// Says them on a terminal, as it was asked.
    func tell(_ terminal: Terminal) throws(Failure) {
        try terminal.say(terminal.isJSON ? json : table)
    }
}
