import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The answer to a withdrawal` {
    private let lee = SampleCalls.lee
    private let kim = SampleCalls.kim

    /// A call whose gate is open from the fourth second on, with two of the other side.
    private func opened() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(lee, .prospect, name: "Lee", region: nil, at: 0)
        call.join(kim, .prospect, name: "Kim", region: nil, at: 0)
        for person in [lee, kim] { call.notice(person, sentAt: 0.4, shownAt: 0.6) }
        let grants = [call.basis(at: 0), call.grant(lee, at: 4), call.grant(kim, at: 4)]
        call.openGate(relyingOn: grants, at: 4)
        return call
    }

    private func close(
        _ call: inout CallRecorder,
        for reason: GateReason,
        stopping: Bool = true,
        at seconds: Double
    ) {
        call.record(GateClosed(reasons: [reason], droppedLines: [:]), at: seconds)
        guard stopping else { return }
        call.record(
            CaptureStopped(
                steps: [.init(step: .buffersDropped, latencyMicros: 2_000)],
                discardedTurns: 0,
                droppedNudges: 0
            ),
            at: seconds
        )
    }

    /// Everybody of the other side leaves, and the call ends.
    private func end(_ call: inout CallRecorder) {
        for person in [lee, kim] { call.leave(person, at: 2_400) }
        close(&call, for: .otherSideAbsent, at: 2_400)
        call.end(at: 2_400)
    }

    private func report(_ call: CallRecorder) -> ComplianceReport {
        Folded<ComplianceReport>(ComplianceReport(call: call.call), folding: call.log.events).view
    }

    private func codes(_ call: CallRecorder) -> [Finding.Code] {
        report(call).findings(asOf: call.time(3_000)).map(\.code)
    }

    /// What was found of each withdrawal that was not wholly answered.
    private func partialAnswers(_ call: CallRecorder) -> [Finding.PartialAnswer] {
        report(call).findings(asOf: call.time(3_000)).compactMap(\.answer)
    }

    private func interrupt(_ call: inout CallRecorder, at seconds: Double) {
        call.record(
            CallClosed(reason: .interrupted, counts: [:], droppedLines: [:]),
            at: seconds,
            actor: .log
        )
    }

    private func answer(in call: CallRecorder) throws -> ComplianceReport.GateAnswer {
        let report = report(call)
        let withdrawal = try #require(report.withdrawals.first)
        return report.gateAnswer(to: withdrawal.change, of: withdrawal.person)
    }

    @Test func `given a gate that closes for it, when read, then its own stop is the answer`()
        throws
    {
        var call = opened()
        call.withdraw(lee, at: 300)
        close(&call, for: .withdrawn, at: 300)
        end(&call)
        guard case .shut(let closing, let stop) = try answer(in: call) else {
            Issue.record("the gate shut")
            return
        }
        #expect(closing.at.time == call.time(300))
        #expect(stop?.at.time == call.time(300))
        #expect(codes(call).isEmpty)
    }

    @Test func `given sharing is taken back, when read, then the gate stayed open without it`()
        throws
    {
        var call = opened()
        call.withdraw(lee, [.sharing], at: 300)
        call.openGate(Purpose.allCases.filter { $0 != .sharing }, relyingOn: [], at: 300)
        end(&call)
        guard case .narrowed(let opening, let stop) = try answer(in: call) else {
            Issue.record("the gate stayed open")
            return
        }
        #expect(opening.at.time == call.time(300))
        #expect(stop == nil)
        #expect(codes(call).isEmpty)
    }

    @Test func `given its work was stopped, when read, then that stop is the answer, no later one`()
        throws
    {
        let rest = Purpose.allCases.filter { $0 != .sharing }
        func recordStop(_ call: inout CallRecorder, at seconds: Double) {
            call.record(
                CaptureStopped(
                    steps: [.init(step: .workCancelled, latencyMicros: 2_000)],
                    discardedTurns: 0,
                    droppedNudges: 0
                ),
                at: seconds
            )
        }
        func narrowed(stoppedAt seconds: Double, with purposes: [Purpose]?) throws -> Moment? {
            var call = opened()
            call.withdraw(lee, [.sharing], at: 300)
            call.openGate(rest, relyingOn: [], at: 300)
            if let purposes { call.openGate(purposes, relyingOn: [], at: 310) }
            recordStop(&call, at: seconds)
            end(&call)
            guard case .narrowed(_, let stop) = try answer(in: call) else {
                Issue.record("the gate stayed open")
                return nil
            }
            return stop?.at
        }
        #expect(try narrowed(stoppedAt: 300, with: nil) != nil)
        #expect(try narrowed(stoppedAt: 320, with: rest.filter { $0 != .crmLookup }) == nil)
    }

    @Test func `given what nobody had in force is taken back, when read, then nothing was to do`()
        throws
    {
        var call = opened()
        call.withdraw(kim, [.sharing], at: 100)
        call.openGate(Purpose.allCases.filter { $0 != .sharing }, relyingOn: [], at: 100)
        call.withdraw(lee, [.sharing], at: 300)
        end(&call)
        let report = report(call)
        let withdrawal = try #require(report.withdrawals.last)
        guard case .wasNotInForce = report.gateAnswer(to: withdrawal.change, of: lee) else {
            Issue.record("sharing was out of force")
            return
        }
        #expect(codes(call).isEmpty)
    }

    @Test func `given a closing without a stop, when another stop follows later, then it is found`()
        throws
    {
        var call = opened()
        call.withdraw(lee, [.storage], at: 300)
        close(&call, for: .withdrawn, stopping: false, at: 300)
        call.openGate(relyingOn: [call.grant(lee, at: 400)], at: 400)
        end(&call)
        guard case .shut(_, stop: nil) = try answer(in: call) else {
            Issue.record("the stop belongs to something else")
            return
        }
        #expect(codes(call) == [.withdrawalWithoutStop])
    }

    @Test func `given a gate that stays open, when it closes later for another, then it is found`()
        throws
    {
        var call = opened()
        call.withdraw(lee, [.liveTranscription], at: 300)
        end(&call)
        guard case .missing = try answer(in: call) else {
            Issue.record("the closing belongs to something else")
            return
        }
        #expect(codes(call) == [.withdrawalWithoutStop])
    }

    @Test
    func `given a process that ends at a withdrawal, when checked, then what is there is told`() {
        for isShut in [true, false] {
            var call = opened()
            call.withdraw(lee, at: 300)
            let closing = call.log.size
            if isShut { close(&call, for: .withdrawn, stopping: false, at: 300) }
            interrupt(&call, at: 300)
            #expect(codes(call).first == .withdrawalWithoutStop)
            let answers = partialAnswers(call)
            #expect(answers.map(\.closedAt) == [isShut ? EntryIndex(closing.count) : nil])
            #expect(answers.map(\.processHadEnded) == [true])
        }
    }

    @Test func `given a process that ends later, when checked, then it is no cause`() {
        var call = opened()
        call.withdraw(lee, at: 300)
        close(&call, for: .withdrawn, stopping: false, at: 300)
        call.leave(kim, at: 900)
        interrupt(&call, at: 900)
        #expect(partialAnswers(call).map(\.processHadEnded) == [false])
    }

    @Test func `given somebody who had left, when they withdraw, then the gate has nothing to do`()
        throws
    {
        var call = opened()
        call.leave(lee, at: 200)
        call.withdraw(lee, at: 300)
        call.leave(kim, at: 2_400)
        close(&call, for: .otherSideAbsent, at: 2_400)
        call.end(at: 2_400)
        guard case .hadLeft = try answer(in: call) else {
            Issue.record("they had left")
            return
        }
        #expect(codes(call).isEmpty)
    }
}
