import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of people who are not of age` {
    private let lee = SampleCalls.lee

    /// A live call in which somebody is heard and then turns out not to be of age.
    private func turnedOut() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.notice(lee, sentAt: 0.4, shownAt: 1)
        let grant = call.grant(lee, at: 4)
        call.openGate(relyingOn: [basis, grant], at: 4)
        call.say(lee, "Hello.", from: 5, to: 6)
        call.record(ParticipantChanged(minor: true), of: lee, at: 10, actor: .room)
        call.record(GateClosed(reasons: [.minor], droppedLines: [:]), at: 10)
        return call
    }

    private func report(_ call: CallRecorder) -> ReportDocument {
        var call = call
        call.end(at: 60)
        return Samples.compliance(call)
    }

    private func rows(_ report: ReportDocument) -> [[String]] {
        let tables = report.sections[9].tables
        return tables.first { $0.key == "minors" }?.rows.map { Array($0.cells.dropFirst(2)) } ?? []
    }

    private func words(_ report: ReportDocument) -> String? {
        let features = report.sections[9].tables.first { $0.key == "features" }
        return features?.rows.first { $0.cells[0] == "Minors" }?.cells[2]
    }

    @Test func `given somebody who was heard before it was known, then that is noted, and counted`()
    {
        let report = report(turnedOut())
        #expect(
            rows(report) == [
                [lee.text, "Prospect", "1", "0", "0", "kept: no deletion term was started"]
            ]
        )
        #expect(
            words(report) == "One person was said not to be of age: see the table. While one was "
                + "known to be there, nothing was captured. No grants of theirs were rejected."
        )
        #expect(report.exceptions.map(\.code) == ["minor-captured-before"])
        #expect(
            report.exceptions.first?.text == "Since 2026-11-22 18:22:59.000 UTC participant "
                + "\(lee.text) is known not to be of age. Captured of them before: one line, no "
                + "frames. That is kept unless it is erased; section 10 says what became of it."
        )
        #expect(report.verdict.code == "unproven")
        #expect(report.verdict.headline.hasSuffix("somebody was heard or seen who is not of age"))
    }

    @Test func `given what they had agreed to before, then the ledger says that it cannot count`() {
        func told(_ call: CallRecorder) -> (standings: Set<String>, isSaid: Bool) {
            let section = report(call).sections[4]
            let row = section.tables.first { $0.key == "standing" }?.rows.first {
                $0.cells[0] == lee.text
            }
            let isSaid = section.paragraphs.contains { $0.hasPrefix("Nobody can agree for") }
            return (Set(row?.cells.dropFirst(2) ?? []), isSaid)
        }
        var call = turnedOut()
        #expect(told(call).standings == ["Agreed; not of age, so not to be relied on"])
        #expect(told(call).isSaid)
        call.withdraw(lee, at: 13)
        #expect(told(call).standings == ["Withdrew"])
        var known = CallRecorder()
        known.open(.live)
        known.join(lee, .prospect, name: "Lee", region: "DE", minor: true, at: 1)
        #expect(told(known).standings == ["Not asked"])
        #expect(!told(known).isSaid)
    }

    @Test func `given a withdrawal after that, then what was heard has its deletion term`() {
        var call = turnedOut()
        call.withdraw(lee, at: 13)
        #expect(rows(report(call)).map(\.last) == ["deletion term: running"])
    }

    @Test func `given somebody known from the start, then nothing is noted`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(lee, .prospect, name: "Lee", region: "DE", minor: true, at: 1)
        let report = report(call)
        #expect(rows(report) == [[lee.text, "Prospect", "0", "0", "0", "–"]])
        #expect(report.exceptions.isEmpty)
    }

    @Test func `given something captured beside them, then the report no longer says otherwise`() {
        var call = turnedOut()
        call.say(lee, "Still here.", from: 20, to: 21)
        let report = report(call)
        #expect(words(report)?.contains("Something was captured while one was there") == true)
        #expect(rows(report).map { $0[4] } == ["1"])
        #expect(report.verdict.code == "exceptions")
    }
}
