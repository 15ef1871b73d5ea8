internal import Events
internal import Projections

/// Section 3 of a review: what the coach advised, and what it kept to itself.
extension ReviewWriter {
    func advice() -> ReportSection {
        var section = ReportSection(3, "Nudges, and what was done with them")
        section.table(
            "nudges",
            "Every nudge with the line it answers",
            [
                "From start", "Answers", "Kind", "Nudge", "Play", "Outcome",
                context.labels.label(.rep),
            ],
            review.nudges.nudges.map { nudge in
                let advice = nudge.words
                return .init(
                    cells: [
                        clock.offset((nudge.sent?.at ?? nudge.decided).time), words(nudge.line),
                        Wording.opened(advice?.map { context.labels.label(kind: $0.kind) }),
                        Wording.opened(advice?.map { $0.headline + " – " + $0.body }),
                        Wording.opened(advice?.map(\.play)),
                        Wording.outcome(nudge), Wording.feedback(nudge),
                    ],
                    index: (nudge.sent?.at ?? nudge.decided).index
                )
            },
            otherwise: "The coach gave no advice in this call."
        )
        section.table(
            "silences",
            "Kept silent",
            ["From start", "Would have answered", "Play", "Why"],
            review.kept.silences.map { silence in
                .init(
                    cells: [
                        clock.offset(silence.at.time), words(silence.line),
                        Wording.opened(silence.details?.map { $0.headline ?? $0.play }),
                        Wording.silence(silence.reason),
                    ],
                    index: silence.at.index
                )
            }
        )
        return section
    }
}

extension Wording {
    /// Why the coach kept silent.
    static func silence(_ reason: NudgeSuppressed.Reason) -> String {
        switch reason {
        case .interval: "another nudge had been shown a moment before"
        case .kindCooldown: "one of this kind had been shown too recently"
        case .oncePerPlay: "this play had been shown already"
        case .callBudget: "as many nudges had been sent as a call may have"
        case .stale: "the words were too old by then"
        case .outranked: "a better play answered the same words"
        case .noNeed: "the words did not call for help, or not clearly enough"
        case .weakPassage: "no play answered the words well enough"
        case .justSaid: "the same had been said a moment before"
        case .repAnswering: "the rep was answering it already"
        case .inPassing: "it was said in passing, of somebody else, or to deny the need"
        case .injection: "the words tried to command the coach"
        case .duplicate: "it said what a nudge before it had said"
        case .ungrounded: "it did not rest on the words and the play that it named"
        case .superseded: "something newer was said before it was ready"
        case .modelSilent: "the language model chose to be silent"
        case .barRaised: "the rep had dismissed nudges of this kind, and it was no better"
        case .notInForce: "its purpose was not in force any more, or the rep had gone"
        }
    }
}
