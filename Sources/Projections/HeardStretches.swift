import Events

/// The stretches of a call in which it was heard without a break, numbered in their order.
///
/// A gate that leaves open ends one for everybody, and whoever leaves the room ends their own: what was
/// said until the next line can be anything. Places in the log tell, since no line is recorded before the
/// gate is open again and its speaker is back.
struct HeardStretches {
    /// When the gate left open.
    private let closings: [Moment]
    /// When each person left.
    private let leavings: [Pseudonym: [Moment]]

    init(_ gate: GateHistory, _ attendance: Attendance) {
        closings = gate.changes.filter { $0.standing != .open }.map(\.at)
        leavings = attendance.people.reduce(into: [:]) { all, person in
            all[person.pseudonym] = person.stays.compactMap(\.until)
        }
    }

    /// In which of the gate's stretches something was recorded.
    func ofGate(at moment: Moment) -> Int { Self.count(closings, before: moment) }

    /// In which of its speaker's stretches a line was recorded.
    func number(of line: Transcript.Line) -> Int {
        ofGate(at: line.at) + Self.count(leavings[line.speaker] ?? [], before: line.at)
    }

    /// How many of the moments, which rise, come before one; found by halving.
    private static func count(_ moments: [Moment], before moment: Moment) -> Int {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
