import Events
import Testing

@testable import Agent

/// A play of phrases alone and what it borrows of a play that is like it.
@Suite struct PlaySayingsTests {
    private static func play(_ id: String, _ trigger: String, _ examples: [String]) -> SourceFile {
        let lines = examples.map { "  - \"\($0)\"\n" }.joined()
        let text = """
            ---
            id: \(id)
            kind: objection
            triggers: ["\(trigger)"]
            \(examples.isEmpty ? "" : "examples:\n" + lines)headline: "Advice on \(id)"
            ---
            Words for the rep.
            """
        return SourceFile(path: id + ".md", bytes: Array(text.utf8))
    }

    private static func lender() throws -> Playbook {
        try Playbook(parsing: [
            play(
                "price",
                "too expensive",
                [
                    "The price is far too high for us", "We can not afford that much money",
                    "That costs more than our budget allows", "It is a lot of money for us",
                ]
            ),
            play(
                "hosting",
                "where is it hosted",
                [
                    "In which country are the servers", "Where do you store our data",
                    "Does our data stay in Europe", "Who else can read the stored data",
                ]
            ),
        ])
    }

    private static func borrower() throws -> Playbook {
        try Playbook(
            parsing: [
                play("cost", "the price is too high", []), play("dogs", "may I bring my dog", []),
            ]
        ).borrowing(from: lender())
    }

    @Test func `a play without examples borrows those of the play that its triggers are like`()
        throws
    {
        let sayings = try Self.borrower().sayings
        #expect(sayings.hasExamples == [true, false])
        #expect(sayings.plays[0].contains("We can not afford that much money"))
        #expect(sayings.plays[1] == ["may I bring my dog"])
        #expect(sayings.elsewhere.count == 1)
    }

    @Test func `a need in borrowed words is found, and the lender's other needs are not its own`()
        throws
    {
        func likeliest(_ words: String) throws -> Float {
            let heard = try Self.borrower().heard(in: [HeardTerms.terms(of: words)], saying: [:])
            return heard.plays[0].whole
        }
        let need = "we can not afford that much money, our budget does not allow it"
        #expect(try likeliest(need) > 0.5)
        #expect(try likeliest("in which country do you store our data") < 0.2)
    }

    @Test func `what was borrowed is no match for the play's own phrase`() throws {
        #expect(try Self.borrower().goesByPhrase(0, isSaid: true))
        #expect(try Self.borrower().goesByPhrase(0, isSaid: false) == false)
        #expect(try Self.lender().goesByPhrase(0, isSaid: true) == false)
    }

    private func judged(_ playbook: Playbook, _ turn: String) -> [JudgedPlay] {
        let moment = JudgedMoment(
            turn: turn,
            startMicros: 200_000_000,
            endMicros: 210_000_000,
            before: []
        )
        return PlayJudge(playbook: playbook).judge(moment)
    }

    @Test func `what somebody at home says of a phrase is a story`() throws {
        let alone = try Playbook(parsing: [Self.play("cost", "too expensive", [])])
        let told = judged(alone, "My sister says it is too expensive.")
        #expect(told.first?.silence == .inPassing)
        let meant = judged(alone, "It is too expensive for me and my sister.")
        #expect(meant.first?.silence == nil)
    }

    @Test(arguments: [
        ("Honestly, the price is too high for us.", true),
        (
            "He told me a story once, that at his old company the price is too high for paper clips.",
            false
        ),
        ("Nobody is worried, and the price is too high is what my wife says of butter.", false),
    ])
    func `of a phrase that was said the rest of the turn tells whether it is meant`(
        turn: String,
        isMeant: Bool
    ) throws {
        let judged = judged(try Self.borrower(), turn)
        #expect(judged.contains { $0.entry.id == "cost" && $0.silence == nil } == isMeant)
    }

    @Test func `a competitor goes by the name, whatever examples the play has`() throws {
        let text = """
            ---
            id: vs-tally
            kind: battlecard
            competitor: Tallywren
            examples: ["We are looking at another product"]
            headline: "Ask what they liked"
            ---
            Words for the rep.
            """
        let playbook = try Playbook(
            parsing: [SourceFile(path: "vs-tally.md", bytes: Array(text.utf8))]
        )
        #expect(playbook.goesByPhrase(0, isSaid: true))
        #expect(judged(playbook, "Why should we not take Tallywren?").first?.silence == nil)
    }

    @Test func `without a lender phrases alone find a play`() throws {
        let playbook = try Playbook(parsing: [Self.play("cost", "the price is too high", [])])
        #expect(playbook.goesByPhrase(0, isSaid: false))
        let heard = playbook.heard(in: [["we", "can", "not", "afford", "it"]], saying: [:])
        #expect(heard.plays[0].whole == 0)
    }

    @Test func `a playbook can be asked as if it had not heard a part of its sayings`() throws {
        let whole = try Self.lender()
        let part = whole.leavingOut { $0 % 2 == 0 }
        #expect(whole.sayingsByPlay[0].sayings.count == 5)
        #expect(part.sayingsByPlay[0].sayings.count == 2)
        #expect(part.entries == whole.entries)
    }
}
