import AsideTesting
import Events
import Foundation
import Projections
import Reports
import Testing

@Suite struct `Comparing a report with the log` {
    private func differences(_ text: String, _ rebuilt: ReportDocument) throws -> [String] {
        try ReportComparison.compare(file: Array(text.utf8), rebuiltFrom: rebuilt).map(\.path)
    }

    @Test func `given an edit of the visible page, when compared, then its line is found`() throws {
        let document = Samples.compliance(SampleCalls.refused())
        let page = HTMLReport.render(document)
            .replacingOccurrences(
                of: "<h1>Nothing was captured: somebody refused</h1>",
                with: "<h1>Prior consent is proven</h1>"
            )
        let found = try ReportComparison.compare(file: Array(page.utf8), rebuiltFrom: document)
        #expect(found.count == 1)
        #expect(found.first?.path.hasPrefix("html line ") == true)
        #expect(found.first?.found == "<h1>Prior consent is proven</h1>")
    }

    @Test func `given an edit of the embedded report, when compared, then the leaf is found`()
        throws
    {
        var document = Samples.compliance(SampleCalls.refused())
        let rebuilt = document
        document.verdict.code = "proven"
        #expect(try differences(HTMLReport.render(document), rebuilt) == ["verdict.code"])
        #expect(try differences(JSONReport.render(document), rebuilt) == ["verdict.code"])
    }

    @Test func `given a row too many or too few, when compared, then it is found`() throws {
        var document = Samples.compliance(SampleCalls.rich())
        let rebuilt = document
        document.sections[4].tables[1].rows.removeLast()
        let missing = document.sections[4].tables[1].rows.count
        #expect(
            try differences(JSONReport.render(document), rebuilt)
                == ["sections.4.tables.1.rows.\(missing)"]
        )
    }

    @Test func `given another root hash, when compared, then the checkpoint is found`() throws {
        let document = Samples.compliance(SampleCalls.rich())
        var rebuilt = document
        rebuilt.checkpoint.root = "AAAA"
        #expect(try differences(JSONReport.render(document), rebuilt) == ["checkpoint.root"])
    }

    @Test func `given an erasure since, when compared, then what reads erased is no difference`()
        throws
    {
        let call = SampleCalls.rich()
        let everyone: Set = [call.rep, SampleCalls.lee, SampleCalls.kim]
        for people in [[SampleCalls.lee], [call.rep], everyone] as [Set<Pseudonym>] {
            let review = HTMLReport.render(Samples.review(call))
            #expect(try differences(review, Samples.review(call, erasing: people)) == [])
            let compliance = HTMLReport.render(Samples.compliance(call, withNames: true))
            let after = Samples.compliance(call, withNames: true, erasing: people)
            #expect(try differences(compliance, after) == [])
            #expect(Samples.texts(after).contains("erased"))
        }
    }

    @Test
    func `given a report made after an erasure, when words are put back, then they are found`()
        throws
    {
        let call = SampleCalls.rich()
        let before = Samples.review(call, erasing: [SampleCalls.lee])
        let found = try differences(JSONReport.render(before), Samples.review(call))
        #expect(!found.isEmpty)
    }

    @Test
    func `given bytes that are no report, when parsed, then the error says what was expected`() {
        #expect(throws: ReportFile.ParsingError.noReport) {
            try ReportFile(parsing: Array("<html></html>".utf8))
        }
        #expect(throws: ReportFile.ParsingError.notAReport) {
            try ReportFile(parsing: Array("{\"format\":\"another\"}".utf8))
        }
        #expect(throws: ReportFile.ParsingError.self) {
            try ReportFile(parsing: Array("{ }".utf8))
        }
    }

    @Test func `given a report, when it is made again from its own page, then nothing differs`()
        throws
    {
        let call = SampleCalls.rich(.live)
        let file = try ReportFile(
            parsing: Array(HTMLReport.render(Samples.compliance(call, withNames: true)).utf8)
        )
        let rebuilt = ComplianceDocument.make(
            Folded(ComplianceReport(call: call.call), folding: call.log.events),
            in: ReportContext(
                remaking: file.document,
                root: Array(repeating: 0xA5, count: 32),
                labels: Samples.labels
            )
        )
        #expect(ReportComparison.compare(file: file, rebuiltFrom: rebuilt) == [])
    }
}
