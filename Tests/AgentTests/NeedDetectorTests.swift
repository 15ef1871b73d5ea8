import Foundation
import Testing

@testable import Agent

@Suite struct NeedDetectorTests {
    /// The model that comes with Aside.
    static func shipped() throws -> NeedDetector {
        try NeedDetector(parsing: try JudgementModel.file("need"))
    }

    private static let offer = [
        ConversationLine(speaker: .rep, text: "Would you like me to book a room for you?")
    ]
    private static let pitch = [
        ConversationLine(
            speaker: .rep,
            text: "So that is how our platform keeps a sales team's pipeline up to date."
        )
    ]

    @Test(
        arguments: [
            "Does the hotel have a policy on pets?",
            "Do they charge extra for late cancellation?",
            "Before that, do they let guests bring their own wine?",
            "Is the room quiet at night?",
        ]
    )
    func `a question about policy needs knowledge`(turn: String) throws {
        #expect(try Self.shipped().verdict(on: turn, after: Self.offer).needsKnowledge)
    }

    @Test(
        arguments: [
            "Yes, please book it for two people and three nights.",
            "Thank you, that is all I need. Bye!",
            "I need a table for four at seven on Friday.",
        ]
    )
    func `a booking request or thanks needs none`(turn: String) throws {
        #expect(try !Self.shipped().verdict(on: turn, after: Self.offer).needsKnowledge)
    }

    @Test(
        arguments: [
            "Does the hotel's bar close early? I don't like noise.",
            "It's 7pm, isn't it? Let’s book… and what’s their dress code?",
        ]
    )
    func `punctuation and case change nothing`(turn: String) throws {
        let detector = try Self.shipped()
        let verdict = detector.verdict(on: turn, after: Self.offer)
        let bare = turn.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }
        let spaced = turn.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : " " }
        #expect(detector.verdict(on: bare, after: Self.offer) == verdict)
        #expect(detector.verdict(on: spaced.joined(), after: Self.offer) == verdict)
    }

    @Test(
        arguments: [
            "how does your pricing work for contractors",
            "what happens to our data if we cancel",
            "do you integrate with salesforce",
            "can you tell me how you handle single sign on",
            "i wonder if it works offline",
            "what's the difference between the pro and the team plan",
            "and who owns the recordings",
            "we are worried about where the data is stored",
            "i'd like to know whether we can host it ourselves",
            "what does it cost per seat",
        ]
    )
    func `in a field it was never fitted on, a request for information still needs knowledge`(
        turn: String
    ) throws {
        #expect(try Self.shipped().verdict(on: turn, after: Self.pitch).needsKnowledge)
    }

    @Test(
        arguments: [
            "sounds good let's do thursday",
            "yeah exactly",
            "we are a team of forty people in berlin",
            "we use salesforce at the moment",
            "could you send me the contract",
            "yes please send me the invite",
            "i will talk to finance and come back to you",
            "can you hear me",
        ]
    )
    func `in a field it was never fitted on, agreement and small talk need none`(
        turn: String
    ) throws {
        #expect(try !Self.shipped().verdict(on: turn, after: Self.pitch).needsKnowledge)
    }

    @Test(arguments: ["how does your pricing work for contractors", "what about security"])
    func `a request for information is heard without any line before it`(turn: String) throws {
        #expect(try Self.shipped().verdict(on: turn, after: []).needsKnowledge)
    }

    @Test(arguments: ["", " … ?! "])
    func `a turn without words needs nothing`(turn: String) throws {
        let verdict = try Self.shipped().verdict(on: turn, after: [])
        #expect(verdict == NeedDetector.Verdict(scorePerMille: 0, needsKnowledge: false))
    }

    @Test(arguments: JudgementModel.broken(kind: "need", tail: #""vocabulary":[]"#))
    func `a broken model is refused by its name`(broken: JudgementModel.Broken) {
        let file = SourceFile(path: "models/need.json", bytes: Array(broken.json.utf8))
        let error = #expect(throws: InputError.self) { try NeedDetector(parsing: file) }
        #expect(error?.description.hasPrefix("models/need.json:1: found \(broken.found)") == true)
    }
}
