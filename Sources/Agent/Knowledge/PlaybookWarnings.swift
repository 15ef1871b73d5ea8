/// What in a playbook is well formed and will hardly do what its author meant.
public struct PlaybookWarnings: Sendable {
    /// One line for each, in the order of the plays.
    public let lines: [String]

    /// Looks through the plays.
    public init(_ playbook: Playbook) {
        var first: [Words: String] = [:]
        lines = playbook.entries.flatMap { entry -> [String] in
            let found =
                Self.shared(entry, &first) + Self.vetoed(entry) + Self.everyday(entry)
                + Self.unsaid(entry)
            return found.map { "warning: play \(entry.id): found \($0)" }
        }
    }

    /// Triggers that a play before it has: of the two, one is never shown.
    private static func shared(
        _ entry: PlaybookEntry,
        _ first: inout [Words: String]
    ) -> [String] {
        entry.triggers.compactMap { trigger in
            let other = first[Words(trigger)]
            first[Words(trigger)] = other ?? entry.id
            guard let other, other != entry.id else { return nil }
            return "the trigger \"\(trigger)\" of play \(other), expected it in one of them"
        }
    }

    /// Triggers that hold what says that the play is not needed.
    private static func vetoed(_ entry: PlaybookEntry) -> [String] {
        entry.triggers.filter { trigger in
            entry.notWhen.contains { Words(trigger).contain(Words($0)) }
        }
        .map { "the trigger \"\($0)\" in not_when too, expected it in one of them" }
    }

    /// Triggers that everybody says all the time.
    private static func everyday(_ entry: PlaybookEntry) -> [String] {
        entry.triggers.filter { trigger in
            let words = HeardWords(trigger).list
            return words.count == 1 && EverydayWords.ids.contains(words[0].id)
        }
        .map { "the trigger \"\($0)\", an everyday word, expected two words or more" }
    }

    /// Whether the rep who reads a statement out as it is written has not made it.
    private static func unsaid(_ entry: PlaybookEntry) -> [String] {
        let body = Words(entry.body)
        guard entry.isRequired, !entry.provingPhrases.contains(where: { body.contain(Words($0)) })
        else { return [] }
        return ["none of its phrases in its own text, expected what the rep is to say"]
    }
}
