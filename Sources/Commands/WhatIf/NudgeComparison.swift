import Events

/// The nudges of a call as recorded against those of another run of it.
///
/// Nudges are paired in three steps, each over what the step before left: the same play on the same
/// line; then the same play within `nearbyMicros` on another line, the nearest in time first; what is
/// left was lost or gained. A play replaced by another on the same line is one lost and one gained.
struct NudgeComparison {
    /// What became of a nudge.
    enum Change: String, CaseIterable {
        /// The same play, line and words.
        case same
        /// The same play on the same line in other words.
        case reworded
        /// Only the new run has it.
        case gained
        /// Only the record has it.
        case lost
        /// The same play at another line nearby.
        case moved
    }

    /// Why a change is for the worse.
    enum Regression: String {
        /// The rep had used what is lost.
        case usedIsLost = "used-is-lost"
        /// A nudge of a kind that the rep had dismissed by then, where the record has none.
        case dismissedKindIsGained = "dismissed-kind-is-gained"
    }

    /// A nudge in one run or in both.
    struct Difference: Equatable {
        var change: Change
        var before: CoachedNudge?
        var now: CoachedNudge?
        var regression: Regression?

        /// When: as recorded, or in the new run where the record has none.
        var micros: Int64 { before?.micros ?? now?.micros ?? 0 }
    }

    /// As long as the least time between two nudges: the coach could not have said it twice.
    static let nearbyMicros: Int64 = 30_000_000

    /// Every nudge of both runs in order of time, unchanged ones too.
    let all: [Difference]

    init(before: [CoachedNudge], now: [CoachedNudge]) {
        var pairing = Pairing(before: before, now: now)
        pairing.pairByLine()
        pairing.pairNearby()
        let lost = pairing.before.map { nudge in
            Difference(
                change: .lost,
                before: nudge,
                regression: nudge.answer?.act == .used ? .usedIsLost : nil
            )
        }
        let gained = pairing.now.map { nudge in
            Difference(
                change: .gained,
                now: nudge,
                regression: Self.isDismissed(nudge, in: before) ? .dismissedKindIsGained : nil
            )
        }
        all = (pairing.pairs + lost + gained).enumerated()
            .sorted { ($0.element.micros, $0.offset) < ($1.element.micros, $1.offset) }
            .map(\.element)
    }

    /// Whether the rep had dismissed a recorded nudge of its kind before it comes.
    private static func isDismissed(_ nudge: CoachedNudge, in before: [CoachedNudge]) -> Bool {
        before.contains { recorded in
            guard recorded.kind == nudge.kind, let answer = recorded.answer else { return false }
            return answer.act == .dismissed && answer.micros <= nudge.micros
        }
    }

    /// How many nudges changed in a way.
    func count(_ change: Change) -> Int { all.count { $0.change == change } }

    /// What is not the same.
    var differences: [Difference] { all.filter { $0.change != .same } }

    /// What is for the worse.
    var regressions: [Difference] { all.filter { $0.regression != nil } }
}

/// The nudges of two runs that have no partner yet.
private struct Pairing {
    var before: [CoachedNudge]
    var now: [CoachedNudge]
    var pairs: [NudgeComparison.Difference] = []

    init(before: [CoachedNudge], now: [CoachedNudge]) { (self.before, self.now) = (before, now) }

    mutating func pairByLine() {
        var alone: [CoachedNudge] = []
        for nudge in before {
            let place = now.firstIndex { $0.play == nudge.play && $0.line == nudge.line }
            guard let place else {
                alone.append(nudge)
                continue
            }
            let partner = now.remove(at: place)
            let isSame = partner.headline == nudge.headline && partner.body == nudge.body
            pairs.append(.init(change: isSame ? .same : .reworded, before: nudge, now: partner))
        }
        before = alone
    }

    mutating func pairNearby() {
        while let (old, new) = nearest() {
            pairs.append(
                .init(change: .moved, before: before.remove(at: old), now: now.remove(at: new))
            )
        }
    }

    private func nearest() -> (old: Int, new: Int)? {
        var best: (old: Int, new: Int, apart: Int64)?
        for (old, nudge) in before.enumerated() {
            for (new, partner) in now.enumerated() where partner.play == nudge.play {
                let apart = abs(partner.micros - nudge.micros)
                guard apart <= NudgeComparison.nearbyMicros, apart < best?.apart ?? .max else {
                    continue
                }
                best = (old, new, apart)
            }
        }
        return best.map { ($0.old, $0.new) }
    }
}
