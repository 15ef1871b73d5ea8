import Agent
import Events
import Testing

@Suite struct PlaybookTests {
    private func file(_ name: String, _ text: String) -> SourceFile {
        SourceFile(path: name, bytes: Array(text.utf8))
    }

    private func play(_ fields: String, body: String = "Say this.") -> String {
        "---\nid: p\nheadline: h\n\(fields)\n---\n\(body)\n"
    }

    @Test(arguments: [
        ("too expensive", "Honestly, it's TOO expensive!", true),
        ("too expensive", "too, expensive", true),
        ("too expensive", "too very expensive", false),
        ("it's a lot", "it’s a lot of money", true),
        ("ai", "we said no", false),
        ("prix élevé", "Le PRIX Élevé me gêne", true),
    ])
    func `a phrase matches as consecutive words, whatever the case and punctuation`(
        phrase: String,
        said: String,
        matches: Bool
    ) {
        #expect(Words(said).contain(Words(phrase)) == matches)
    }

    @Test(arguments: [
        ("kind: fact\ntriggers: [x]\nwhen: y", 6, "unknown field"),
        ("kind: fact", 2, "triggers"),
        ("kind: fact\ntriggers: x", 5, "no list"),
        ("kind: fact\ntriggers: ['...']", 5, "without words"),
        ("kind: fact\ntriggers: [x]\ncooldown: 2m", 6, "duration"),
        ("kind: fact\ntriggers: [x]\ncompetitor: Y", 6, "fact"),
        ("kind: battlecard\naliases: [x]", 2, "competitor"),
        ("kind: compliance\nrequired: true", 5, "phrases"),
        ("kind: battlecard\ncompetitor: Y\nurgent: true", 6, "urgent"),
        ("kind: compliance\nrequired: perhaps\ntriggers: [x]", 5, "neither"),
        ("kind: fact\ntriggers: [x", 5, "YAML"),
    ])
    func `an author's mistake is named by its line`(fields: String, line: Int, word: String) throws
    {
        let errors = try #require(throws: PlaybookErrors.self) {
            try Playbook(parsing: [file("p.md", play(fields))])
        }
        let error = try #require(errors.errors.first)
        #expect(error.description.contains(word), "\(error)")
        #expect(abs(error.line - line) <= 1, "\(error)")
    }

    @Test func `lines that end as on Windows are lines`() throws {
        let text = play("kind: fact\ntriggers: [x]", body: "Say this.\nThen that.")
        let entry = try Playbook(parsing: [file("p.md", text.replacing("\n", with: "\r\n"))])
            .entries
        #expect(
            entry
                == (try Playbook(parsing: [file("p.md", text)]).entries.map { play in
                    var play = play
                    play.version = entry.first?.version ?? ""
                    return play
                })
        )
        let errors = try #require(throws: PlaybookErrors.self) {
            let wrong = play("kind: fact\ntriggers: [x]\nwhen: y").replacing("\n", with: "\r\n")
            _ = try Playbook(parsing: [file("p.md", wrong)])
        }
        #expect(errors.errors.first?.line == 6)
    }

    @Test func `a repeated id is named`() {
        let text = play("kind: fact\ntriggers: [x]")
        #expect(throws: PlaybookErrors.self) {
            try Playbook(parsing: [file("a.md", text), file("b.md", text)])
        }
    }

    @Test func `more files than a playbook may have are refused, not cut off`() throws {
        let files = (0...Playbook.mostEntries).map { file("\($0 + 100_000).md", "") }
        let errors = try #require(throws: PlaybookErrors.self) { try Playbook(parsing: files) }
        #expect(
            errors.errors == [
                InputError(
                    path: "120000.md",
                    line: 1,
                    found: "one of 20001 files",
                    expected: "at most 20000 in one playbook"
                )
            ]
        )
    }

    @Test func `the digest changes with a play's words`() throws {
        let one = try Playbook(parsing: [file("a.md", play("kind: fact\ntriggers: [x]"))])
        let other = try Playbook(
            parsing: [file("a.md", play("kind: fact\ntriggers: [x]", body: "Say that."))]
        )
        #expect(one.digest != other.digest)
    }
}
