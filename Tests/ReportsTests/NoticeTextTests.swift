import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `The words of notices` {
    /// The digest that the sample calls have of every notice.
    private static let digest = String(repeating: "c0de", count: 16)

    private func report(
        _ texts: [String: String],
        erasing people: Set<Pseudonym> = []
    ) -> ReportDocument {
        let call = SampleCalls.rich()
        var context = Samples.context(call)
        context.noticeTexts = texts
        let folded = Folded<ComplianceReport>(
            ComplianceReport(call: call.call),
            folding: call.log.events(erasing: people)
        )
        return ComplianceDocument.make(folded, in: context)
    }

    private func words(_ report: ReportDocument) -> [[String]] {
        report.sections[3].tables.first { $0.key == "notice-texts" }?.rows.map(\.cells) ?? []
    }

    @Test func `given texts, when reported, then the words stand once beside their digest`() throws
    {
        let document = report([Self.digest: "May it <listen>?\nIt writes.\nAllow"])
        #expect(words(document) == [[Self.digest, "May it <listen>?\nIt writes.\nAllow"]])
        let page = HTMLReport.render(document)
        #expect(page.contains("<td class=\"lines\"><span>May it &lt;listen&gt;?\nIt writes."))
        #expect(try Samples.comparison(page, document).differences.isEmpty)
    }

    @Test func `given no text of a digest, when reported, then it says so`() {
        let told = [[Self.digest, "the text of this digest is not installed here"]]
        #expect(words(report([:])) == told)
        #expect(words(report(["beef": "Another"])) == told)
    }

    @Test func `given an erased disclosure, when reported, then words that need it read erased`()
        throws
    {
        let call = SampleCalls.rich()
        let everyone: Set = [call.rep, SampleCalls.lee, SampleCalls.kim]
        let erased = report([:], erasing: everyone)
        #expect(words(erased) == [[Self.digest, "erased"]])
        let before = JSONReport.render(report([Self.digest: "May it listen?"]))
        let found = try Samples.comparison(before, erased, erasedSince: true)
        #expect(found.differences.isEmpty)
    }
}
