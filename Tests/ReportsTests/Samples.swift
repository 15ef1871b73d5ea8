import AsideTesting
import Events
import Foundation
import Projections
import Reports

/// Reports on the sample calls.
enum Samples {
    static let labels = PackLabels(
        roles: ["rep": "Sales rep", "prospect": "Prospect", "colleague": "Colleague"],
        kinds: ["objection": "Objection"]
    )

    static let prices = Prices(
        participantMinuteMicroUSD: 500,
        agentMinuteMicroUSD: 10_000,
        speechMinuteMicroUSD: 6_000,
        textMillionTokensMicroUSD: 1_000_000,
        visionMillionTokensMicroUSD: 1_500_000
    )

    static func context(_ call: CallRecorder, withNames: Bool = false) -> ReportContext {
        ReportContext(
            call: call.call,
            generatedAt: call.time(7200),
            checkpoint: CheckpointReference(
                size: call.log.size,
                root: Array(repeating: 0xA5, count: 32)
            ),
            withNames: withNames,
            labels: labels
        )
    }

    static func compliance(
        _ call: CallRecorder,
        withNames: Bool = false,
        erasing people: Set<Pseudonym> = [],
        _ keyClass: KeyClass? = nil
    ) -> ReportDocument {
        let folded = Folded<ComplianceReport>(
            ComplianceReport(call: call.call),
            folding: call.log.events(erasing: people, keyClass)
        )
        return ComplianceDocument.make(folded, in: context(call, withNames: withNames))
    }

    static func review(
        _ call: CallRecorder,
        erasing people: Set<Pseudonym> = []
    ) -> ReportDocument {
        let events = call.log.events(erasing: people)
        return ReviewDocument.make(
            Folded<CallReview>(folding: events),
            meters: Folded<Meters>(folding: events),
            prices: prices,
            in: context(call, withNames: true)
        )
    }

    /// A report's file beside the report made again.
    static func comparison(
        _ text: String,
        _ rebuilt: ReportDocument,
        erasedSince: Bool = false
    ) throws -> ReportComparison {
        let file = try ReportFile(parsing: Array(text.utf8))
        return ReportComparison(of: file, with: rebuilt, erasedSince: erasedSince)
    }

    /// Every text of a document, in order.
    static func texts(_ document: ReportDocument) -> [String] {
        func texts(_ value: JSON) -> [String] {
            switch value {
            case .string(let text): [text]
            case .array(let elements): elements.flatMap { texts($0) }
            case .object(let object): object.members.flatMap { texts($0.value) }
            default: []
            }
        }
        return texts(.object(document.json))
    }

    /// Writes pages to look at, when `REPORT_SAMPLES` names a folder.
    static func keep(_ text: String, as name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["REPORT_SAMPLES"] else { return }
        try Data(text.utf8).write(to: URL(filePath: folder).appending(path: name))
    }
}
