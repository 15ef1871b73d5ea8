internal import Events
public import Projections

/// The review of a call, for managers: what it came to, what was advised, what was said.
///
/// It shows names and words; whoever makes one records a `custody.evidence-viewed`.
public enum ReviewDocument {
    /// Makes the review from folds of the call's stream up to the context's checkpoint.
    public static func make(
        _ folded: Folded<CallReview>,
        meters: Folded<Meters>,
        prices: Prices,
        in context: ReportContext
    ) -> ReportDocument {
        let writer = ReviewWriter(folded.view, meters, prices, context)
        return ReportDocument(
            kind: .review,
            call: context.call,
            title: "Call review",
            generatedAt: context.generatedAt,
            checkpoint: context.checkpointInDocument,
            projection: context.source(folded),
            withNames: true,
            verdict: writer.summary,
            exceptions: [],
            sections: writer.sections
        )
    }
}

/// What the sections of one review are written from.
struct ReviewWriter {
    let review: CallReview
    let reading: Meters.Reading
    /// The read model of the reading.
    let meters: ReportDocument.Source
    let prices: Prices
    let context: ReportContext
    let clock: CallClock
    let conversation: Conversation
    let uptake: Uptake

    init(
        _ review: CallReview,
        _ meters: Folded<Meters>,
        _ prices: Prices,
        _ context: ReportContext
    ) {
        self.review = review
        reading = meters.view.reading
        self.meters = context.source(meters)
        self.prices = prices
        self.context = context
        clock = CallClock(
            startedAt: review.opened?.startedAt ?? review.last?.time ?? context.generatedAt
        )
        conversation = Conversation(
            review.transcript.lines,
            attendance: review.attendance,
            gate: review.gate
        )
        uptake = Uptake(review.nudges.nudges)
    }

    var sections: [ReportSection] {
        [numbers(), talk(), advice(), statements(), cost(), latency(), timeline(), followUp()]
    }

    /// The summary, which says nothing that an erasure would change.
    var summary: ReportDocument.Verdict {
        guard review.gate.firstOpened != nil else {
            return .init(
                code: "unheard",
                headline: "The coach heard nothing of this call",
                detail: "Not everyone present had agreed, so there is nothing to review. "
                    + "The compliance report says why."
            )
        }
        let required = review.requiredCount
        return .init(
            code: uptake.sent == 0 ? "quiet" : "coached",
            headline: Wording.sentence(
                Wording.number(uptake.sent, "nudge", "nudges") + " in "
                    + Wording.number(review.transcript.lines.count, "line", "lines")
                    + ": \(uptake.used) used, \(uptake.dismissed) dismissed"
            ),
            detail: required == 0
                ? "The playbook requires no statement."
                : "The playbook requires \(Wording.number(required, "statement", "statements")); "
                    + "section 4 says which were made."
        )
    }

    /// A person's name, their identity where they gave none, or `erased`.
    func name(_ person: Pseudonym?) -> String {
        guard let person, let found = review.attendance[person] else { return Wording.notRecorded }
        return Wording.opened(found.details?.map { $0.name ?? $0.identity })
    }

    /// What the domain pack calls a person's role.
    func role(_ person: Pseudonym?) -> String {
        guard let person, let found = review.attendance[person] else { return Wording.notRecorded }
        return context.labels.label(found.role)
    }

    /// The words of a line, `erased`, or that the log has no such line.
    func words(_ version: StreamVersion) -> String {
        review.transcript.line(at: version).map { Wording.opened($0.text) } ?? Wording.notRecorded
    }
}
