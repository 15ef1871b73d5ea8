import Testing

@testable import Agent

@Suite("A playbook is warned of")
struct PlaybookWarningTests {
    private func warnings(_ plays: String...) throws -> [String] {
        PlaybookWarnings(try CoachedCall.playbook(plays)).lines
    }

    private func play(_ id: String, _ fields: String, says body: String = "Words.") -> String {
        "---\nid: \(id)\nkind: fact\nheadline: h\n\(fields)\n---\n\(body)\n"
    }

    @Test func `for nothing where it is sound`() throws {
        let plays = [CoachedCall.price, CoachedCall.rival, CoachedCall.support]
        #expect(PlaybookWarnings(try CoachedCall.playbook(plays)).lines.isEmpty)
        let said = play(
            "a",
            "required: true\nphrases: [\"thirty days\"]",
            says: "Say: \"It holds for *thirty days*.\""
        )
        #expect(try warnings(said).isEmpty)
    }

    @Test func `for a trigger that two plays have`() throws {
        let found = try warnings(
            play("a", "triggers: [\"too dear\", \"too dear\"]"),
            play("b", "triggers: [\"Too dear!\"]")
        )
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("warning: play b: found the trigger \"Too dear!\"") == true)
    }

    @Test(arguments: [
        "triggers: [\"is it safe\"]\nnot_when: [\"Is it safe?\"]",
        "triggers: [\"is it safe now\"]\nnot_when: [\"safe\"]", "triggers: [\"the\"]",
        "required: true\nphrases: [\"thirty days\"]",
    ])
    func `for what never or always counts`(fields: String) throws {
        let found = try warnings(play("a", fields))
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.hasPrefix("warning: play a: found ") })
    }
}
