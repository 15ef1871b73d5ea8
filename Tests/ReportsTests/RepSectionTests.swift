import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of the rep` {
    private func begun() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        return call
    }

    private func section(_ call: CallRecorder) -> ReportSection {
        Samples.compliance(call).sections[10]
    }

    private func rows(_ call: CallRecorder) -> [[String]] {
        let table = section(call).tables.first { $0.key == "basis" }
        return table?.rows.map { Array($0.cells.suffix(3)) } ?? []
    }

    private func standing(_ call: CallRecorder) -> String? {
        section(call).facts.first { $0.key == "standing" }?.value
    }

    private static let lacking = "The log holds neither a basis nor an agreement of the rep."

    @Test func `given a rep who takes their basis back, when reported, then that is shown`() {
        var call = begun()
        call.basis(at: 0.2)
        let basis = ["Recorded basis", "works-agreement:2026-03", "All seven purposes"]
        #expect(rows(call) == [basis])
        #expect(standing(call) == "Recorded basis")
        call.withdraw(call.rep, at: 10)
        #expect(rows(call) == [basis, ["Withdrew", "scripted, consent", "All seven purposes"]])
        #expect(standing(call) == "Withdrew")
        #expect(!section(call).paragraphs.contains(Self.lacking))
    }

    @Test func `given a rep who lets the time pass, when reported, then no agreement is shown`() {
        var call = begun()
        call.notice(call.rep, sentAt: 0.2, shownAt: 0.5)
        #expect(rows(call).isEmpty)
        #expect(section(call).paragraphs.contains(Self.lacking))
        call.record(ConsentTimedOut(purposes: Purpose.allCases), of: call.rep, at: 120)
        #expect(rows(call) == [["No answer in time", "–", "All seven purposes"]])
        #expect(section(call).paragraphs.contains(Self.lacking))
        #expect(standing(call) == "No answer in time")
    }

    @Test func `given several notices, when reported, then the one that counts now is shown`() {
        func told(_ call: CallRecorder) -> [String?] {
            ["notice", "notice-shown"].map { key in
                section(call).facts.first { $0.key == key }?.value
            }
        }
        var call = begun()
        #expect(told(call) == ["none recorded", "–"])
        call.notice(call.rep, sentAt: 1, shownAt: nil)
        call.basis(at: 2)
        call.notice(call.rep, sentAt: 20, shownAt: nil)
        let second = "sent \(moment(20, in: call)), channel script"
        #expect(told(call) == [second, "not attested"])
        call.notice(call.rep, sentAt: 30, shownAt: 31)
        let third = "sent \(moment(30, in: call)), channel script"
        #expect(told(call) == [third, "\(moment(31, in: call)): client attested display"])
        call.withdraw(call.rep, at: 40)
        call.notice(call.rep, sentAt: 50, shownAt: nil)
        #expect(told(call)[0] == third)
    }

    /// A moment of the first minute as reports write it.
    private func moment(_ second: Int, in call: CallRecorder) -> String {
        let utc = call.time(Double(second)).description
        return "0:00:\(second).000 (\(utc.prefix(10)) \(utc.dropFirst(11).prefix(12)) UTC)"
    }
}
