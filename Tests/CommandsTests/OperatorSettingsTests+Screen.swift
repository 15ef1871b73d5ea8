import Events
import Testing

@testable import Agent
@testable import Commands

extension OperatorSettingsTests {
    @Test func `say how often the screen is looked at; what they leave out stays as it was`()
        throws
    {
        let all = try settings(
            "screen: {interval_while_speaking: 500ms, interval: 10s, budget: 40}"
        )
        #expect(
            all.sampling
                == SamplingSettings(
                    intervalWhileSpeakingMicros: 500_000,
                    intervalMicros: 10_000_000,
                    budget: 40
                )
        )
        #expect(try OperatorSettings(nil).sampling == .standard)
        let one = try settings("screen: {budget: 0}")
        #expect(one.sampling == SamplingSettings(budget: 0))
        #expect(one.digest != all.digest)
        let variable = try OperatorSettings(nil, environment: ["ASIDE_SCREEN_BUDGET": "7"])
        #expect(variable.sampling.budget == 7)
        #expect(
            problem("", ["ASIDE_SCREEN_BUDGET": "many"])
                .hasPrefix("ASIDE_SCREEN_BUDGET: found no such number")
        )
    }

    @Test func `put that into every call, and into the digest of its configuration`() throws {
        let play = "---\nid: a\nkind: fact\nheadline: h\ntriggers: [x]\n---\nSay it.\n"
        let setup = CallSetup(
            id: CallID("c1"),
            capture: .replay,
            startedAt: .epoch,
            rep: "dana",
            room: "call.jsonl",
            inputDigest: "none",
            pack: try Installation.pack("sales"),
            playbook: try Playbook(parsing: [SourceFile(path: "a", bytes: Array(play.utf8))]),
            noticeChannelName: "script",
            jurisdictions: Installation.jurisdictions(),
            build: "test"
        )
        func shaped(_ yaml: String) throws -> CallSetup {
            try Services(settings(yaml)).shape(setup, facts: PlaybookFacts())
        }
        let few = try shaped("screen: {budget: 40}")
        #expect(few.sampling.budget == 40)
        #expect(few.sampling.intervalMicros == SamplingSettings.standard.intervalMicros)
        #expect(try shaped("").sampling == .standard)
        #expect(try few.configurationDigest != shaped("").configurationDigest)
        #expect(try few.configurationDigest != shaped("screen: {budget: 41}").configurationDigest)
    }
}
