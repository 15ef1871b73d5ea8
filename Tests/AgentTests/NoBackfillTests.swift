import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent

@Suite("What was said or shown before a purpose came into force")
struct NoBackfillTests {
    private let words = "Honestly, that is too expensive for us."
    private let secret = "Our bank has given notice."
    /// What the rep answers to a doubt about the price.
    private let answer = "Customers of your size recover the cost in six weeks, here is the slide."

    private func withdraw(
        _ purpose: Purpose,
        in call: CoachedCall,
        at second: Double
    ) async throws {
        let act = Observation.What.consent(
            identity: "lee",
            .withdraw,
            purposes: [purpose],
            nonce: nil,
            means: "click"
        )
        try await call.happens(second, act)
    }

    /// A line of Lee's from one second to another.
    private func line(
        _ text: String,
        from start: Int64,
        to end: Int64,
        in call: CoachedCall
    ) async throws {
        let line = SpokenLine(
            text: text,
            startMicros: start * 1_000_000,
            endMicros: end * 1_000_000
        )
        try await call.happens(Double(end) + 0.3, .line(identity: "lee", line))
    }

    private func violations(_ call: CoachedCall) -> [String] {
        var invariant = ConsentInvariant()
        return call.journal.events.compactMap { invariant.violation(of: $0.envelope) }
    }

    @Test(arguments: [(Purpose.aiAnalysis, false), (.sharing, true)])
    func `is in no question to a model that is asked later`(
        purpose: Purpose,
        isOutside: Bool
    ) async throws {
        let model = ScriptedModel([], isOutside: isOutside)
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await withdraw(purpose, in: call, at: 2)
        try await call.say(secret, at: 4)
        try await call.agrees("lee", at: 6)
        try await call.say(words, at: 8)
        await call.call.settle()
        #expect(model.prompts.map { $0.lines.map(\.text) } == [[words]])
        #expect(violations(call).isEmpty)
    }

    @Test func `is another thing than what was said before somebody came late and agreed`()
        async throws
    {
        let model = ScriptedModel([])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.say(secret, at: 4)
        try await call.happens(5, .joined(CoachedCall.arrival("kim", .colleague)))
        try await call.say(words, at: 8)
        await call.call.settle()
        #expect(call.facts(GateHeld.self).count == 1)
        #expect(model.prompts.map { $0.lines.map(\.text) } == [[secret, words]])
    }

    @Test func `is not used after another grant, and what was said before the withdrawal is`()
        async throws
    {
        let model = ScriptedModel([])
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await call.say("We are forty people.", at: 2)
        try await withdraw(.aiAnalysis, in: call, at: 3)
        try await call.say(secret, at: 5)
        try await call.agrees("lee", at: 6)
        try await call.say(words, at: 8)
        await call.call.settle()
        #expect(
            model.prompts.map { $0.lines.map(\.text) } == [["We are forty people.", words]]
        )
    }

    @Test func `brings no nudge when its turn ends later`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await withdraw(.aiAnalysis, in: call, at: 2)
        try await call.say("that is too expensive for us and", at: 4)
        try await call.agrees("lee", at: 5)
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 20_000_000))
        #expect(call.facts(TurnCompleted.self).count == 1)
        #expect(call.types(of: ["knowledge", "nudge"]) == ["knowledge.playbook-loaded"])
    }

    @Test func `brings no nudge though it was going on when the purpose came`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await withdraw(.aiAnalysis, in: call, at: 2)
        try await call.agrees("lee", at: 5)
        try await line(words, from: 4, to: 6, in: call)
        await call.call.settle()
        #expect(call.types(of: ["knowledge", "nudge"]) == ["knowledge.playbook-loaded"])
        try await line(words, from: 40, to: 42, in: call)
        await call.call.settle()
        #expect(call.rep.nudges.map(\.play) == ["price"])
        #expect(violations(call).isEmpty)
    }

    @Test func `keeps the whole turn from the coach that it is a part of`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await withdraw(.aiAnalysis, in: call, at: 2)
        try await call.say("I would like to say and", at: 4)
        try await call.agrees("lee", at: 5)
        try await call.say("that it is too expensive for us.", at: 6)
        await call.call.settle()
        #expect(call.facts(TurnCompleted.self).map(\.lines.count) == [2])
        #expect(call.types(of: ["knowledge", "nudge"]) == ["knowledge.playbook-loaded"])
    }

    @Test func `is not looked up ahead either`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price])
        try await withdraw(.aiAnalysis, in: call, at: 2)
        try await call.agrees("lee", at: 5)
        let spoken = SpokenLine(text: words, startMicros: 4_900_000, endMicros: 5_900_000)
        try await call.happens(5.9, .partial(identity: "lee", spoken))
        #expect(await call.call.judgementCount == 0)
    }

    @Test func `is not what the conversation is about`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.price, CoachedCall.rival])
        let open = await call.call.topic
        try await withdraw(.aiAnalysis, in: call, at: 2)
        try await call.agrees("lee", at: 5)
        try await line("We looked at Acme Billing last year.", from: 4, to: 6, in: call)
        #expect(await call.call.topic == open)
        try await call.say("We looked at Acme Billing last year.", at: 9)
        #expect(await call.call.topic != open)
    }

    @Test(arguments: [(Purpose.aiAnalysis, false), (.sharing, true)])
    func `goes to no model as a picture either`(
        purpose: Purpose,
        isOutside: Bool
    ) async throws {
        let model = ScriptedModel([], isOutside: isOutside)
        let call = try await CoachedCall(
            plays: [CoachedCall.price, CoachedCall.rival],
            model: model,
            pictures: PlainPictures()
        )
        func shows(at seconds: [Double]) async throws {
            for second in seconds {
                let frame = Frame.jpeg(Array("slide".utf8))
                try await call.happens(second, .frame(identity: "dana", .screenshare, frame))
            }
        }
        try await call.happens(1, .track(identity: "dana", .screenshare, isPublished: true))
        try await withdraw(purpose, in: call, at: 1.5)
        try await shows(at: [2, 3.5])
        #expect(call.facts(FrameSampled.self).count == 1)
        try await call.agrees("lee", at: 5)
        try await call.say(words, at: 8)
        await call.call.settle()
        #expect(model.prompts.map { $0.frame == nil } == [true])
        // What is shown from then on is another matter, though it looks the same.
        try await shows(at: [20, 21.5])
        #expect(call.facts(FrameSampled.self).count == 2)
        try await call.say("And we already use Acme Billing for that.", at: 200)
        await call.call.settle()
        #expect(model.prompts.last?.frame != nil)
        #expect(violations(call).isEmpty)
    }

    @Test func `does not leave for one of a chain that is outside`() async throws {
        let model = DepartingModel(isOutside: false)
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await withdraw(.sharing, in: call, at: 2)
        try await call.say(secret, at: 4)
        try await call.agrees("lee", at: 6)
        try await call.say(words, at: 8)
        await call.call.settle()
        #expect(model.count == 0)
        #expect(model.refused == [.notInForce(.sharing)])
        #expect(call.facts(EgressRefused.self).map(\.missing) == [.sharing])
        #expect(call.rep.nudges.count == 1, "the playbook coach goes on")
    }

    @Test func `is left to the playbook coach where its model is outside`() async throws {
        let model = ScriptedModel([], isOutside: true)
        let call = try await CoachedCall(plays: [CoachedCall.price], model: model)
        try await withdraw(.sharing, in: call, at: 2)
        try await call.agrees("lee", at: 5)
        try await line(words, from: 4, to: 6, in: call)
        await call.call.settle()
        #expect(model.prompts.isEmpty)
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `calls no tool of that purpose`() async throws {
        var tools = ToolBox()
        tools.add(BuiltInTool.getAccountContext.tool(account: "acme"), over: HeldSource())
        let play = CoachedCall.price.replacing(
            "headline:",
            with: "tool: get_account_context\nheadline:"
        )
        let call = try await CoachedCall(plays: [play], tools: tools)
        try await withdraw(.crmLookup, in: call, at: 2)
        try await call.agrees("lee", at: 5)
        try await line(words, from: 4, to: 6, in: call)
        await call.call.settle()
        #expect(call.facts(ToolCalled.self).isEmpty)
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }

    @Test func `is cited by no reminder`() async throws {
        let call = try await CoachedCall(plays: [CoachedCall.statement])
        try await withdraw(.aiAnalysis, in: call, at: 2)
        try await call.say("Let us go on.", by: "dana", at: 300)
        try await call.agrees("lee", at: 590)
        try await call.say("And now to the next point.", by: "dana", at: 700)
        let line = try #require(call.newestLine)
        try await call.call.close(at: CoachedCall.start.advanced(byMicros: 800_000_000))
        #expect(call.facts(NudgeDecided.self).map(\.line) == [line])
        #expect(call.rep.nudges.map(\.play) == ["coached"])
        #expect(violations(call).isEmpty)
    }

    @Test(arguments: [false, true])
    func `by the rep keeps no tip from them, in whichever process`(isCarriedOn: Bool) async throws {
        var call = try await CoachedCall(plays: [CoachedCall.price])
        try await withdraw(.aiAnalysis, in: call, at: 50)
        try await call.say(answer, by: "dana", at: 62)
        try await call.agrees("lee", at: 65)
        if isCarriedOn {
            call = try await CoachedCall(resuming: call, plays: [CoachedCall.price], at: 66)
        }
        try await call.say(words, at: 70)
        await call.call.settle()
        #expect(call.rep.nudges.map(\.play) == ["price"])
    }
}
