import ConsentGate
import Events
import Testing

@Suite("What somebody agreed to can be taken back, also where it does not stand any more")
struct TakenBackTests {
    /// The standard policy with somebody outside who gets data.
    private var withProcessor: ConsentPolicy {
        var policy = ConsentPolicy.standard
        policy.disclosure.processors = [
            Processor(name: "Wordwell Ltd", service: .languageModel, purposes: [.aiAnalysis])
        ]
        return policy
    }

    @Test func `a stop is a withdrawal though nothing stands, and shuts the gate`() {
        givenOpen().when(.resumes(withProcessor), .withdraws("lee"))
            .then(
                "call.resumed",
                "consent.reconsent-required lee all processor",
                "consent.notice-sent lee reconsent",
                "consent.notice-sent rep resumed",
                "gate.held reconsent",
                "consent.withdrawn lee all",
                "gate.closed withdrawn"
            )
            .when(.withdraws("lee"))
            .then("consent.act-rejected lee all nothing-to-withdraw")
    }

    @Test func `a refusal takes back what they had agreed to, and refuses only the rest`() {
        given(
            .repJoins,
            .leeJoins,
            .isShown("lee"),
            .grants("lee", [.liveTranscription, .storage])
        )
        .when(.turnsOut("lee", in: "FR"), .isShown("lee"))
        .when(.refuses("lee"))
        .then(
            "consent.refused lee ai_analysis,screen_frames,crm_lookup,sharing,follow_up",
            "consent.withdrawn lee live_transcription,storage",
            "gate.closed withdrawn"
        )
    }

    @Test func `silence is no withdrawal, but what was agreed to can be taken back after it`() {
        givenOpen(.turnsOut("lee", in: "FR"))
            .when(.waits(seconds: 120))
            .then("consent.timed-out lee all", "gate.closed timed-out")
            .when(.withdraws("lee", [.storage]))
            .then("consent.withdrawn lee storage")
    }

    @Test func `so can what is forgotten of somebody who was away for too long`() {
        let back = givenOpen(.leaves("lee"), .waits(seconds: 61), .reconnects("lee"))
        back.when(.withdraws("lee")).then("consent.withdrawn lee all")
        back.when(.refuses("lee")).then("consent.withdrawn lee all")
        givenOpen(.leaves("lee"), .leeJoins).when(.withdraws("lee"))
            .then("consent.withdrawn lee all")
    }
}
