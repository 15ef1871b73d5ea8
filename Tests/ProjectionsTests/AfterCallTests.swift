import AsideTesting
import Events
import Projections
import Testing

@Suite struct `What comes after a call` {
    private let lee = SampleCalls.lee

    /// A call with one customer, who agrees to everything.
    ///
    /// - Parameters:
    ///   - withdrawn: what the customer takes back before the end.
    ///   - speaking: whether the customer says anything.
    ///   - ending: whether the call is over.
    private func given(
        withdrawing withdrawn: Purpose? = nil,
        speaking: Bool = true,
        ending: Bool = true
    ) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(lee, .prospect, name: "Lee", region: nil, at: 0)
        call.notice(lee, sentAt: 0.4, shownAt: 0.6)
        let grants = [call.basis(at: 0), call.grant(lee, at: 4)]
        call.openGate(relyingOn: grants, at: 4)
        if speaking { call.say(lee, "Send me the offer.", from: 5, to: 6) }
        if let withdrawn {
            call.withdraw(lee, [withdrawn], at: 20)
            call.openGate(Purpose.allCases.filter { $0 != withdrawn }, relyingOn: [], at: 20)
        }
        guard ending else { return call }
        let over = Purpose.allCases.filter { purpose in
            purpose != withdrawn && !Purpose.outlivingTheCall.contains(purpose)
        }
        call.record(ConsentExpired(purposes: over), of: lee, at: 60)
        call.end(at: 60)
        return call
    }

    /// The same call with one more fact, after it unless told otherwise.
    private func adding(
        _ fact: some Fact,
        to call: CallRecorder,
        in stream: StreamName? = nil
    ) -> CallRecorder {
        var call = call
        let place = stream ?? .after(call.call)
        call.record(fact, of: lee, at: 100, actor: .coach, in: place)
        return call
    }

    private func tool(for purpose: ToolPurpose = .followUp) -> ToolCalled {
        ToolCalled(
            toolCall: ToolCallID("draft"),
            purpose: purpose,
            acting: false,
            deadlineMicros: 1
        )
    }

    private func request(outside: Bool) -> EgressRequested {
        EgressRequested(
            request: EgressID("request"),
            service: .model,
            purpose: .followUp,
            outside: outside,
            bytes: 1
        )
    }

    private func found(_ call: CallRecorder) -> [Finding] {
        Folded<ComplianceReport>(ComplianceReport(call: call.call), folding: call.log.events)
            .view.breaches
    }

    @Test func `given everyone's word, when it is checked, then nothing is found`() {
        #expect(found(adding(tool(), to: given())).isEmpty)
        #expect(found(adding(request(outside: false), to: given())).isEmpty)
        #expect(
            found(adding(request(outside: true), to: given())).isEmpty,
            "sharing that only ended with the call counts"
        )
    }

    @Test func `given follow-up was taken back, when it is checked, then whose word it lacks`() {
        let lacking = found(adding(tool(), to: given(withdrawing: .followUp)))
        #expect(lacking.map(\.code) == [.followUpWithoutAgreement])
        #expect(lacking.map(\.subject) == [lee])
        #expect(lacking.map(\.purpose) == [.followUp])
    }

    @Test func `given sharing was taken back, when it is checked, then nothing may leave`() {
        let call = given(withdrawing: .sharing)
        #expect(found(adding(request(outside: false), to: call)).isEmpty)
        let outside = found(adding(request(outside: true), to: call))
        #expect(outside.map(\.code) == [.followUpWithoutAgreement])
        #expect(outside.map(\.purpose) == [.sharing])
    }

    @Test func `given anything else after it, when it is checked, then it is out of place`() {
        let misplaced = [
            adding(tool(for: .aiAnalysis), to: given()),
            adding(LineTranscribed(startMicros: 0, endMicros: 1, masked: 0), to: given()),
            adding(tool(), to: given(ending: false)),
            adding(tool(), to: given(speaking: false)),
            adding(tool(), to: given(ending: false), in: .call(CallID("sample-1"))),
        ]
        for (number, call) in misplaced.enumerated() {
            #expect(found(call).map(\.code) == [.followUpOutOfPlace], "case \(number)")
        }
    }
}
