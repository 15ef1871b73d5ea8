import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("A call goes on with those who agree to it as it is now")
struct AskedAgainTests {
    private let plays = [CoachedCall.price]

    private let table: JurisdictionTable

    init() throws {
        let rows = ["DE", "FR"].map { code in
            """
            {"code":"\(code)","recording_consent":"all-party","ai_disclosure_required":"always",
            "explicit_opt_in":true,"disputed":false,"treat_as":"all-party-opt-in"}
            """
        }
        table = try JurisdictionTable(parsing: Array("[\(rows.joined(separator: ","))]".utf8))
    }

    /// A call in which Kim, who is in Germany, has been asked and has agreed.
    private func agreed() async throws -> CoachedCall {
        let call = try await CoachedCall(plays: plays) { $0.jurisdictions = .success(table) }
        let kim = Arrival(
            identity: "kim",
            role: .prospect,
            region: "DE",
            regionEvidence: "call metadata",
            assurance: "invited"
        )
        try await call.happens(1, .joined(kim))
        try await call.agrees("kim", at: 2)
        try await call.say("We would like a trial.", by: "kim", at: 4)
        return call
    }

    private func lines(_ call: CoachedCall) -> Int { call.facts(LineTranscribed.self).count }

    @Test func `another process asks nobody again under the same terms`() async throws {
        let before = try await agreed()
        let after = try await CoachedCall(resuming: before, plays: plays, at: 20) {
            $0.jurisdictions = .success(table)
        }
        try await after.say("Still here.", by: "kim", at: 30)
        #expect(lines(after) == 2)
        #expect(after.facts(ReconsentRequired.self).isEmpty)
    }

    @Test func `another process that names another company asks before it hears anything`()
        async throws
    {
        let before = try await agreed()
        let after = try await CoachedCall(resuming: before, plays: plays, at: 20) {
            $0.jurisdictions = .success(table)
            $0.consentPolicy.disclosure.processors = [
                Processor(name: "Wordwell Ltd", service: .languageModel, purposes: [.aiAnalysis])
            ]
        }
        #expect(after.facts(ReconsentRequired.self).map(\.change) == [.processor])
        #expect(after.facts(GateHeld.self).last?.reasons == [.reconsent])
        try await after.say("Are you still there?", by: "kim", at: 30)
        #expect(lines(after) == 1)
        try await after.agrees("kim", at: 40)
        try await after.say("Fine with me.", by: "kim", at: 50)
        #expect(lines(after) == 2)
        let opened = try #require(after.facts(CallOpened.self).first)
        let terms = try #require(after.facts(CallResumed.self).first?.terms)
        #expect(terms.noticesDigest != opened.noticesDigest)
        #expect(terms.configurationDigest != opened.configurationDigest)
    }

    @Test func `another process that asks for less has only that in force`() async throws {
        let before = try await agreed()
        let fewer = ConsentPolicy(id: "few/1", purposesAsked: [.liveTranscription, .storage])
        let after = try await CoachedCall(resuming: before, plays: plays, at: 20) {
            $0.jurisdictions = .success(table)
            $0.consentPolicy = fewer
        }
        #expect(after.facts(ReconsentRequired.self).map(\.change) == [.policy])
        try await after.agrees("kim", at: 40)
        #expect(await after.call.consent.purposesInForce == [.liveTranscription, .storage])
        #expect(after.facts(CallResumed.self).first?.terms?.policy == "few/1")
    }

    @Test func `who turns out to be elsewhere is asked again, in a later process too`() async throws
    {
        let before = try await agreed()
        func isIn(_ region: String) -> Observation.What {
            .turnedOut(identity: "kim", region: StatedRegion(region, evidence: "stated"))
        }
        try await before.happens(10, isIn("DE-BY"))
        #expect(before.facts(ParticipantChanged.self).isEmpty)
        let after = try await CoachedCall(resuming: before, plays: plays, at: 20) {
            $0.jurisdictions = .success(table)
        }
        try await after.happens(21, isIn("DE"))
        #expect(after.facts(ParticipantChanged.self).isEmpty)
        try await after.happens(22, isIn("FR"))
        // Where they were before is no news, however often their client says so.
        for second in [23, 24, 25, 26] as [Double] {
            try await after.happens(second, isIn(second == 24 ? "FR" : "DE"))
        }
        #expect(after.facts(ParticipantChanged.self).count == 1)
        #expect(after.facts(ReconsentRequired.self).map(\.change) == [.jurisdiction])
        let moved = try #require(after.journal.events.last { $0.type == .participantChanged })
        #expect(moved.opened(ParticipantChanged.self)?.rule.code == "FR")
        #expect(moved.fact(ParticipantChanged.self)?.lookup == .resolved)
        try await after.say("Can you hear me?", by: "kim", at: 30)
        #expect(lines(after) == 1)
        try await after.agrees("kim", at: 40)
        try await after.say("Now you can.", by: "kim", at: 50)
        #expect(lines(after) == 2)
    }
}
