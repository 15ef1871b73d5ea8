import Events
import Foundation

/// What a person who knows the playbook says of a call: when to speak, and when any word is wrong.
struct NudgeGold {
    /// A stretch of the call, in microseconds from its start.
    struct Window: Equatable {
        var fromMicros: Int64
        var toMicros: Int64

        func contains(_ micros: Int64) -> Bool { (fromMicros...toMicros).contains(micros) }
    }

    /// A need that any one of the plays answers.
    struct Moment: Equatable {
        var window: Window
        var plays: Set<String>
    }

    /// A stretch in which every nudge is wrong.
    struct Trap: Equatable {
        var window: Window
        /// Why somebody might speak all the same.
        var why: String
    }

    /// In the order of time.
    private(set) var moments: [Moment] = []
    private(set) var traps: [Trap] = []

    private struct Row: Decodable {
        var from: Double
        var to: Double
        var plays: Set<String>?
        var trap: String?
    }

    /// Why somebody might speak is told in a line of its own, beside others.
    static let longestWhy = 200

    /// Reads a gold file; an empty one says that nothing is due in the call.
    ///
    /// - Throws: `InputError` at the first line that does not read.
    init(_ path: String) throws {
        let rows = try EvaluationFiles.numberedRows(Row.self, in: path, mayBeEmpty: true)
        for (line, row) in rows {
            try add(row, at: (path, line))
        }
        moments.sort { $0.window.fromMicros < $1.window.fromMicros }
    }

    private mutating func add(_ row: Row, at place: (path: String, line: Int)) throws {
        let longest = Double(RecordingLimits.longestMicros) / 1_000_000
        guard row.from >= 0, row.from <= row.to, row.to <= longest else {
            throw EvaluationFiles.error(place, "no span of time", "from up to to, in seconds")
        }
        let window = Window(fromMicros: Self.micros(row.from), toMicros: Self.micros(row.to))
        switch (row.plays, row.trap) {
        case (let plays?, nil) where !plays.isEmpty:
            moments.append(Moment(window: window, plays: plays))
        case (nil, let why?) where Self.isReason(why):
            traps.append(Trap(window: window, why: why))
        default:
            throw EvaluationFiles.error(
                place,
                "neither a moment nor a trap",
                "plays (ids) or trap (why: one line of at most \(Self.longestWhy) characters)"
            )
        }
    }

    private static func micros(_ seconds: Double) -> Int64 {
        Int64((seconds * 1_000_000).rounded())
    }

    /// What a terminal would take for a command of its own is no reason.
    private static func isReason(_ text: String) -> Bool {
        !text.isEmpty && text.count <= longestWhy
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
