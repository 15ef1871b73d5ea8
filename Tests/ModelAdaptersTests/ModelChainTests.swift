import AsideTesting
import Events
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("Models are tried in turn until one answers")
struct ModelChainTests {
    /// A model that does as told.
    private struct Told: LanguageModel {
        let name: String
        var isOutside = false
        var outsideProcessors: Set<String> { isOutside ? [name] : [] }
        var providers: Set<String> = []
        let say: @Sendable (EgressDoor) async throws -> ModelAnswer

        func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
            try await say(door)
        }
    }

    private static let good = ModelAnswer(
        calls: [],
        usage: ModelUsage(tokensIn: 1, tokensOut: 1),
        firstTokenMicros: 5
    )

    private func failing(_ error: any Error, _ name: String = "bad") -> Told {
        Told(name: name) { _ in throw error }
    }

    private func chain(_ models: any LanguageModel...) throws -> ModelChain {
        try #require(ModelChain(models, by: ManualTime()))
    }

    @Test func `the first answers for itself`() async throws {
        let chain = try chain(Told(name: "one") { _ in Self.good }, failing(ServiceResting()))
        #expect(chain.name == "one")
        #expect(try await chain.answer(Asked.prompt(), through: .shut) == Self.good)
    }

    @Test(arguments: [
        EgressFault(.late, "x") as any Error, EgressFault(.refusedKey, "x"), ServiceResting(),
        EgressRefusal.notInForce(.sharing), EgressRefusal.notDisclosed,
    ])
    func `the next is asked, and is named in the answer`(error: any Error) async throws {
        let answer = try await chain(failing(error), Told(name: "two") { _ in Self.good })
            .answer(Asked.prompt(), through: .shut)
        #expect(answer.model == "two")
    }

    @Test func `the time that the first took is the turn's too`() async throws {
        let time = ManualTime()
        let slow = Told(name: "slow") { _ in
            time.advance(byMicros: 70)
            throw EgressFault(.late, "x")
        }
        let chain = try #require(
            ModelChain([slow, Told(name: "two") { _ in Self.good }], by: time)
        )
        #expect(try await chain.answer(Asked.prompt(), through: .shut).firstTokenMicros == 75)
    }

    @Test(arguments: [
        CancellationError() as any Error, EgressRefusal.notWanted, EgressRefusal.gateNotOpen,
        EgressRefusal.notInForce(.aiAnalysis),
    ])
    func `what holds for all of them ends it`(error: any Error) async throws {
        let chain = try chain(failing(error), Told(name: "two") { _ in Self.good })
        await #expect(throws: (any Error).self) {
            try await chain.answer(Asked.prompt(), through: .shut)
        }
    }

    @Test func `when all fail, the last says why`() async throws {
        let chain = try chain(failing(ServiceResting()), failing(EgressFault(.tooMany, "x")))
        await #expect(throws: EgressFault(.tooMany, "x")) {
            try await chain.answer(Asked.prompt(), through: .shut)
        }
    }

    @Test func `it is outside only if all of them are`() throws {
        let (near, far) = (
            Told(name: "near") { _ in Self.good },
            Told(name: "far", isOutside: true) { _ in Self.good }
        )
        #expect(try chain(far, far).isOutside)
        #expect(try !chain(far, near).isOutside)
        #expect(try chain(far, near).outsideProcessors == ["far"])
        #expect(ModelChain([], by: ManualTime()) == nil)
    }

    @Test func `each model is told of its own provider's tools, and of no other's`() async throws {
        let servers = [ScriptedServer(.answer("", status: "500 No")), ScriptedServer(.openAI)]
        let names = ["one", "two"]
        let tools = names.map {
            ProviderTool(
                name: $0 + "_search",
                provider: $0,
                definition: ["type": .string("search_of_" + $0)]
            )
        }
        try await servers[0].run { first in
            try await servers[1].run { second in
                let transport = try Asked.transport()
                let models = try zip(names, [first, second]).map { name, port in
                    EndpointModel(
                        try Asked.endpoint(port) { $0.provider = name },
                        in: .openAI,
                        over: transport
                    )
                }
                let chain = try #require(ModelChain(models, by: ManualTime()))
                #expect(chain.providers == Set(names))
                _ = try await chain.answer(
                    Asked.prompt(providerTools: tools),
                    through: RecordingDoor().door
                )
            }
        }
        for (name, server) in zip(names, servers) {
            let body = String(decoding: try #require(server.requests.first).body, as: UTF8.self)
            #expect(names.filter { body.contains("search_of_" + $0) } == [name])
        }
    }

    @Test func `without sharing, only the machine's own model is asked`() async throws {
        let (far, near) = (ScriptedServer(.openAI), ScriptedServer(.openAI))
        let door = RecordingDoor { $0.destination.isOutside ? .notInForce(.sharing) : nil }
        let answer = try await far.run { farPort in
            try await near.run { nearPort in
                let transport = try Asked.transport()
                let near = try Asked.endpoint(nearPort) { $0.name = "near" }
                return try await chain(
                    EndpointModel(
                        try Asked.endpoint(farPort, Asked.outside),
                        in: .openAI,
                        over: transport
                    ),
                    EndpointModel(near, in: .openAI, over: transport)
                ).answer(Asked.prompt(), through: door.door)
            }
        }
        #expect(answer.model == "near")
        #expect((far.connections, near.connections) == (0, 1))
    }
}

@Suite("The models of a turn share its time", .timeLimit(.minutes(1)))
struct SharedTurnTests {
    @Test(arguments: [(1, 1_500_000), (2, 1_000_000), (4, 500_000)])
    func `each has begun within its share, and no later than three quarters`(
        models: Int,
        micros: Int64
    ) {
        let limits = TimeLimits.turn(ofMicros: 2_000_000, sharedBy: models)
        #expect((limits.firstByteMicros, limits.wholeMicros) == (micros, 2_000_000))
    }

    /// Asks two models, of which the first does as told; time stands still until it was asked.
    private func ask(
        _ first: ScriptedServer,
        then second: ScriptedServer,
        through door: RecordingDoor,
        moving move: @escaping @Sendable (ManualTime) async -> Void
    ) async throws -> ModelAnswer {
        let time = ManualTime()
        let limits = TimeLimits.turn(ofMicros: 2_000_000, sharedBy: 2)
        return try await first.run { firstPort in
            try await second.run { secondPort in
                let transport = try Asked.transport(by: time)
                let models = try [firstPort, secondPort].enumerated().map { place, port in
                    let endpoint = try Asked.endpoint(port) {
                        ($0.name, $0.limits) = (["one", "two"][place], limits)
                    }
                    return EndpointModel(endpoint, in: .openAI, over: transport)
                }
                let chain = try #require(ModelChain(models, by: time))
                async let answer = chain.answer(Asked.prompt(), through: door.door)
                await move(time)
                return try await answer
            }
        }
    }

    @Test func `a first model that hangs leaves the second half of the turn to the next`()
        async throws
    {
        let (first, second) = (ScriptedServer(.hold), ScriptedServer(.openAI))
        let door = RecordingDoor()
        let answer = try await ask(first, then: second, through: door) { time in
            await first.waits { !$0.requests.isEmpty }
            await time.alarms(1)
            time.advance(byMicros: 999_999)
            #expect(second.connections == 0)
            await time.alarms(1)
            time.advance(byMicros: 1)
        }
        #expect(answer.model == "two")
        #expect(answer.firstTokenMicros == 1_000_000)
        #expect(door.outcomes == [.late, .answered])
    }

    @Test func `tries of the first, and the waits between them, are of its share`() async throws {
        let busy = ScriptedServer(.answer("", status: "503 No", headers: ["retry-after: 1"]))
        let door = RecordingDoor()
        let answer = try await ask(busy, then: ScriptedServer(.openAI), through: door) { _ in }
        #expect(answer.model == "two")
        #expect(door.outcomes == [.serverFailed, .answered])
    }
}
