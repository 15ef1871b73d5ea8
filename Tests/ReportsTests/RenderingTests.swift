import AsideTesting
import Events
import Foundation
import Projections
import Reports
import Testing

@Suite struct `A report's renderings` {
    private var documents: [ReportDocument] {
        [
            Samples.compliance(SampleCalls.rich()),
            Samples.compliance(SampleCalls.rich(), withNames: true),
            Samples.compliance(SampleCalls.rich(.live)),
            Samples.compliance(SampleCalls.rich(.live, breaking: true)),
            Samples.compliance(SampleCalls.refused()), Samples.compliance(SampleCalls.asserted()),
            Samples.review(SampleCalls.rich()), Samples.review(SampleCalls.refused()),
            Samples.review(SampleCalls.rich(), erasing: [SampleCalls.lee]),
        ]
    }

    @Test func `given a document, when rendered, then HTML and JSON carry it back unchanged`()
        throws
    {
        for (number, document) in documents.enumerated() {
            let page = HTMLReport.render(document)
            try Samples.keep(page, as: "\(number)-\(document.kind.rawValue).html")
            let html = try ReportFile(parsing: Array(page.utf8))
            #expect(html.form == .html)
            #expect(html.document == document)
            let json = try ReportFile(parsing: Array(JSONReport.render(document).utf8))
            #expect(json.form == .json)
            #expect(json.document == document)
            #expect(try Samples.comparison(page, document).differences == [])
            let csv = CSVReport.render(document)
            #expect(try ReportFile(parsing: Array(csv.utf8)).form == .csv)
            #expect(try Samples.comparison(csv, document).differences == [])
        }
    }

    @Test func `given a document, when written as CSV, then every value of it is there once`() {
        for document in documents {
            let csv = CSVReport.render(document)
            #expect(csv.hasPrefix("section,key,value,index\r\n"))
            #expect(csv.contains("0,verdict.code,\(document.verdict.code),\r\n"))
            var expected = 1 + 15 + 3 * document.exceptions.count
            for section in document.sections {
                expected += 1 + section.paragraphs.count + section.facts.count
                expected += section.tables.reduce(0) {
                    $0 + 1 + $1.columns.count * ($1.rows.count + 1)
                }
                expected += 2 * (section.figure?.bars?.count ?? 0)
            }
            #expect(csv.split(separator: "\r\n", omittingEmptySubsequences: true).count == expected)
        }
    }

    @Test func `given exceptions and notes, when rendered, then each form tells them apart`() throws
    {
        var document = Samples.compliance(SampleCalls.rich(breaking: true))
        let last = document.exceptions.count
        document.exceptions[last - 1].text = "Known."
        document.exceptions[last - 1].kind = .note
        #expect(CSVReport.render(document).contains("0,exceptions.\(last).kind,note,"))
        #expect(JSONReport.render(document).contains("\"kind\":\"note\",\"text\":\"Known.\"}"))
        let page = HTMLReport.render(document)
        #expect(page.contains("<li>Note: Known. "))
        document.exceptions[last - 1].kind = nil
        let old = HTMLReport.render(document)
        #expect(old.contains("<li>Known. "))
        #expect(try ReportFile(parsing: Array(old.utf8)).document == document)
    }

    @Test
    func `given a formula, a quote and a line break, when written as CSV, then none acts`() throws {
        var document = Samples.compliance(SampleCalls.refused())
        document.title = "=HYPERLINK(\"x\")"
        document.verdict.headline = "one\ntwo, \"three\""
        document.verdict.detail = "-1"
        let csv = CSVReport.render(document)
        #expect(csv.contains("0,title,\"'=HYPERLINK(\"\"x\"\")\",\r\n"))
        #expect(csv.contains("0,verdict.headline,\"one\ntwo, \"\"three\"\"\",\r\n"))
        #expect(csv.contains("0,verdict.detail,\"'-1\",\r\n"))
        let file = try ReportFile(parsing: Array(csv.utf8))
        #expect(file.document.title == document.title)
        #expect(file.document.verdict == document.verdict)
        #expect(file.document.checkpoint == document.checkpoint)
    }

    @Test func `given words that are markup, when rendered as HTML, then they stay words`() throws {
        var document = Samples.review(SampleCalls.rich())
        let hostile = "</script><script>alert(1)</script>\"\u{301} onload='x' \\u003c \\"
        document.sections[0].facts[0].value = hostile
        let page = HTMLReport.render(document)
        #expect(page.components(separatedBy: "<script").count == 2)
        let escaped = "&quot;\u{301} onload=&#39;x&#39;"
        #expect(Data(page.utf8).range(of: Data(escaped.utf8)) != nil)
        let file = try ReportFile(parsing: Array(page.utf8))
        #expect(file.document.sections[0].facts[0].value == hostile)
    }

    @Test func `given figures, when rendered, then each says in words what it shows`() {
        let review = HTMLReport.render(Samples.review(SampleCalls.rich()))
        #expect(review.contains("role=\"img\" aria-label=\"Dana, Sales rep: "))
        let compliance = HTMLReport.render(Samples.compliance(SampleCalls.rich()))
        let gate = "; Gate, as the log tells it: closed, 0:00:00.000 to 0:00:04.000, open, "
        #expect(compliance.contains(gate))
        #expect(compliance.contains("; first capture 0:00:"))
    }

    @Test func `given a name that is markup or too long, when drawn, then it stays in its place`()
        throws
    {
        var document = Samples.review(SampleCalls.rich())
        let name = "\"><script>" + String(repeating: "n", count: 60)
        document.sections[1].figure?.bars?[0].label = name
        let page = HTMLReport.render(document)
        #expect(page.components(separatedBy: "<script").count == 2)
        let escaped = "&quot;&gt;&lt;script&gt;"
        let cut = escaped + String(repeating: "n", count: 15) + "…</text>"
        #expect(page.contains("aria-label=\"\(escaped)nnn"))
        #expect(page.contains(cut))
    }

    @Test func `given words that are too long for a column, when set, then they may break`() {
        var document = Samples.review(SampleCalls.rich())
        let rows = document.sections[6].tables[0].rows.count
        let long = "see " + String(repeating: "w", count: 31)
        document.sections[6].tables[0].rows[rows - 1].cells[4] = long
        let page = HTMLReport.render(document)
        #expect(page.contains("<td class=\"long\"><span>\(long)</span> <span></span></td>"))
        document.sections[6].tables[0].rows[rows - 1].cells[4] = "Let us meet (at noon, UTC)"
        let plain = "<td class=\"\"><span>Let us meet (at noon, UTC)</span> <span></span></td>"
        #expect(HTMLReport.render(document).contains(plain))
        let moment = "0:00:04.000 (2026-11-22 18:22:53.000 UTC)"
        document.sections[6].tables[0].rows[rows - 1].cells[4] = moment
        let both = "<span>0:00:04.000</span> <span>(2026-11-22 18:22:53.000 UTC)</span>"
        #expect(HTMLReport.render(document).contains(both))
    }

    /// Where the figures of a page put things from left to right, and how wide these are.
    private func places(in page: String) -> [Int] {
        page.matches(of: /\b(?:x|x1|x2|width)="(-?[0-9]+)"/).map { Int($0.1) ?? .max }
    }

    @Test(
        arguments: [
            (1, -JSON.largestInteger, JSON.largestInteger),
            (JSON.largestInteger, JSON.largestInteger, -JSON.largestInteger),
            (-JSON.largestInteger, 0, JSON.largestInteger), (0, 0, 0),
        ] as [(Int64, Int64, Int64)]
    )
    func `given a file with times out of bounds, when it is compared, then its figure is drawn`(
        duration: Int64,
        from: Int64,
        until: Int64
    ) throws {
        let honest = Samples.compliance(SampleCalls.rich())
        var document = honest
        document.sections[5].figure?.timeline?.durationMicros = duration
        document.sections[5].figure?.timeline?.lanes[0].spans[0].fromMicros = from
        document.sections[5].figure?.timeline?.lanes[0].spans[0].untilMicros = until
        document.sections[5].figure?.timeline?.marks[0].atMicros = from
        let page = HTMLReport.render(document)
        #expect(places(in: page).allSatisfy { (0...720).contains($0) })
        #expect(page.components(separatedBy: "<line class=\"tick\"").count - 1 <= 9)
        let found = try Samples.comparison(page, honest).differences
        #expect(found.contains { $0.path == "sections.5.figure.timeline.duration_micros" })
    }

    @Test(arguments: [-JSON.largestInteger, JSON.largestInteger])
    func `given a file with shares out of bounds, when it is compared, then its figure is drawn`(
        perMille: Int64
    ) throws {
        let honest = Samples.review(SampleCalls.rich())
        var document = honest
        document.sections[1].figure?.bars?[0].perMille = Int(perMille)
        let page = HTMLReport.render(document)
        #expect(places(in: page).allSatisfy { (0...720).contains($0) })
        let found = try Samples.comparison(page, honest).differences
        #expect(found.map(\.path) == ["sections.1.figure.bars.0.per_mille"])
    }

    @Test func `given a page, when it is opened, then it loads nothing from anywhere`() {
        for document in documents {
            let page = HTMLReport.render(document)
            for loading in ["src=", "http://", "https://", "url(\"", "@import", "<link"] {
                #expect(!page.contains(loading), "\(loading)")
            }
        }
    }
}
