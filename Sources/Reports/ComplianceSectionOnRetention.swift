internal import Events
internal import Projections

/// Section 15: what withdrawals called off, what was deleted, and what keeps the rest.
extension ComplianceWriter {
    func retention() -> ReportSection {
        var section = ReportSection(15, "Retention, holds and erasures")
        section.table(
            "terms",
            "Deletion terms that withdrawals started",
            ["Participant", "Withdrew", "The term ends", "State"],
            report.deletionTerms.map { term in
                .init(
                    cells: [
                        term.subject.text, clock.both(term.startedAt.time),
                        CallClock.utc(term.endsAt) + " UTC", state(of: term),
                    ],
                    index: term.startedAt.index
                )
            },
            otherwise: "No deletion term was started: nobody took back storage or live "
                + "transcription."
        )
        section.table(
            "deletions",
            "Deletions as carried out",
            CallClock.columns + ["What", "Participant", "Key"],
            rows(of: .retentionApplied, .keyDestroyed, .erasureExecuted),
            otherwise: "Nothing of this call was deleted up to this checkpoint."
        )
        section.table(
            "holds",
            "Holds and erasure requests",
            CallClock.columns + ["What", "Participant", "Key"],
            report.custody.entries.contains { holdTypes.contains($0.type) }
                ? holdTypes.flatMap { rows(of: $0) } : [],
            otherwise: "The log holds no hold and no request for an erasure."
        )
        section.say(
            "This build writes neither holds nor requests. What people ask for outside of the call, "
                + "by letter or otherwise, is not in the log."
        )
        section.say(
            "Deleting destroys the person's key first and the ciphertext then. The entries stay and "
                + "still verify; what they held reads “erased”. Content goes only when a deletion "
                + "term ends, and is kept without one. Evidence of consent is kept: no term is set "
                + "for it."
        )
        return section
    }

    private var holdTypes: [EventType] {
        [
            "hold-placed", "hold-released", "erasure-asked", "erasure-approved", "erasure-vetoed",
        ].map { EventType(rawValue: "aside.custody." + $0) }
    }

    /// How the deletion at the end of a term stands.
    func state(of term: ComplianceReport.DeletionTerm) -> String {
        switch report.progress(of: term, at: context.generatedAt) {
        case .cancelled(let grant): "cancelled, since they agreed again: \(place(grant))"
        case .done(let step, let late):
            "deleted \(CallClock.utc(step.at.time)) UTC, entry \(step.at.index.value)"
                + (late.map { "; \(Wording.delay($0)) late" } ?? "")
        case .begun(let step): "begun and not finished, entry \(step.at.index.value)"
        case .held: "kept by a hold"
        case .overdue: "overdue"
        case .running: "running"
        }
    }
}
