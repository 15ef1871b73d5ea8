import Events
import Foundation

/// A turn as judgement hears it: its stretches, and what in it speaks for or against a nudge.
struct TurnHearing {
    let stretches: [[String]]
    private let cues: Set<SpokenCues.Cue>
    private let length: Int

    init(_ moment: JudgedMoment) {
        stretches = SpokenStretches.of(moment.turn)
        let terms = HeardTerms.terms(of: moment.turn)
        cues = SpokenCues.cues(in: terms)
        length = terms.count
    }

    /// What a cue adds to the log-odds of interrupting; set on the development calls.
    private static let weights: [SpokenCues.Cue: Double] = [
        .opener: 1.0, .question: 0.4, .concern: 0.4, .denial: -3, .settled: -1.2, .hearsay: -0.8,
        .family: -1.2, .command: -9, .leaving: -1.5, .play: -2,
    ]
    /// Before anything is heard, silence; a phrase of the playbook, said word for word; a long turn.
    private static let start = -0.6
    private static let phrase = 2.0
    private static let shortest = 8

    /// How strongly a play speaks for interrupting.
    func weigh(_ entry: PlaybookEntry, chance: Float, isSaid: Bool) -> JudgedPlay {
        let likely = Double(min(max(chance, 0.01), 0.98))
        var odds = Self.start + log(likely / (1 - likely))
        var grounds: [String] = []
        if isSaid {
            odds = max(odds, -1) + Self.phrase
            grounds.append("trigger-said")
        }
        if chance >= 0.5 { grounds.append("like-an-example") }
        for cue in SpokenCues.Cue.allCases where cues.contains(cue) {
            odds += Self.weights[cue] ?? 0
            grounds.append(cue.rawValue)
        }
        if length < Self.shortest { odds -= 0.8 } else { odds += min(0.9, Double(length) / 50) }
        let score = Int((1000 / (1 + exp(-odds))).rounded())
        return JudgedPlay(
            entry: entry,
            weighing: Weighing(scorePerMille: score, grounds: grounds),
            silence: score >= PlayJudge.bar ? nil : reason(chance: chance, isSaid: isSaid)
        )
    }

    private func reason(chance: Float, isSaid: Bool) -> NudgeSuppressed.Reason {
        if cues.contains(.command) { return .injection }
        if cues.contains(.denial) || cues.contains(.play) { return .inPassing }
        if cues.contains(.settled) { return .justSaid }
        if cues.contains(.hearsay) || cues.contains(.family) { return .inPassing }
        return chance < 0.3 && !isSaid ? .weakPassage : .noNeed
    }
}
