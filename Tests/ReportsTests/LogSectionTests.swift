import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of the log` {
    @Test func `given any call, when reported, then it names entries and no versions of a stream`()
        throws
    {
        let report = Samples.compliance(SampleCalls.rich())
        let facts = Dictionary(
            uniqueKeysWithValues: report.sections[12].facts.map { ($0.key, $0.value) }
        )
        #expect(facts["events"] == "37, the last at entry 38; none missing")
        #expect(facts["seal"]?.hasPrefix("covers 36 events, the last at entry 37;") == true)
        let nudges = try #require(report.sections[8].tables.first { $0.key == "nudges" })
        #expect(nudges.rows.map { $0.cells[2] } == ["entry 15"])
        let texts = Samples.texts(report)
        #expect(!texts.contains { $0.contains(/\bversions? [0-9]/) })
    }

    @Test func `given the checkpoint's signature, when reported, then key and lines are shown`()
        throws
    {
        let call = SampleCalls.rich()
        var context = Samples.context(call)
        func report() -> ReportDocument {
            ComplianceDocument.make(
                Folded<ComplianceReport>(
                    ComplianceReport(call: call.call),
                    folding: call.log.events
                ),
                in: context
            )
        }
        func fact(_ key: String) -> String? {
            report().sections[12].facts.first { $0.key == key }?.value
        }
        func commands() -> [String] {
            let table = report().sections[16].tables.first { $0.key == "checkpoint" }
            return table?.rows.map { $0.cells[1] } ?? []
        }
        #expect(fact("key_name") == "not recorded")
        #expect(commands().count == 1)
        let line = "\u{2014} example.com/foo Uw05Cg=="
        context.signature = ReportDocument.TreeHeadSignature(
            key: "example.com/foo+530d903a+Aek+yeRr",
            lines: [line]
        )
        #expect(fact("key_name") == "example.com/foo")
        #expect(fact("key_id") == "530d903a")
        #expect(fact("signature_1") == line)
        #expect(commands().count == 2)
        #expect(commands().last?.contains("printf '%s\\n' 'example.com/foo' 40 'paWl") == true)
        let made = report()
        #expect(made.checkpoint.signature == context.signature)
        let file = try ReportFile(parsing: Array(HTMLReport.render(made).utf8))
        #expect(file.document == made)
        let table = try ReportFile(parsing: Array(CSVReport.render(made).utf8))
        #expect(table.document.checkpoint == made.checkpoint)
        #expect(made.sections[16].paragraphs.contains { $0.contains("whose id is 530d903a") })
    }
}
