import AsideTesting
import ConsentGate
import Events
import Projections
import Testing

@testable import Agent

@Suite("The ledger of a call and what its events state themselves")
struct LedgerRecordTests {
    @Test func `agree about each person, one who comes back too late included`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        let kim = Arrival(
            identity: "kim",
            role: .prospect,
            regionEvidence: "stated",
            assurance: "invited"
        )
        func takesBack(_ purpose: Purpose) -> Observation.What {
            .consent(
                identity: "kim",
                .withdraw,
                purposes: [purpose],
                nonce: nil,
                means: "click"
            )
        }
        try await call.happens(1, .joined(kim))
        try await call.agrees("kim", at: 2)
        try await call.happens(3, takesBack(.screenFrames))
        try await call.happens(10, .left(identity: "kim"))
        try await call.happens(90, .reconnected(identity: "kim"))
        try await call.agrees("kim", at: 91)
        try await call.happens(92, takesBack(.sharing))
        #expect(call.facts(ParticipantReconnected.self).map(\.grantKept) == [false])
        var ledger = ConsentLedger()
        for event in call.journal.events {
            let before = ledger
            ledger.apply(event)
            guard let subject = event.envelope.subject,
                let object = event.envelope.data["record"]?.object
            else { continue }
            let record = try JSONCoding.value(ConsentRecord.self, from: object)
            for group in record.standings {
                for purpose in group.purposes {
                    let stood = before[subject]?.standing(for: purpose) ?? .unknown
                    #expect(stood == group.before, "\(event.type) \(purpose)")
                    #expect(ledger[subject]?.standing(for: purpose) == group.after)
                }
            }
        }
        let person = await call.call.person("kim")
        #expect(ledger[person]?.standing(for: .screenFrames) == .granted)
    }
}
