import AsideTesting
import ConsentGate
import Events
import Synchronization
import Testing

@testable import Agent

@Suite("Plays told apart by meaning")
struct MeaningJudgementTests {
    /// An embedder on this machine that knows the sea from all else; it can be held up.
    private final class Sailor: Embedder {
        let isOutside = false
        private let held = Mutex<[CheckedContinuation<Void, Never>]?>(nil)
        private let asked = Mutex<[[String]]>([])
        var requests: [[String]] { asked.withLock { $0 } }

        func hold() { held.withLock { $0 = [] } }

        func release() {
            let waiting = held.withLock { held in
                defer { held = nil }
                return held ?? []
            }
            for wake in waiting { wake.resume() }
        }

        func vectors(of texts: [String], through door: EgressDoor) async throws -> [[Float]] {
            asked.withLock { $0.append(texts) }
            await withCheckedContinuation { wake in
                let goesOn = held.withLock { held in
                    held?.append(wake)
                    return held == nil
                }
                if goesOn { wake.resume() }
            }
            return texts.map { text in
                let text = text.lowercased()
                let isAtSea = ["keel", "mast", "anchor", "lighthouse"]
                    .contains(where: text.contains)
                return isAtSea ? [1, 0] : [0, 1]
            }
        }
    }

    private static let rescue = """
        ---
        id: rescue
        kind: fact
        triggers: ["who rescues us"]
        examples:
          - "what if the mast breaks at night"
          - "the anchor came loose and nobody answered"
          - "the lighthouse was dark when we needed it"
          - "a crack in the keel and no one picked up"
        headline: "Somebody answers day and night"
        ---
        A person answers within an hour.
        """

    private static let price = """
        ---
        id: price
        kind: objection
        triggers: ["too expensive"]
        examples:
          - "that is a lot of money"
          - "the price is too high for us"
          - "we cannot pay that much"
        headline: "Six weeks to pay back"
        ---
        Show the payback slide.
        """

    private static let plays = [rescue, price]
    private static let story =
        "Well, I tell you how it was last winter, we lay there with one mast and without an anchor and "
        + "you could ring whomever you liked, and I keep thinking about that."

    private func coached(
        _ embedder: Sailor,
        model: (any LanguageModel)? = nil
    ) async throws -> CoachedCall {
        let meaning = try await Meaning(
            of: try CoachedCall.playbook(Self.plays),
            by: embedder
        )
        return try await CoachedCall(plays: Self.plays, model: model, meaning: meaning)
    }

    /// Lee's story, and the pause that completes it.
    private func tell(_ call: CoachedCall) async throws {
        try await call.say(Self.story, at: 100)
        try await call.happens(103, .track(identity: "lee", .microphone, isPublished: true))
    }

    private func found(_ call: CoachedCall) -> [PassagesRetrieved.Passage] {
        call.journal.events.compactMap { $0.opened(PassagesRetrieved.self)?.passages }
            .flatMap { $0 }
    }

    @Test func `a need told as a story is found where its words say nothing`() async throws {
        let embedder = Sailor()
        let call = try await coached(embedder)
        try await tell(call)
        await call.call.settle()
        let byMeaning = try #require(found(call).first { $0.id == "rescue" })
        let bare = try await CoachedCall(plays: Self.plays)
        try await tell(bare)
        let byWords = found(bare).first { $0.id == "rescue" }?.scorePerMille ?? 0
        #expect(byMeaning.scorePerMille > byWords + 200)
    }

    @Test func `a turn waits for its vectors, and what happens meanwhile does not`() async throws {
        let embedder = Sailor()
        let call = try await coached(embedder)
        embedder.hold()
        try await tell(call)
        #expect(call.facts(TurnCompleted.self).count == 1)
        #expect(call.facts(PassagesRetrieved.self).isEmpty)
        embedder.release()
        await call.call.settle()
        #expect(call.facts(PassagesRetrieved.self).count == 1)
        #expect(embedder.requests.last?.first == Self.story)
    }

    @Test func `an embedder that does not come back is waited for no longer than its time`()
        async throws
    {
        let embedder = Sailor()
        let call = try await coached(embedder)
        embedder.hold()
        try await call.say("The price is too expensive, that is a lot of money for us.", at: 100)
        try await call.happens(103, .track(identity: "lee", .microphone, isPublished: true))
        #expect(call.facts(PassagesRetrieved.self).isEmpty)
        await call.time.alarms(1)
        call.time.advance(byMicros: 300_000)
        while call.facts(PassagesRetrieved.self).isEmpty { await Task.yield() }
        #expect(found(call).map(\.id).contains("price"))
        embedder.release()
        await call.call.settle()
        #expect(call.facts(PassagesRetrieved.self).count == 1)
    }

    @Test func `nothing is weighed any more when consent was withdrawn meanwhile`() async throws {
        let embedder = Sailor()
        let call = try await coached(embedder)
        embedder.hold()
        try await tell(call)
        let withdrawal = Observation.What.consent(
            identity: "lee",
            .withdraw,
            purposes: [.aiAnalysis],
            nonce: nil,
            means: "click"
        )
        try await call.happens(104, withdrawal)
        embedder.release()
        await call.call.settle()
        #expect(call.facts(PassagesRetrieved.self).isEmpty)
        #expect(call.facts(NudgeSuppressed.self).map(\.reason) == [.notInForce])
    }

    @Test func `a turn that was superseded while it waited is not answered`() async throws {
        let embedder = Sailor()
        let call = try await coached(embedder)
        embedder.hold()
        try await tell(call)
        try await call.say("One moment please, let me write that down first.", by: "dana", at: 105)
        try await call.happens(108, .track(identity: "dana", .microphone, isPublished: true))
        embedder.release()
        await call.call.settle()
        #expect(call.facts(TurnCompleted.self).count == 2)
        #expect(call.facts(PassagesRetrieved.self).isEmpty)
        let suppressed = try #require(call.journal.events.first { $0.type == .nudgeSuppressed })
        let turns = call.journal.events.filter { $0.type == .turnCompleted }
        #expect(suppressed.fact(NudgeSuppressed.self)?.reason == .superseded)
        #expect(suppressed.envelope.causationID == turns.first?.envelope.id)
    }

    @Test func `a turn that waits is not disturbed by somebody who listens`() async throws {
        let embedder = Sailor()
        let call = try await coached(embedder)
        embedder.hold()
        try await tell(call)
        try await call.say("Mm-hm.", by: "dana", at: 104)
        try await call.say("Hmm.", at: 105)
        embedder.release()
        await call.call.settle()
        #expect(call.facts(TurnCompleted.self).count == 3)
        #expect(call.facts(PassagesRetrieved.self).count == 1)
        #expect(embedder.requests.last?.first == Self.story)
    }

    @Test func `vectors that came while the words were being said are not made again`() async throws
    {
        let embedder = Sailor()
        let call = try await coached(embedder)
        let line = SpokenLine(text: Self.story, startMicros: 99_500_000, endMicros: 99_900_000)
        try await call.happens(99.9, .partial(identity: "lee", line))
        await call.call.settle()
        let before = embedder.requests.count
        try await tell(call)
        #expect(call.facts(PassagesRetrieved.self).count == 1)
        #expect(embedder.requests.count == before)
    }

    @Test func `plays of which so much is known that words suffice are not told apart by it`()
        async throws
    {
        func meaning(_ sayings: Int) async throws -> (Meaning, [String]) {
            let more = (0..<sayings).map { "  - \"\($0) knots and no mast\"\n" }.joined()
            let play = Self.rescue.replacing("headline:", with: more + "headline:")
            let playbook = try CoachedCall.playbook([play])
            let meaning = try await Meaning(of: playbook, by: Sailor())
            return (meaning, Meaning.texts(of: playbook, for: Sailor()))
        }
        let (judging, sayings) = try await meaning(100)
        #expect(judging.plays != nil && sayings.contains("7 knots and no mast"))
        let (finding, passages) = try await meaning(PlaySayings.manyForEach)
        #expect(finding.plays == nil && passages.count == 1)
    }

    @Test func `a long turn is understood by its last stretches`() {
        let long = (1...60).map { "This is the sentence of number \($0)." }.joined(separator: " ")
        let texts = TurnMeaning.texts(of: long)
        #expect(texts.count == 1 + TurnMeaning.mostStretches)
        #expect(texts.last == "This is the sentence of number 60")
        #expect(TurnMeaning.texts(of: "No, not at all.") == ["No, not at all."])
        let runOn = Array(repeating: "word", count: 30).joined(separator: " ")
        #expect(
            TurnMeaning.texts(of: runOn).dropFirst().allSatisfy {
                $0.split(separator: " ").count <= 18
            }
        )
        #expect(TurnMeaning([]) == nil)
    }
}
