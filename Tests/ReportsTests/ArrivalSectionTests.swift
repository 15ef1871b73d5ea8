import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of who came late` {
    private let lee = SampleCalls.lee
    private let kim = SampleCalls.kim

    /// A live call whose gate opens in the fourth second.
    private func opened() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        let grant = call.grant(lee, at: 4)
        call.openGate(relyingOn: [basis, grant], at: 4)
        return call
    }

    private func reconnect(
        _ person: Pseudonym,
        kept: Bool = true,
        in call: inout CallRecorder,
        at seconds: Double
    ) -> RecordedEvent {
        call.leave(person, at: seconds - 1)
        return call.record(
            ParticipantReconnected(grantKept: kept),
            of: person,
            at: seconds,
            actor: .room
        )
    }

    /// How each of them came, and what the gate answered.
    private func arrivals(_ call: CallRecorder) throws -> [[String]] {
        let tables = Samples.compliance(call).sections[6].tables
        let table = try #require(tables.first { $0.key == "late_joiners" })
        return table.rows.map { Array($0.cells.suffix(2)) }
    }

    @Test func `given people who come back, when reported, then it says on what they stood`()
        throws
    {
        var call = opened()
        _ = reconnect(call.rep, in: &call, at: 20)
        call.withdraw(lee, [.sharing], at: 21)
        _ = reconnect(lee, in: &call, at: 30)
        _ = reconnect(lee, kept: false, in: &call, at: 200)
        _ = reconnect(lee, in: &call, at: 210)
        let kept = [
            "Live transcription, Storage, AI analysis, Screen frames, CRM look-up, Follow-up: "
                + "grant kept", "Sharing: had withdrawn",
        ]
        #expect(
            try arrivals(call).map(\.first) == [
                "came back: the basis stands", "came back: " + kept.joined(separator: "; "),
                "came back too late to keep what they had agreed to", "came back: had not answered",
            ]
        )
    }

    @Test
    func `given an opening of another cause, when somebody came before it, then it is no answer`()
        throws
    {
        var call = opened()
        let joined = call.join(kim, .colleague, name: "Kim", region: "DE", at: 10)
        let held = call.log.size.count
        call.answer(joined, by: GateHeld(reasons: [.joiner], droppedLines: [:]), at: 10)
        let back = reconnect(lee, kept: false, in: &call, at: 100)
        call.openGate(relyingOn: [call.grant(lee, at: 104)], at: 104)
        #expect(
            try arrivals(call) == [
                [
                    "came back too late to keep what they had agreed to", "stayed held",
                ],
                ["joined", "Held, 0:00:10.000, entry \(held)"],
            ]
        )
        #expect(back.index > joined.index)
    }

    @Test func `given a joiner on a basis, when reported, then both answers of the gate are told`()
        throws
    {
        var call = opened()
        let joined = call.join(kim, .colleague, name: "Kim", region: "DE", at: 10)
        call.answer(joined, by: GateHeld(reasons: [.joiner], droppedLines: [:]), at: 10)
        call.answer(
            joined,
            by: GateOpened(purposes: Purpose.allCases, grants: [], droppedLines: [:]),
            at: 10
        )
        #expect(
            try arrivals(call).map(\.last)
                == ["Held, 0:00:10.000, entry 7; Open, 0:00:10.000, entry 8"]
        )
    }
}
