import EventLog
import Events
import Reports

/// Hands out reports of a workplace's calls, and records that somebody looked.
struct ReportDesk {
    /// The forms in which a report is handed out.
    enum Format: String, CaseIterable {
        case html, json, csv, vcon
    }

    let workplace: Workplace
    let home: Home
    let terminal: Terminal

    /// The report of a call.
    ///
    /// That it was looked at is durable before anything is shown.
    ///
    /// - Parameter reason: why names and words are shown; nil where nobody said, and a compliance report
    ///   then shows pseudonyms, also as a vCon, and a vCon no words.
    func report(
        _ kind: ReportDocument.Kind,
        of call: CallID,
        as format: Format,
        withNames reason: String?
    ) async throws -> String {
        guard try workplace.log.streams().contains(.call(call)) else { throw Failure.unknown(call) }
        let withNames = kind == .review || reason != nil
        try await workplace.recordView(
            kind.rawValue,
            of: call,
            withNames: withNames,
            reason: reason
        )
        let checkpoint = workplace.log.checkpoint
        let store = try ProjectionStore(
            path: home.path + "/views.db",
            origin: workplace.log.origin
        )
        let maker = try ReportMaker(call, comingBy: store) {
            try workplace.log.vouchedEvents(
                in: $0,
                at: checkpoint,
                where: $1,
                progress: terminal.progress("reading the call")
            )
        }
        terminal.progressDone()
        let context = ReportContext(
            call: call,
            generatedAt: workplace.clock.now,
            checkpoint: checkpoint.reference,
            signature: ReportDocument.TreeHeadSignature(
                key: workplace.log.verifierKey.description,
                lines: checkpoint.signatureLines
            ),
            withNames: withNames,
            labels: maker.labels,
            noticeTexts: maker.noticeTexts
        )
        guard format != .vcon else {
            let text = maker.vCon(context)
            try await recordExport(of: call, text)
            return text
        }
        let document = maker.document(kind, context)
        switch format {
        case .html: return HTMLReport.render(document)
        case .json, .vcon: return JSONReport.render(document)
        case .csv: return CSVReport.render(document)
        }
    }

    private func recordExport(of call: CallID, _ text: String) async throws {
        let digest = FileDigest.hex(of: Array(text.utf8))
        let export = Draft(
            EvidenceExported(call: call, format: Format.vcon.rawValue, digest: digest),
            id: workplace.ids.eventID(),
            time: workplace.clock.now,
            actor: .operator
        )
        _ = try await workplace.log.append([export], to: .custody)
    }
}
