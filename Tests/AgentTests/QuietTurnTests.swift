import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("A turn in which nothing is worth a tip")
struct QuietTurnTests {
    private func quiet() throws -> QuietTurns {
        let yaml = """
            id: test
            closing_phrases: [bye]
            small_talk_phrases: [how are you, "how was your weekend"]
            acknowledgements: [yeah, sounds good, i see]
            """
        let file = SourceFile(path: "pack.yaml", bytes: Array(yaml.utf8))
        return QuietTurns(try DomainPack(parsing: file))
    }

    @Test(arguments: [
        "Yeah.", "Yeah, yeah, I see.", "Sounds good!", "Hi Dana, how are you?", "Mm-hm.",
        "Uh-huh, yeah.",
    ])
    func `is an acknowledgement, or small talk and hardly more`(turn: String) throws {
        #expect(try quiet().needNothing(turn))
    }

    @Test(arguments: [
        "", "Yeah, but it is too expensive.", "I see a problem.", "Sounds expensive.",
        "How are you so sure about the price of the larger licence?", "Oh, it is too expensive.",
    ])
    func `is none of these`(turn: String) throws { #expect(try !quiet().needNothing(turn)) }

    @Test func `is not looked up, though a play would like its words`() async throws {
        let play = CoachedCall.price.replacing("too expensive", with: "sounds good")
        for (acknowledgements, judged) in [("[sounds good]", 0), ("[yeah]", 1)] {
            let yaml = "id: test\nclosing_phrases: [bye]\nacknowledgements: \(acknowledgements)\n"
            let file = SourceFile(path: "pack.yaml", bytes: Array(yaml.utf8))
            let pack = try DomainPack(parsing: file)
            let call = try await CoachedCall(plays: [play]) { $0.pack = pack }
            try await call.say("Sounds good.", at: 6)
            #expect(await call.call.judgementCount == judged)
        }
    }
}
