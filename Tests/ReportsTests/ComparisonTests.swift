import AsideTesting
import Events
import Foundation
import Projections
import Reports
import Testing

@Suite struct `Comparing a report with the log` {
    private func differences(_ text: String, _ rebuilt: ReportDocument) throws -> [String] {
        try Samples.comparison(text, rebuilt).differences.map(\.path)
    }

    @Test func `given an edit of the visible page, when compared, then its line is found`() throws {
        let document = Samples.compliance(SampleCalls.refused())
        let page = HTMLReport.render(document)
            .replacingOccurrences(
                of: "<h1>Nothing was captured: somebody refused</h1>",
                with: "<h1>Prior consent is proven</h1>"
            )
        let found = try Samples.comparison(page, document).differences
        #expect(found.count == 1)
        #expect(found.first?.path.hasPrefix("html line ") == true)
        #expect(found.first?.found == "<h1>Prior consent is proven</h1>")
    }

    @Test func `given another style, when compared, then that is said and is no difference`()
        throws
    {
        let document = Samples.compliance(SampleCalls.refused())
        let page = HTMLReport.render(document)
        let restyled = page.replacingOccurrences(of: "--ink:#16191d", with: "--ink:#000\n")
        #expect(restyled != page)
        let found = try Samples.comparison(restyled, document)
        #expect(found.differences == [])
        #expect(found.hasOtherStyle)
        #expect(
            found.verdict.hasPrefix(
                "The report says what the log says. Its style is not this version's"
            )
        )
        #expect(try !Samples.comparison(page, document).hasOtherStyle)
    }

    @Test(
        arguments: [
            ("</style>\n</head>", "</STYLE><p>Proven</p><style>\n</style>\n</head>"),
            ("</style>\n</head>", "</style>\n<style>h1{display:none}</style>\n</head>"),
            ("<style>\n", "<style media=print>\n"),
            ("<h1>", "<style>h1{display:none}</style><h1>"),
        ] as [(String, String)]
    )
    func `given more than another text in the page's style, when compared, then it is found`(
        text: String,
        replacement: String
    ) throws {
        let document = Samples.compliance(SampleCalls.refused())
        let page = HTMLReport.render(document)
            .replacingOccurrences(of: "--ink:#16191d", with: "--ink:#000")
            .replacingOccurrences(of: text, with: replacement)
        let differences = try differences(page, document)
        #expect(differences.count == 1)
        #expect(differences.first?.hasPrefix("html line ") == true)
    }

    @Test func `given an edit of the embedded report, when compared, then the leaf is found`()
        throws
    {
        var document = Samples.compliance(SampleCalls.refused())
        let rebuilt = document
        document.verdict.code = "proven"
        #expect(try differences(HTMLReport.render(document), rebuilt) == ["verdict.code"])
        #expect(try differences(JSONReport.render(document), rebuilt) == ["verdict.code"])
        #expect(try differences(CSVReport.render(document), rebuilt) == ["row 14.value"])
    }

    @Test func `given a CSV with a record too many, or torn, when read, then it is found`() throws {
        let document = Samples.compliance(SampleCalls.rich())
        let csv = CSVReport.render(document)
        let rows = csv.components(separatedBy: "\r\n").count
        let paths = ["section", "key", "value", "index"].map { "row \(rows).\($0)" }
        #expect(try differences(csv + "19,text.1,Proven,\r\n", document) == paths)
        let torn = [
            csv + "19,text.1\r\n", csv + "19,text.1,\"Proven,\r\n", csv + "19,text.1,Proven,\n",
            csv.replacingOccurrences(of: "0,call,sample-1,\r\n", with: ""),
        ]
        for text in torn {
            #expect(throws: ReportFile.ParsingError.notAReport) {
                try ReportFile(parsing: Array(text.utf8))
            }
        }
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

    private static let everyone: Set = [CallRecorder().rep, SampleCalls.lee, SampleCalls.kim]

    @Test(arguments: [[SampleCalls.lee], [CallRecorder().rep], everyone] as [Set<Pseudonym>])
    func `given an erasure since, when compared, then words are not checkable and no difference`(
        people: Set<Pseudonym>
    ) throws {
        let call = SampleCalls.rich()
        let pairs = [
            (Samples.review(call), Samples.review(call, erasing: people)),
            (
                Samples.compliance(call, withNames: true),
                Samples.compliance(call, withNames: true, erasing: people)
            ),
        ]
        for (before, after) in pairs {
            #expect(Samples.texts(after).contains("erased"))
            let files = [
                HTMLReport.render(before), JSONReport.render(before), CSVReport.render(before),
            ]
            for text in files {
                let found = try Samples.comparison(text, after, erasedSince: true)
                #expect(found.differences == [])
                #expect(!found.notCheckable.isEmpty)
                #expect(found.verdict.hasSuffix("erased since and are NOT confirmed."))
            }
            let honest = try Samples.comparison(
                JSONReport.render(after),
                after,
                erasedSince: true
            )
            #expect(honest.notCheckable.isEmpty)
            #expect(honest.verdict == "The report says what the log says.")
        }
    }

    @Test
    func `given no erasure since, when words stand where the log has none, then they differ`()
        throws
    {
        let call = SampleCalls.rich()
        let erased = Samples.review(call, erasing: [SampleCalls.lee])
        var forged = erased
        let row = try #require(
            forged.sections[6].tables[0].rows.firstIndex { $0.cells.last == "erased" }
        )
        forged.sections[6].tables[0].rows[row].cells[4] = "I will sign today."
        let path = "sections.6.tables.0.rows.\(row).cells.4"
        let csv = CSVReport.render(forged)
        let line = try #require(
            csv.components(separatedBy: "\r\n").firstIndex { $0.contains("I will sign today.") }
        )
        let files = [
            (HTMLReport.render(forged), path), (JSONReport.render(forged), path),
            (csv, "row \(line + 1).value"),
        ]
        for (text, path) in files {
            let found = try Samples.comparison(text, erased)
            #expect(found.differences.map(\.path) == [path])
            #expect(found.notCheckable.isEmpty)
            #expect(found.verdict == "The report differs from what the log says in one place.")
            let since = try Samples.comparison(text, erased, erasedSince: true)
            #expect(since.differences.isEmpty)
            #expect(since.notCheckable == [path])
            #expect(
                since.verdict
                    == "What can still be checked says what the log says; one place holds "
                    + "words that have been erased since and are NOT confirmed."
            )
        }
    }

    @Test
    func `given an erasure since, when something else was edited, then that is a difference`()
        throws
    {
        let call = SampleCalls.rich()
        var edited = Samples.review(call)
        edited.verdict.code = "quiet"
        let erased = Samples.review(call, erasing: [SampleCalls.lee])
        let found = try Samples.comparison(JSONReport.render(edited), erased, erasedSince: true)
        #expect(found.differences.map(\.path) == ["verdict.code"])
        #expect(found.verdict == "The report differs from what the log says in one place.")
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
        #expect(ReportComparison(of: file, with: rebuilt, erasedSince: false).differences == [])
    }
}
