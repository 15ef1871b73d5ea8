internal import Events
internal import Projections

/// Section 6 of a review: how long the stages of the nudges took, beside the seed budget.
extension ReviewWriter {
    func latency() -> ReportSection {
        var section = ReportSection(6, "Latency, stage by stage")
        let latency = Latency(review.nudges.nudges)
        section.table(
            "latency",
            "From the end of the words to the rep's screen",
            ["Stage", "Nudges", "p50", "p95", "p99", "Budget", "Within budget"],
            latency.measures.map { .init(cells: Wording.cells($0)) },
            otherwise: latency.sentCount == 0
                ? "No nudge was sent, so there is nothing to measure."
                : "The log does not tell when the stages of its nudges were done."
        )
        guard !latency.measures.isEmpty else { return section }
        section.say(
            "Each stage counts from the end of the one before it. p95 is the shortest time that 95 "
                + "of 100 nudges keep to (nearest rank, so with fewer than twenty it is the "
                + "longest); p50 and p99 likewise. A stage is within its budget when its p95 is."
        )
        section.say("The yardstick is \(Latency.Budget.source); the last row has the sum of it.")
        if review.opened?.capture != .live {
            section.say(
                "This call was replayed. At full speed the times of speech are the script's, and "
                    + "nobody's speech was recognised; the stages after the turn were measured as they "
                    + "ran."
            )
        }
        return section
    }
}

extension Wording {
    static func cells(_ measure: Latency.Measure) -> [String] {
        [stage(measure.stage), String(measure.count)]
            + [50, 95, 99].map { CallClock.latency(measure.percentile($0)) }
            + [
                measure.stage.budgetMicros.map { CallClock.latency($0) } ?? "–",
                measure.isWithinBudget.map { $0 ? "yes" : "no" } ?? "–",
            ]
    }

    /// A stage, by what it ends with.
    static func stage(_ stage: Latency.Stage) -> String {
        switch stage {
        case .speech: "Words end → line final"
        case .turn: "→ turn complete"
        case .retrieval: "→ passages retrieved"
        case .decision: "→ decided"
        case .model: "→ model answered"
        case .tool: "→ tool answered"
        case .composition: "→ nudge composed"
        case .durability: "→ durable"
        case .sending: "→ sent"
        case .delivery: "→ seen"
        case .whole: "Words end → seen"
        }
    }
}
