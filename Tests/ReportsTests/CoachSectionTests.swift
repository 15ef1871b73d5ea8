import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of the coach` {
    private let lee = SampleCalls.lee

    /// A call whose gate opens in the fourth second, and Lee says something.
    private func begun() -> (call: CallRecorder, line: StreamVersion) {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.openGate(relyingOn: [basis, call.grant(lee, at: 4)], at: 4)
        let line = call.say(lee, "It is too dear.", from: 5, to: 6)
        return (call, line)
    }

    @Test func `given nudges, when reported, then each names the one whom it was for`() throws {
        let (spoken, line) = begun()
        var call = spoken
        _ = call.nudge(1, answering: line, headline: "ROI", derivedFrom: [lee], at: 7)
        let decided = NudgeID("decided")
        call.record(
            NudgeDecided(nudge: decided, line: line),
            of: call.rep,
            at: 8,
            actor: .coach
        )
        let stray = NudgeID("stray")
        call.record(NudgeDecided(nudge: stray, line: line), of: call.rep, at: 9, actor: .coach)
        call.record(
            NudgeSent(
                nudge: stray,
                line: line,
                channel: "recorder",
                expiresAt: call.time(30),
                sinceWordsMicros: 1
            ),
            of: lee,
            at: 9,
            actor: .coach
        )
        let section = Samples.compliance(call).sections[8]
        let table = try #require(section.tables.first { $0.key == "nudges" })
        let place = try #require(table.columns.firstIndex(of: "Destination"))
        #expect(table.rows.map { $0.cells[place] } == [call.rep.text, call.rep.text, lee.text])
    }

    @Test func `given any call, when reported, then masking claims no more than digits in a line`()
    {
        let report = Samples.compliance(begun().call)
        let features = report.sections[9].tables.first { $0.key == "features" }
        let masking = features?.rows.first { $0.cells[0] == "Card numbers and codes" }
        #expect(
            masking?.cells[1] == "Masked before storage where written in digits in one line"
        )
        #expect(report.sections[17].paragraphs.contains { $0.contains("“four one one one”") })
    }

    @Test func `given entries of an unknown type, when reported, then they are named`() throws {
        func section(_ call: CallRecorder) -> ReportSection { Samples.compliance(call).sections[9] }
        func said(_ call: CallRecorder) -> String? {
            section(call).tables.first { $0.key == "features" }?.rows.first?.cells[2]
        }
        var call = begun().call
        let none = "No entry of this call holds such a thing, and this build writes none."
        #expect(said(call) == none)
        #expect(!section(call).tables.contains { $0.key == "unknown" })
        let sensed = call.record(Sensed(), of: lee, at: 7, actor: .coach)
        #expect(
            said(call) == "This build writes none. What it does not know stands at "
                + "entry \(sensed.index.value): see the table of them."
        )
        call.record(Sensed(), of: lee, at: 9000, actor: .coach, in: .after(call.call))
        let table = try #require(section(call).tables.first { $0.key == "unknown" })
        #expect(table.rows.map { $0.cells[2] } == ["aside.sense.mood", "aside.sense.mood"])
        #expect(table.rows.first?.index == sensed.index)
        #expect(said(call)?.contains("2 entries of this call") == true)
    }
}

/// What nothing here writes.
private struct Sensed: Fact {
    static let type = EventType(rawValue: "aside.sense.mood")
}
