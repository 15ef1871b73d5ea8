import Agent
import Testing

@Suite struct RetrievalTests {
    /// Two rival products, a service without entities, and the same questions asked of each.
    private static let passages: [Passage] = [
        passage(
            "n-mobile",
            "Does it work on a phone?",
            "Nimbus has an app for phones.",
            "Nimbus CRM"
        ),
        passage(
            "n-price",
            "How much does Nimbus cost?",
            "Nimbus CRM costs 40 a seat.",
            "Nimbus CRM"
        ),
        passage("n-export", "Can data be exported?", "Exports are in CSV.", "Nimbus CRM"),
        passage(
            "q-mobile",
            "Is there a mobile app?",
            "An app for phones comes next year.",
            "Quarry Desk"
        ),
        passage("q-price", "What is the price?", "Quarry Desk costs 55 a seat.", "Quarry Desk"),
        passage("q-export", "Can data be exported?", "There is no export.", "Quarry Desk"),
        passage("t-price", "How much is a training day?", "A training day costs 900.", nil),
        passage("t-remote", "Is training remote?", "Training is remote or on site.", nil),
    ]

    private static func passage(
        _ id: String,
        _ title: String,
        _ body: String,
        _ entity: String?
    ) -> Passage {
        Passage(
            id: id,
            title: title,
            body: body,
            domain: entity == nil ? "training" : "product",
            entity: entity,
            aliases: entity == "Quarry Desk" ? ["Rockpile"] : []
        )
    }

    private static let index = PassageIndex(passages)

    private func topic(_ lines: String...) -> ConversationTopic {
        lines.reduce(Self.index.openTopic) { topic, line in
            Self.index.topic(topic, after: ConversationLine(speaker: .rep, text: line))
        }
    }

    private func found(_ turn: String, after topic: ConversationTopic? = nil) -> [String] {
        Self.index.search(turn, about: topic ?? Self.index.openTopic, limit: 3).map(\.passage.id)
    }

    @Test(arguments: ["Nimbus", "nimbus crm", "Nimbus CRM's", "nymbus", "numbus crm"])
    func `a pronoun keeps the product that was named, in whole, in part or misspelt`(name: String) {
        let topic = topic("Today it is about \(name).", "We can talk about anything you like.")
        #expect(found("what does it cost", after: topic).first == "n-price")
    }

    @Test(arguments: ["Quarry Desk", "the quarry", "Rockpile", "rock pile", "quary desk"])
    func `a rival is known by its name and its aliases, also without case`(name: String) {
        #expect(found("how much is \(name)").first == "q-price")
    }

    @Test
    func `the entity that was named last is the topic, and the earlier one stays a candidate`() {
        let topic = topic("Nimbus CRM is ours.", "You said you use Quarry Desk.")
        #expect(Self.index.candidates(for: topic).map(\.entity) == ["Quarry Desk", "Nimbus CRM"])
        #expect(found("is there a price", after: topic).first == "q-price")
    }

    @Test func `the words of a domain choose the passages that hold for all of it`() {
        let topic = topic("Nimbus CRM is ours.")
        #expect(found("and a day of training, how much is that?", after: topic).first == "t-price")
    }

    @Test func `a passage is found by words that only its twin for another entity uses`() {
        let topic = topic("Nimbus CRM is ours.")
        #expect(found("anything mobile?", after: topic).first == "n-mobile")
    }

    @Test func `a turn that asks nothing of its own is read with the line before it`() {
        let topic = topic("Nimbus CRM exports data.", "Can Quarry Desk be exported?")
        #expect(found("And what about that one?", after: topic).first == "q-export")
    }

    @Test(arguments: ["can it be exprted", "is there ex port", "exxport, um, of it"])
    func `a word that was misheard by one letter or in two parts is still known`(turn: String) {
        #expect(found(turn, after: topic("Quarry Desk it is.")).first == "q-export")
    }

    @Test(arguments: ["", "   ", "?!", "um, yeah, so", "xylophone zzz"])
    func `a turn without a known word finds nothing`(turn: String) {
        #expect(found(turn).isEmpty)
    }

    @Test func `equal passages come in their order, every time`() {
        let twins = (1...9).map { Passage(id: "p\($0)", title: "Refunds", body: "Ask us.") }
        for _ in 1...5 {
            let index = PassageIndex(twins)
            let found = index.search("refunds", about: index.openTopic, limit: 4)
            #expect(found.map(\.passage.id) == ["p1", "p2", "p3", "p4"])
        }
    }

    @Test func `of a turn of twenty thousand words only the end is read`() {
        let junk = (0..<20_000).map { "junk\($0 % 7000)x" }.joined(separator: " ")
        let topic = topic(junk, "Nimbus CRM is ours.")
        #expect(found(junk + " what is the price", after: topic).first == "n-price")
        #expect(found("what is the price " + junk, after: topic).isEmpty)
    }

    @Test func `an index of nothing finds nothing`() {
        let empty = PassageIndex([])
        let topic = empty.topic(empty.openTopic, after: .init(speaker: .prospect, text: "Hi Lee"))
        #expect(empty.search("price", about: topic, limit: 5).isEmpty)
        #expect(Self.index.search("price", about: Self.index.openTopic, limit: 0).isEmpty)
    }

    @Test func `a play is a passage about its competitor`() throws {
        let file = SourceFile(
            path: "acme.md",
            bytes: Array(
                """
                ---
                id: acme
                kind: battlecard
                headline: Acme has no audit log
                competitor: Acme
                aliases: [Acme Cloud]
                triggers: [we already use]
                ---
                Ask who reads their logs.
                """.utf8
            )
        )
        let passage = Passage(try #require(try Playbook(parsing: [file]).entries.first))
        #expect(passage.entity == "Acme")
        #expect(passage.aliases == ["Acme Cloud"])
        #expect(passage.title == "Acme has no audit log\nwe already use")
        #expect(passage.body == "Ask who reads their logs.")
    }
}
