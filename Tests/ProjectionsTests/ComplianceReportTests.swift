import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The compliance projection` {
    private func found(in call: CallRecorder, after seconds: Double = 200) -> [Finding] {
        Folded<ComplianceReport>(ComplianceReport(call: call.call), folding: call.log.events)
            .view.findings(asOf: call.time(seconds))
    }

    private func findings(_ call: CallRecorder, after seconds: Double = 200) -> [Finding.Code] {
        found(in: call, after: seconds).map(\.code)
    }

    @Test func `given a call by the rules, when it is checked, then nothing is found`() {
        #expect(findings(SampleCalls.rich()).isEmpty)
        #expect(findings(SampleCalls.refused()).isEmpty)
        #expect(findings(SampleCalls.asserted()).isEmpty)
    }

    @Test
    func `given a line after a withdrawal, when it is checked, then both promises are broken`() {
        let found = Set(findings(SampleCalls.rich(breaking: true)))
        #expect(found == [.contentOutsideGate, .contentWithoutAgreement])
    }

    @Test func `given a withdrawal, when a day has passed, then the deletion is overdue`() {
        #expect(findings(SampleCalls.rich(), after: 86_489).isEmpty)
        #expect(findings(SampleCalls.rich(), after: 86_490) == [.retentionOverdue])
    }

    /// The three steps in which the content of whom the sample calls withdraw is deleted.
    private func delete(from call: inout CallRecorder, steps: Int = 3, at seconds: Double) {
        let lee = SampleCalls.lee
        call.record(
            RetentionApplied(
                call: call.call,
                keyClass: .content,
                term: "withdrawal",
                endedAt: call.time(86_490)
            ),
            of: lee,
            at: seconds,
            actor: .log,
            in: .custody
        )
        guard steps > 1 else { return }
        let destroyed = KeyDestroyed(call: call.call, keyClass: .content)
        call.record(destroyed, of: lee, at: seconds, actor: .log, in: .custody)
        guard steps > 2 else { return }
        let executed = ErasureExecuted(call: call.call, keyClass: .content, pieces: 3)
        call.record(executed, of: lee, at: seconds, actor: .log, in: .custody)
    }

    @Test func `given a deletion within a day of its term, when a month passed, then all is well`()
    {
        var call = SampleCalls.rich()
        delete(from: &call, at: 86_490 + 86_400)
        #expect(findings(call, after: 2_592_000).isEmpty)
    }

    @Test func `given a deletion later than that, when it is checked, then it says how late`() {
        var call = SampleCalls.rich()
        delete(from: &call, at: 86_490 + 86_401)
        let found = found(in: call, after: 2_592_000)
        #expect(found.map(\.code) == [.retentionLate])
        #expect(found.map(\.lateMicros) == [86_401_000_000])
        #expect(found.map(\.subject) == [SampleCalls.lee])
    }

    @Test(arguments: [1, 2])
    func `given a deletion that was not finished, when a day has passed, then it is overdue`(
        steps: Int
    ) {
        var call = SampleCalls.rich()
        delete(from: &call, steps: steps, at: 86_491)
        #expect(findings(call, after: 86_490 + 86_400).isEmpty)
        #expect(findings(call, after: 86_490 + 86_401) == [.retentionOverdue])
    }

    @Test func `given a line that began before the gate opened, when checked, then it is found`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.notice(SampleCalls.lee, sentAt: 0.4, shownAt: 0.6)
        let grants = [call.basis(at: 0), call.grant(SampleCalls.lee, at: 4)]
        call.openGate(relyingOn: grants, at: 4)
        call.say(SampleCalls.lee, "Hello", from: 3.9, to: 5)
        call.say(SampleCalls.lee, "Hello", from: 4, to: 5)
        call.end(at: 9)
        #expect(findings(call) == [.lineBeganTooEarly])
    }

    @Test func `given advice on a line from before ai_analysis was in force, then it is found`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        let first: [Purpose] = [.liveTranscription, .storage]
        call.notice(SampleCalls.lee, sentAt: 0.4, shownAt: 0.6)
        let grants = [call.basis(at: 0), call.grant(SampleCalls.lee, first, at: 1)]
        call.openGate(first, relyingOn: grants, at: 1)
        let early = call.say(SampleCalls.lee, "Too expensive", from: 2, to: 3)
        let more = first + [.aiAnalysis]
        call.openGate(more, relyingOn: [call.grant(SampleCalls.lee, more, at: 4)], at: 4)
        let inTime = call.say(SampleCalls.lee, "Too expensive", from: 4, to: 5)
        for (number, line) in [early, inTime].enumerated() {
            let nudge = call.nudge(
                number,
                answering: line,
                headline: "ROI",
                derivedFrom: [call.rep],
                at: 6
            )
            call.record(NudgeExpired(nudge: nudge, reason: .tooLate), of: call.rep, at: 7)
        }
        call.end(at: 9)
        // Once as decided, once as sent.
        #expect(findings(call) == [.contentBackFilled, .contentBackFilled])
    }

    @Test func `given an opening without agreement, when checked, then it is found`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.openGate([.storage], relyingOn: [call.basis(at: 0)], at: 1)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 2)
        call.openGate([.storage], relyingOn: [], at: 3)
        call.end(at: 9)
        #expect(
            findings(call) == [
                .gateOpenedWithoutSides, .gateOpenedWithoutAgreement, .gateOpenedWithoutAgreement,
            ]
        )
    }

    @Test func `given a nudge without outcome, when the call is over, then it is found`() {
        var call = SampleCalls.rich()
        #expect(findings(call).isEmpty)
        call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.notice(SampleCalls.lee, sentAt: 0.4, shownAt: 0.6)
        let grants = [call.basis(at: 0), call.grant(SampleCalls.lee, at: 1)]
        call.openGate(relyingOn: grants, at: 1)
        let line = call.say(SampleCalls.lee, "Too expensive", from: 2, to: 3)
        _ = call.nudge(1, answering: line, headline: "ROI", derivedFrom: [call.rep], at: 3)
        #expect(findings(call) == [.callNotClosed])
        call.end(at: 5)
        #expect(findings(call) == [.nudgeWithoutOutcome])
    }

    @Test func `given a company nobody was told of, when something left for it, then it is found`()
    {
        #expect(findings(SampleCalls.departing()).isEmpty)
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        let basis = call.basis(at: 0)
        call.notice(SampleCalls.lee, disclosing: Disclosure(), sentAt: 0.4, shownAt: 0.6)
        call.openGate(relyingOn: [basis, call.grant(SampleCalls.lee, at: 1)], at: 1)
        for second in [2, 3] as [Double] {
            call.depart(.model, .aiAnalysis, to: "Wordwell Ltd", of: [SampleCalls.lee], at: second)
        }
        call.depart(.tool, .crmLookup, to: "Us", outside: false, of: [SampleCalls.lee], at: 4)
        call.end(at: 5)
        let found = found(in: call).filter { $0.code == .processorNotDisclosed }
        #expect(found.map(\.subject) == [SampleCalls.lee])
        #expect(found.map(\.purpose) == [.aiAnalysis])
    }

    @Test func `given a missing event, when checked, then the gap is found`() {
        let call = SampleCalls.rich()
        let events = call.log.events.filter { $0.type != .gateHeld }
        let report = Folded<ComplianceReport>(folding: events).view
        #expect(report.findings(asOf: call.time(200)).map(\.code).contains(.versionMissing))
    }

    @Test
    func `given two calls in a log, when one is folded, then the other's custody is not in it`() {
        var call = SampleCalls.rich()
        call.record(
            KeyCreated(call: CallID("another"), keyClass: .content),
            of: SampleCalls.kim,
            at: 130,
            in: .custody
        )
        let report = Folded<ComplianceReport>(
            ComplianceReport(call: call.call),
            folding: call.log.events
        )
        #expect(report.view.custody.entries.count == 3)
    }
}
