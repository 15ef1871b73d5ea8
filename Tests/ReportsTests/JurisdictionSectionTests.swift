import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of the rule for a call` {
    private func join(
        _ call: inout CallRecorder,
        _ person: Pseudonym,
        _ role: Role,
        under rule: JurisdictionRule
    ) {
        call.record(
            ParticipantJoined(role: role, kind: .standard, lookup: .resolved),
            sealing: .evidence(
                .init(
                    identity: person.text,
                    name: nil,
                    region: rule.code,
                    regionEvidence: "stated",
                    assurance: "invited",
                    rule: rule
                ),
                of: person
            ),
            of: person,
            at: 1,
            actor: .room
        )
    }

    /// A rep under a rule that asks for little, and a customer under one that asks for notice.
    private func call() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        join(
            &call,
            call.rep,
            .rep,
            under: .init(code: "JP", recording: .oneParty, disclosure: true, optIn: false)
        )
        join(
            &call,
            SampleCalls.lee,
            .prospect,
            under: .init(code: "AU", recording: .notice, disclosure: true, optIn: false)
        )
        return call
    }

    private func rule(_ report: ReportDocument) -> [[String]]? {
        report.sections[2].tables.first { $0.key == "call_rule" }?.rows.map(\.cells)
    }

    @Test func `given two regions, when reported, then the stricter one is the call's`() {
        let call = call()
        let (rep, lee) = ("\(call.rep.text) (Sales rep)", "\(SampleCalls.lee.text) (Prospect)")
        #expect(
            rule(Samples.compliance(call)) == [
                ["Recording", "notice", lee],
                ["The AI must be disclosed", "yes", "\(rep), \(lee)"],
                ["Agreement must be explicit", "no", "nobody"],
            ]
        )
    }

    @Test func `given somebody whose rule was erased, when reported, then the call's reads erased`()
        throws
    {
        let call = call()
        let before = Samples.compliance(call)
        let after = Samples.compliance(call, erasing: [SampleCalls.lee])
        #expect(rule(after)?.allSatisfy { $0[1] == "erased" && $0[2] == "erased" } == true)
        let found = try Samples.comparison(JSONReport.render(before), after, erasedSince: true)
        #expect(found.differences.isEmpty)
    }

    /// The call goes on under other notices; then so much more is recorded.
    private func askedAgain(_ more: (inout CallRecorder) -> Void) -> [String]? {
        var call = call()
        call.record(
            CallResumed(
                build: "1.0.1-test",
                terms: .init(
                    policy: "default/1",
                    purposesAsked: Purpose.allCases,
                    noticesDigest: "other",
                    configurationDigest: "other"
                )
            ),
            at: 60,
            actor: .operator
        )
        more(&call)
        let table = Samples.compliance(call).sections[2].tables.first { $0.key == "other_terms" }
        return table?.rows.compactMap(\.cells.last)
    }

    @Test func `given other notices, when nobody was asked again, then the report does not say so`()
    {
        #expect(askedAgain { _ in } == ["nobody"])
        let moved = askedAgain {
            $0.record(
                ReconsentRequired(purposes: [.storage], change: .jurisdiction),
                of: SampleCalls.lee,
                at: 61
            )
        }
        #expect(moved == ["nobody"])
    }

    @Test func `given other notices, when somebody was asked again, then the report names them`() {
        let asked = askedAgain {
            $0.record(
                ReconsentRequired(purposes: [.storage], change: .processor),
                of: SampleCalls.lee,
                at: 61
            )
        }
        #expect(asked == ["\(SampleCalls.lee.text) (Prospect)"])
    }

    @Test func `given nobody, when reported, then there is no rule for the call`() {
        #expect(rule(Samples.compliance(CallRecorder())) == nil)
    }
}
