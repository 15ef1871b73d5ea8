internal import Events
public import Projections

/// The compliance report: conclusion, exceptions, then the evidence in eighteen sections
/// (CONSENT §4).
public enum ComplianceDocument {
    /// Makes the report from a fold of the call's stream and the custody stream up to the
    /// context's checkpoint.
    public static func make(
        _ folded: Folded<ComplianceReport>,
        in context: ReportContext
    ) -> ReportDocument {
        let writer = ComplianceWriter(folded.view, context)
        let verdict = ComplianceVerdict(folded.view, writer.findings).verdict
        return ReportDocument(
            kind: .compliance,
            call: context.call,
            title: "Compliance report",
            generatedAt: context.generatedAt,
            checkpoint: context.checkpointInDocument,
            projection: context.source(folded),
            withNames: context.withNames,
            verdict: verdict,
            exceptions: writer.findings.map { ReportDocument.Exception($0) },
            sections: writer.sections(verdict)
        )
    }
}

/// What the sections of one compliance report are written from.
struct ComplianceWriter {
    let report: ComplianceReport
    let context: ReportContext
    let clock: CallClock
    let findings: [Finding]

    init(_ report: ComplianceReport, _ context: ReportContext) {
        self.report = report
        self.context = context
        clock = CallClock(
            startedAt: report.opened?.fact.startedAt ?? report.last?.time ?? context.generatedAt
        )
        findings = report.findings(asOf: context.generatedAt)
    }

    func sections(_ verdict: ReportDocument.Verdict) -> [ReportSection] {
        [
            conclusion(verdict), scope(), jurisdictions(), disclosures(), consentLedger(),
            gateTimeline(), changesOnTheWay(), withdrawals(), coachActivity(), sensitiveFeatures(),
            repNotice(), processors(), logIntegrity(), accessLog(), retention(), failures(),
            exportManifest(), limits(),
        ]
    }

    /// A person's pseudonym.
    func who(_ person: Pseudonym?) -> String { person?.text ?? Wording.notRecorded }

    /// The entry that holds a version of the call's stream: readers know no versions.
    func entry(_ version: StreamVersion) -> String {
        report.entry(of: version).map { "entry \($0.value)" } ?? "an entry that the log lacks"
    }

    /// What the domain pack calls a person's role.
    func role(_ person: Pseudonym?) -> String {
        guard let person, let found = report.ledger.attendance[person] else {
            return Wording.notRecorded
        }
        return context.labels.label(found.role)
    }

    /// The moment of the last event, or of the report when there is none.
    var end: Timestamp {
        report.closed?.at.time ?? report.last?.time ?? context.generatedAt
    }
}
