import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of deletion` {
    private let lee = SampleCalls.lee

    /// A live call in which somebody is heard and then takes back what is given.
    private func withdrawn(_ purposes: [Purpose] = Purpose.allCases) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        let grant = call.grant(lee, at: 4)
        call.openGate(relyingOn: [basis, grant], at: 4)
        call.say(lee, "Hello.", from: 5, to: 6)
        call.withdraw(lee, purposes, at: 10)
        return call
    }

    private func report(_ call: CallRecorder, after seconds: Double = 7200) -> ReportDocument {
        var context = Samples.context(call)
        context.generatedAt = call.time(seconds)
        return ComplianceDocument.make(
            Folded<ComplianceReport>(
                ComplianceReport(call: call.call),
                folding: call.log.events
            ),
            in: context
        )
    }

    private func states(_ call: CallRecorder, after seconds: Double = 7200) -> [String] {
        let tables = report(call, after: seconds).sections[14].tables
        return tables.first { $0.key == "terms" }?.rows.map { $0.cells[3] } ?? []
    }

    private func delete(from call: inout CallRecorder, at seconds: Double) {
        call.record(
            RetentionApplied(
                call: call.call,
                keyClass: .content,
                term: "withdrawal",
                endedAt: call.time(86_410)
            ),
            of: lee,
            at: seconds,
            actor: .log,
            in: .custody
        )
        call.record(
            ErasureExecuted(call: call.call, keyClass: .content, pieces: 1),
            of: lee,
            at: seconds,
            actor: .log,
            in: .custody
        )
    }

    @Test func `given a term, when it runs, ends or is carried out, then its state says so`() {
        var call = withdrawn()
        #expect(states(call) == ["running"])
        #expect(states(call, after: 86_410) == ["overdue"])
        delete(from: &call, at: 86_500)
        #expect(
            states(call, after: 90_000) == ["deleted 2026-11-23 18:24:29.000 UTC, entry 9"]
        )
    }

    @Test func `given a term carried out late, when reported, then it is an exception`() {
        var call = withdrawn()
        delete(from: &call, at: 86_410 + 9 * 86_400 + 2 * 3_600)
        let report = report(call, after: 900_000)
        let found = report.exceptions.first { $0.code == "retention-late" }
        let late = "was carried out late: 9 days 2 hours after it had ended."
        #expect(found?.text.hasSuffix(late) == true)
        #expect(states(call, after: 900_000).first?.hasSuffix("; 9 days 2 hours late") == true)
    }

    @Test func `given an agreement after a withdrawal, when reported, then the term is cancelled`()
    {
        var call = withdrawn()
        call.grant(lee, [.liveTranscription], at: 20)
        #expect(states(call) == ["running"])
        call.grant(lee, [.storage], at: 30)
        #expect(
            states(call) == ["cancelled, since they agreed again: 0:00:30.000, entry 9"]
        )
        #expect(
            states(call, after: 100_000)
                == ["cancelled, since they agreed again: 0:00:30.000, entry 9"]
        )
        call.withdraw(lee, at: 40)
        #expect(states(call).map { $0.prefix(9) } == ["cancelled", "running"])
    }

    @Test func `given no withdrawal of what is kept, when reported, then that is the reason`() {
        let call = withdrawn([.aiAnalysis, .sharing])
        #expect(states(call).isEmpty)
        #expect(
            report(call).sections[14].paragraphs.contains(
                "No deletion term was started: nobody took back storage or live transcription."
            )
        )
    }

    /// What the withdrawals' rows say of what had been captured.
    private func fates(_ call: CallRecorder) -> [String] {
        let tables = report(call).sections[7].tables
        return tables.first { $0.key == "withdrawals" }?.rows.map { $0.cells[7] } ?? []
    }

    @Test func `given a withdrawal, when reported, then it says what became of the rest`() {
        var call = withdrawn([.aiAnalysis])
        let kept = "kept: neither storage nor live transcription was taken back"
        #expect(fates(call) == [kept])
        call.withdraw(lee, [.storage], at: 20)
        #expect(fates(call) == [kept, "deletion term: running"])
        call.withdraw(lee, [.liveTranscription], at: 30)
        let runs = "deletion term of entry 8: running"
        #expect(fates(call) == [kept, "deletion term: running", runs])
        call.grant(lee, at: 40)
        let cancelled = "cancelled, since they agreed again: 0:00:40.000, entry 10"
        #expect(
            fates(call) == [
                kept, "deletion term: " + cancelled, "deletion term of entry 8: " + cancelled,
            ]
        )
        let texts = Samples.texts(report(call))
        #expect(!texts.contains { $0.contains("lawful") })
    }

    @Test func `given somebody of whom nothing came, when they withdraw, then it says so`() {
        var call = withdrawn()
        call.join(SampleCalls.kim, .colleague, name: "Kim", region: "DE", at: 20)
        call.grant(SampleCalls.kim, at: 21)
        call.withdraw(SampleCalls.kim, at: 22)
        #expect(fates(call) == ["deletion term: running", "no line or frame"])
    }

    @Test func `given a hold, when a term has ended, then the hold is said to keep the content`() {
        var call = withdrawn()
        call.record(HoldPlaced(call: call.call), of: lee, at: 20, in: .custody)
        #expect(states(call, after: 100_000) == ["kept by a hold"])
    }
}

/// A reserved type that nothing emits yet.
private struct HoldPlaced: Fact {
    static let type = RetentionSchedule.holdPlaced
    var call: CallID
}
