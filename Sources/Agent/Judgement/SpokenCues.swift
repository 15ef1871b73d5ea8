/// Phrases of general English, by which anyone can see why a turn was taken as it was, that speak for or against interrupting.
struct SpokenCues: Sendable {
    /// What a phrase shows.
    enum Cue: String, CaseIterable, Sendable {
        case opener, question, concern, denial, settled, hearsay, family, command, leaving, play
    }

    /// The cues of a turn, each once.
    static func cues(in terms: [String]) -> Set<Cue> {
        var found: Set<Cue> = []
        for (place, term) in terms.enumerated() {
            for (phrase, cue) in table[term] ?? []
            where terms[place...].prefix(phrase.count).elementsEqual(phrase) {
                found.insert(cue)
            }
        }
        return found
    }

    /// Whether words are the speaker's own affair: no story, no joke, no denial.
    static func isMeant(_ text: String) -> Bool {
        cues(in: HeardTerms.terms(of: text))
            .isDisjoint(with: [.denial, .hearsay, .family, .command, .play])
    }

    /// Whether words are told of somebody at home: "my sister says".
    static func tellsOfHome(_ terms: [String]) -> Bool {
        terms.indices.contains { place in
            tellingsOfHome.contains { terms[place...].starts(with: $0) }
        }
    }

    private static let tellingsOfHome: [[String]] =
        family.split(separator: "\n").flatMap { home in
            ["says", "said", "thinks", "told", "always says", "always said"].map { tells in
                HeardTerms.terms(of: "\(home) \(tells)")
            }
        }

    private static let table: [String: [(phrase: [String], cue: Cue)]] = {
        var table: [String: [(phrase: [String], cue: Cue)]] = [:]
        for (cue, text) in phrases {
            for phrase in text.split(separator: "\n") {
                let terms = HeardTerms.terms(of: phrase)
                guard let first = terms.first else { continue }
                table[first, default: []].append((terms, cue))
            }
        }
        return table
    }()

    private static let phrases: [(Cue, String)] = [
        (.opener, openers), (.question, questions), (.concern, concerns), (.denial, denials),
        (.settled, settled), (.hearsay, hearsay), (.family, family), (.command, commands),
        (.leaving, leaving), (.play, play),
    ]
}
