import Agent
import Testing

@Suite struct DomainPackTests {
    private func pack(_ yaml: String) throws(InputError) -> DomainPack {
        try DomainPack(parsing: SourceFile(path: "p.yaml", bytes: Array(yaml.utf8)))
    }

    private static let least = "id: p\nclosing_phrases: [talk soon]\n"

    @Test func `a pack needs an id and its closing phrases; all else is as it always was`() throws {
        let pack = try pack(Self.least)
        #expect(pack.id == "p")
        #expect(pack.playbook == "p")
        #expect(pack.closingPhrases == ["talk soon"])
        #expect(pack.coachName == DomainPack.standardCoachName)
        #expect(pack.roles.isEmpty && pack.kinds.isEmpty)
        #expect(pack.screenPhrases == DomainPack.standardScreenPhrases)
        #expect(pack.detailPhrases == DomainPack.standardDetailPhrases)
        #expect(pack.smallTalkPhrases.isEmpty)
        #expect(pack.acknowledgements.isEmpty)
        #expect(pack.instructions.isEmpty)
        #expect(pack.followUp == .standard)
        #expect(NudgePolicy(of: pack) == .standard)
    }

    @Test func `every field is read`() throws {
        let pack = try pack(
            """
            id: lessons
            coach_name: Listener
            playbook: school
            roles: {rep: Tutor, prospect: Learner}
            kinds: {talk-track: Explanation}
            closing_phrases: ["that's all"]
            screen_phrases: [on this slide]
            detail_phrases: [read that]
            small_talk_phrases: [how are you]
            acknowledgements: [yes, no]
            topics_never: [marks, homework]
            follow_up:
              call: lesson
              objections: doubts
              outcomes: {agreed: agreed, undecided: open, others: [done, goal-reached]}
            prompt: The rep teaches.
            """
        )
        #expect(pack.coachName == "Listener")
        #expect(pack.playbook == "school")
        #expect(pack.roles == ["rep": "Tutor", "prospect": "Learner"])
        #expect(pack.kinds == ["talk-track": "Explanation"])
        #expect(pack.screenPhrases == ["on this slide"])
        #expect(pack.detailPhrases == ["read that"])
        #expect(pack.smallTalkPhrases == ["how are you"])
        #expect(pack.acknowledgements == ["yes", "no"])
        #expect(pack.followUp.call == "lesson")
        #expect(pack.followUp.objectionsTitle == "Doubts")
        #expect(pack.followUp.raised == FollowUpWords.standard.raised)
        #expect(pack.followUp.outcomes == ["agreed", "open", "done", "goal-reached"])
        #expect(pack.instructions == "The rep teaches.\nNever advise on: marks; homework.")
    }

    @Test func `what a pack says of nudges replaces the standard, what it leaves out does not`()
        throws
    {
        let yaml = Self.least + "defaults: {interval: 60s, budget: 8, oldest_words: 15s}\n"
        let policy = NudgePolicy(of: try pack(yaml))
        #expect(policy.intervalMicros == 60_000_000)
        #expect(policy.budget == 8)
        #expect(policy.oldestWordsMicros == 15_000_000)
        #expect(policy.kindCooldownMicros == NudgePolicy.standard.kindCooldownMicros)
        #expect(policy.freshnessMicros == NudgePolicy.standard.freshnessMicros)
        let rest = Self.least + "defaults: {kind_cooldown: 90s, expiry: 3s}\n"
        let other = NudgePolicy(of: try pack(rest))
        #expect(other.kindCooldownMicros == 90_000_000)
        #expect(other.freshnessMicros == 3_000_000)
    }

    @Test func `the digest changes with any word of the pack`() throws {
        let one = try pack(Self.least)
        let other = try pack(Self.least + "acknowledgements: [yes]\n")
        #expect(one.digest != other.digest)
    }
}

/// Where and how a pack's author is told of a mistake.
@Suite struct DomainPackMistakeTests {
    private static let least = "id: p\nclosing_phrases: [talk soon]\n"

    @Test(arguments: [
        ("- a", 1, "no fields"),
        ("id: [", 2, "not YAML"),
        ("closing_phrases: [a]", 1, "id: nothing"),
        ("id: p", 1, "closing_phrases: nothing"),
        ("id: P 1\nclosing_phrases: [a]", 1, "id: other characters"),
        ("id: [p]\nclosing_phrases: [a]", 1, "id: no text"),
        ("id: p\nclosing_phrases: a", 2, "closing_phrases: no list"),
        (least + "colour: red", 3, "an unknown field"),
        (least + "playbook: ../sales", 3, "playbook: other characters"),
        (least + "coach_name: '...'", 3, "coach_name: no text"),
        (least + "coach_name: " + String(repeating: "a", count: 61), 3, "61 characters"),
        (least + "prompt:", 3, "prompt: no text"),
        (least + "roles: Tutor", 3, "roles: no fields"),
        (least + "roles:\n  rep: A\n  boss: B", 5, "an unknown field"),
        (least + "roles:\n  rep: A\n  observer: [B]", 5, "roles.observer: no text"),
        (least + "kinds:\n  advice: A", 4, "an unknown field"),
        (least + "screen_phrases: {a: b}", 3, "screen_phrases: no list"),
        (least + "acknowledgements:\n  - yes\n  - '!'", 5, "acknowledgements: an element"),
        (least + "topics_never: [[a]]", 3, "topics_never: an element"),
        (least + "defaults: 30s", 3, "defaults: no fields"),
        (least + "defaults:\n  pause: 30s", 4, "an unknown field"),
        (least + "defaults:\n  interval: 30", 4, "defaults.interval: no duration"),
        (least + "defaults:\n  expiry: -1s", 4, "defaults.expiry: no duration"),
        (least + "defaults:\n  oldest_words: 86401s", 4, "defaults.oldest_words: no duration"),
        (least + "defaults:\n  budget: many", 4, "defaults.budget: no such number"),
        (least + "defaults:\n  budget: 481", 4, "defaults.budget: no such number"),
        (least + "follow_up: all", 3, "follow_up: no fields"),
        (least + "follow_up:\n  title: A", 4, "an unknown field"),
        (least + "follow_up:\n  call: '!'", 4, "follow_up.call: no text"),
        (
            least + "follow_up:\n  outcomes:\n    agreed: a\n    others: [b]", 4,
            "follow_up.outcomes: not both agreed and undecided"
        ),
        (
            least + "follow_up:\n  outcomes:\n    agreed: Yes, please\n    undecided: b", 5,
            "follow_up.outcomes.agreed: other characters"
        ),
        (
            least + "follow_up:\n  outcomes:\n    agreed: a\n    undecided: b\n    others: [a]", 7,
            "follow_up.outcomes.others: names that are not taken"
        ),
        (least + "id: q", 1, "written twice"),
    ])
    func `is named by its line`(yaml: String, line: Int, found: String) throws {
        let file = SourceFile(path: "p.yaml", bytes: Array(yaml.utf8))
        let error = try #require(throws: InputError.self) { try DomainPack(parsing: file) }
        #expect(error.line == line, "\(error)")
        #expect(error.found.contains(found), "\(error)")
        #expect(error.description.hasPrefix("p.yaml:\(line): found "), "\(error)")
    }

    @Test func `bytes that are not UTF-8 are refused`() throws {
        let file = SourceFile(path: "p.yaml", bytes: Array(Self.least.utf8) + [0xFF])
        let error = try #require(throws: InputError.self) { try DomainPack(parsing: file) }
        #expect(error.found == "bytes that are not UTF-8")
    }
}
