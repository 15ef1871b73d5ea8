import AsideTesting
import ConsentGate
import Events
import Synchronization
import Testing

@testable import Agent

@Suite("Passages by their meaning")
struct MeaningTests {
    /// Says that a sentence about boats means the support play, through the door.
    private final class Boats: Embedder {
        let destination = Destination(processor: "Vectors", region: "EU", isOutside: true)
        private let asked = Mutex<[String]>([])
        var texts: [String] { asked.withLock { $0 } }

        func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]] {
            let body = Array(texts.joined(separator: "\n").utf8)
            return try await door.request(
                Departure(to: destination, asking: .embeddings, carrying: body)
            ) { _ in
                asked.withLock { $0 += texts }
                return texts.map { text in
                    let isBoat = text.contains("boat") || text.lowercased().contains("support")
                    return isBoat ? [1, 0] : [0, 1]
                }
            }
        }
    }

    private func coached(_ embedder: Boats, _ model: ScriptedModel) async throws -> CoachedCall {
        let plays = [CoachedCall.price, CoachedCall.support]
        let playbook = try CoachedCall.playbook(plays)
        let meaning = try await Meaning(of: playbook, by: embedder)
        return try await CoachedCall(plays: plays, model: model, meaning: meaning)
    }

    @Test func `are found where the words say nothing, and nothing waits for them`() async throws {
        let (embedder, model) = (Boats(), ScriptedModel([]))
        let call = try await coached(embedder, model)
        let before = embedder.texts.count
        try await call.say("Too expensive, and who helps us when the boat sinks", at: 6)
        await call.call.settle()
        #expect(embedder.texts.count == before + 1)
        try await call.happens(12, .track(identity: "lee", .microphone, isPublished: true))
        await call.call.settle()
        #expect(model.prompts.first?.passages.map(\.id).contains("support") == true)
        let left = call.facts(EgressRequested.self).map(\.service)
        #expect(left == [.embeddings])
    }

    @Test(arguments: [
        ("can you still see the boat and is there support at night", 1),
        ("we are not asking for a boat and support at night is fine", 0),
    ])
    func `are asked about where the judge saw no need, and not where it has another reason`(
        words: String,
        questions: Int
    ) async throws {
        let (embedder, model) = (Boats(), ScriptedModel([]))
        let call = try await coached(embedder, model)
        try await call.say(words, at: 100)
        await call.call.settle()
        try await call.happens(106, .track(identity: "lee", .microphone, isPublished: true))
        await call.call.settle()
        let reason: NudgeSuppressed.Reason = questions == 0 ? .inPassing : .modelSilent
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [reason])
        #expect(model.prompts.count == questions)
        #expect(model.prompts.allSatisfy { $0.passages.map(\.id) == ["support"] })
    }

    @Test func `are not sought outside for words that are not final, which may be half a number`()
        async throws
    {
        let (embedder, model) = (Boats(), ScriptedModel([]))
        let call = try await coached(embedder, model)
        let before = embedder.texts.count
        let half = "my card is four one one one 4111 1111 1111 and too expensive"
        let line = SpokenLine(text: half, startMicros: 5_000_000, endMicros: 6_000_000)
        try await call.happens(6, .partial(identity: "lee", line))
        await call.call.settle()
        #expect(embedder.texts.count == before)
        #expect(call.facts(EgressRequested.self).isEmpty)
    }

    @Test func `are not sought outside without sharing, and the words decide alone`() async throws {
        let (embedder, model) = (Boats(), ScriptedModel([]))
        let call = try await coached(embedder, model)
        let before = embedder.texts.count
        let withdrawal = Observation.What.consent(
            identity: "lee",
            .withdraw,
            purposes: [.sharing],
            nonce: nil,
            means: "click"
        )
        try await call.happens(2, withdrawal)
        try await call.say("Honestly, that is too expensive for us.", at: 6)
        await call.call.settle()
        #expect(embedder.texts.count == before)
        #expect(call.facts(EgressRefused.self).map(\.missing) == [.sharing])
        #expect(model.prompts.first?.passages.map(\.id) == ["price"])
    }

    @Test func `are not sought outside for a turn that began before sharing came into force`()
        async throws
    {
        let (embedder, model) = (Boats(), ScriptedModel([]))
        let call = try await coached(embedder, model)
        let before = embedder.texts.count
        let withdrawal = Observation.What.consent(
            identity: "lee",
            .withdraw,
            purposes: [.sharing],
            nonce: nil,
            means: "click"
        )
        try await call.happens(2, withdrawal)
        try await call.say("who helps us when the boat and", at: 4)
        await call.call.settle()
        try await call.agrees("lee", at: 5)
        try await call.say("all that is on it sinks.", at: 6)
        await call.call.settle()
        #expect(embedder.texts.count == before)
        #expect(call.facts(EgressRequested.self).isEmpty)
        try await call.say("And who helps us when the boat is at sea?", at: 20)
        await call.call.settle()
        #expect(embedder.texts.count > before)
    }
}
