import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of each change of consent` {
    private let lee = SampleCalls.lee

    /// A table of the ledger's section.
    private func table(_ key: String, of call: CallRecorder) -> ReportSection.Table? {
        Samples.compliance(call).sections[4].tables.first { $0.key == key }
    }

    /// The cells under a column.
    private func cells(_ column: String, of table: ReportSection.Table?) throws -> [String] {
        let table = try #require(table)
        let place = try #require(table.columns.firstIndex(of: column))
        return table.rows.map { $0.cells[place] }
    }

    @Test func `given a call, when reported, then each change shows the standing before it`() throws
    {
        var call = CallRecorder()
        call.open(.live)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.notice(lee, sentAt: 0.4, shownAt: 1)
        call.grant(lee, [.storage, .liveTranscription], at: 4)
        call.withdraw(lee, [.storage, .sharing], at: 9)
        let changes = table("changes", of: call)
        #expect(
            try cells("Before", of: changes) == [
                "Not asked", "Notice sent", "Notice shown",
                "Storage: Agreed; Sharing: Notice shown",
            ]
        )
        #expect(
            try cells("Standing", of: changes) == [
                "Notice sent", "Notice shown", "Agreed", "Withdrew",
            ]
        )
        #expect(table("terms", of: call) == nil)
    }

    /// A call in which Lee grants both opening purposes in the fourth second, on stated terms.
    private func granted() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        var grant = ConsentGranted(
            purposes: [.liveTranscription, .storage],
            act: .init(means: "click", options: ["allow", "refuse"], noticeDigest: "00")
        )
        func granted(
            _ purpose: Purpose,
            until end: ConsentRecord.Standings.End
        ) -> ConsentRecord.Standings {
            .init(
                [purpose],
                before: .disclosed,
                after: .granted,
                legalBasis: .consent,
                from: call.time(4),
                until: end
            )
        }
        var record = ConsentRecord(
            standings: [
                granted(.liveTranscription, until: .callEnds),
                granted(.storage, until: .retentionEnds),
            ],
            gateBefore: .closed,
            gateAfter: .closed
        )
        record.withdrawBy = .applies("any time")
        grant.record = record
        call.record(grant, of: lee, at: 4, actor: .participant)
        return call
    }

    @Test func `given what an event states, when reported, then it is told how long it holds`()
        throws
    {
        let call = granted()
        let terms = table("terms", of: call)
        #expect(try cells("Purposes", of: terms) == ["Live transcription", "Storage"])
        #expect(try cells("From", of: terms) == ["0:00:04.000", "0:00:04.000"])
        #expect(
            try cells("Until", of: terms) == [
                "the end of the call", "no end is set",
            ]
        )
        #expect(
            try cells("Can be taken back", of: terms) == [
                "while the call runs", "while the call runs",
            ]
        )
        let page = CSVReport.render(Samples.compliance(call))
        #expect(page.contains("5,terms.2.5,no end is set,"))
    }

    @Test func `given a grant that has ended, when reported, then it says when and by which entry`()
        throws
    {
        var call = granted()
        call.withdraw(lee, [.storage, .sharing], at: 9)
        #expect(
            try cells("Until", of: table("terms", of: call)) == [
                "the end of the call", "0:00:09.000, entry 3: taken back",
            ]
        )
        call.grant(lee, [.storage], at: 12)
        call.record(ConsentExpired(purposes: [.liveTranscription]), of: lee, at: 60)
        #expect(
            try cells("Until", of: table("terms", of: call)) == [
                "0:01:00.000, entry 5: ended with the call", "0:00:09.000, entry 3: taken back",
            ]
        )
        var twice = granted()
        twice.grant(lee, at: 20)
        #expect(
            try cells("Until", of: table("terms", of: twice)) == [
                "0:00:20.000, entry 3: replaced by a newer one",
                "0:00:20.000, entry 3: replaced by a newer one",
            ]
        )
    }

    @Test func `given any call, when reported, then no right is promised that nobody can use`() {
        for call in [SampleCalls.rich(), SampleCalls.refused(), SampleCalls.asserted()] {
            let texts = Samples.texts(Samples.compliance(call))
            for words in ["any time", "its retention", "longer retention", "asked for an erasure"] {
                #expect(!texts.contains { $0.contains(words) }, "\(words)")
            }
            let back = texts.contains {
                $0.hasPrefix("What holds can be taken back while the call runs, and not after")
            }
            #expect(back == (call.call.text != "sample-asserted"))
        }
    }
}
