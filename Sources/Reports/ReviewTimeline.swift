internal import Events
internal import Projections

/// Section 7 of a review: everything that happened, in the order of the log.
extension ReviewWriter {
    func timeline() -> ReportSection {
        var section = ReportSection(7, "Timeline")
        let rows = lineRows + frameRows + nudgeRows + toolRows + gateRows
        section.table(
            "timeline",
            "What was said, shown, advised and looked up",
            ["From start", "What", "Who", "Role", "Words"],
            rows.sorted { ($0.index ?? EntryIndex(0)) < ($1.index ?? EntryIndex(0)) },
            otherwise: "Nothing was captured in this call."
        )
        return section
    }

    private var lineRows: [ReportSection.Row] {
        review.transcript.lines.map { line in
            .init(
                cells: [
                    CallClock.length(line.startMicros), "said", name(line.speaker),
                    role(line.speaker), Wording.opened(line.text),
                ],
                index: line.at.index
            )
        }
    }

    private var frameRows: [ReportSection.Row] {
        review.frames.map { frame in
            .init(
                cells: [
                    CallClock.length(frame.sampled.atMicros), "screen", name(review.opened?.rep),
                    role(review.opened?.rep),
                    "a picture of \(frame.sampled.width) × \(frame.sampled.height): "
                        + Wording.why(frame.sampled.why),
                ],
                index: frame.at.index
            )
        }
    }

    private var nudgeRows: [ReportSection.Row] {
        review.nudges.nudges.compactMap { nudge in
            guard let sent = nudge.sent else { return nil }
            return .init(
                cells: [
                    clock.offset(sent.at.time), "nudge", "Aside", "Coach",
                    Wording.opened(nudge.words?.map(\.headline)),
                ],
                index: sent.at.index
            )
        }
    }

    /// The tool stands where a person would: its name is sealed, and is a leaf of its own.
    private var toolRows: [ReportSection.Row] {
        review.tools.uses.map { use in
            .init(
                cells: [
                    clock.offset(use.at.time), "tool", Wording.opened(use.tool), "Tool",
                    Wording.end(use),
                ],
                index: use.at.index
            )
        }
    }

    private var gateRows: [ReportSection.Row] {
        review.gate.changes.map { change in
            .init(
                cells: [
                    clock.offset(change.at.time), "gate", "Aside", "Gate",
                    change.standing == .open
                        ? "Open: \(Wording.purposes(change.purposes))"
                        : "\(Wording.gate(change.standing)): "
                            + change.reasons.map { Wording.reason($0) }.joined(separator: "; "),
                ],
                index: change.at.index
            )
        }
    }
}
