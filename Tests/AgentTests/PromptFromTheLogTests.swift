import AsideTesting
import ConsentGate
import Events
import Projections
import Testing

@testable import Agent

@Suite("A prompt")
struct PromptFromTheLogTests {
    private let words = "Honestly, that is too expensive for us."
    private let slide = Array("slide".utf8)

    /// What the log held when an event was written, and what of it goes into a prompt.
    private struct Record {
        var live = LiveCall()
        var consent = CallConsent()
        var passages: [PassagesRetrieved.Passage] = []
        var frame: (version: StreamVersion, digest: String)?
        var calls: [ToolCalled.Sealed] = []
        var results: [String] = []

        init(_ events: some Sequence<RecordedEvent>) {
            for event in events {
                live.apply(event)
                consent.evolve(event.envelope)
                if let found = event.opened(PassagesRetrieved.self) { passages = found.passages }
                if let kept = event.opened(FrameSampled.self) {
                    frame = (event.envelope.version, kept.digest)
                }
                if let called = event.opened(ToolCalled.self) { calls.append(called) }
                if let completed = event.opened(ToolCompleted.self) {
                    results.append(completed.result)
                }
            }
        }
    }

    private func digest(
        of record: Record,
        in setup: CallSetup,
        tools: [Prompt.OfferedTool]
    ) -> String {
        let judged = record.passages.compactMap { passage in
            setup.playbook[passage.id].map { entry in
                JudgedPlay(
                    entry: entry,
                    weighing: Weighing(scorePerMille: passage.scorePerMille, grounds: []),
                    silence: nil
                )
            }
        }
        let willing = record.consent.people.filter { $0.value.standing(on: .aiAnalysis).satisfies }
        let prompt = PromptWriter(pack: setup.pack, settings: setup.modelSettings).prompt(
            offering: judged,
            in: record.live,
            where: { line in
                let withheld = record.consent.purposesWithheld(from: [line.at.version])
                return willing[line.speaker] != nil && !withheld.contains(.aiAnalysis)
            },
            frame: record.frame.map { Prompt.Frame(version: $0.version, jpeg: slide) },
            after: zip(record.calls, record.results).map { called, result in
                .init(tool: called.tool, arguments: called.arguments, answer: result)
            },
            tools: tools,
            providerTools: []
        )
        return hexDigest(of: CanonicalJSON.encode(prompt.json))
    }

    @Test func `can be written again from the log, the playbook and the settings of the call`()
        async throws
    {
        var tools = ToolBox()
        tools.add(BuiltInTool.checkDiscountAuthority.tool(account: nil), over: Answering())
        let request = ScriptedModel.tool("check_discount_authority", ["percent": .string("10")])
        var setup: CallSetup?
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.support],
            model: ScriptedModel([request]),
            tools: tools,
            pictures: PlainPictures()
        ) { setup = $0 }
        try await call.say("Good morning.", by: "dana", at: 1)
        try await call.happens(2, .track(identity: "dana", .screenshare, isPublished: true))
        for second in [3.0, 4.5] {
            try await call.happens(second, .frame(identity: "dana", .screenshare, .jpeg(slide)))
        }
        try await call.say(words, at: 6)
        await call.call.settle()
        let offered =
            tools.tools.map {
                Prompt.OfferedTool(name: $0.name, summary: $0.summary, schema: $0.schema)
            } + [LookCloser.offered]
        let asked = call.journal.events.filter { $0.type == .modelInvoked }
        #expect(asked.count == 2)
        for event in asked {
            let before = call.journal.events.prefix { $0.index < event.index }
            let record = Record(before)
            #expect(record.frame?.digest == hexDigest(of: slide))
            let written = digest(of: record, in: try #require(setup), tools: offered)
            #expect(event.opened(ModelInvoked.self)?.promptDigest == written)
        }
    }
}
