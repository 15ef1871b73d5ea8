/// What people say when they need each play of a playbook.
///
/// A play without examples borrows those of the lender's play that its triggers are most like: a
/// playbook of phrases alone finds a need only in its author's words.
package struct PlaySayings: Sendable {
    /// Its triggers and its examples, own or borrowed, by the place of the play.
    private(set) var plays: [[String]]
    /// Whether more is known of a play than its phrases, by its place.
    private(set) var hasExamples: [Bool]
    /// What is said where the lender has a play and the playbook has none.
    private(set) var elsewhere: [[String]] = []
    /// What is said where no play is due, by kind.
    private(set) var ordinary = OrdinaryTalk.Kind.allCases.map(\.lines)

    /// From so many sayings a play on, words alone tell plays apart as well as words and meaning do
    /// (docs/EVALUATION.md).
    static let manyForEach = 200

    /// Triggers are like a lender's play when they are likelier than this to be about it, on average.
    private static let leastLikeness: Float = 0.3

    /// The sayings of some plays.
    init(of entries: [PlaybookEntry]) {
        plays = entries.map { $0.triggers + $0.examples }
        hasExamples = entries.map { !$0.examples.isEmpty }
    }

    /// The same without every so many-th example, to fit on what the playbook has not heard.
    init(_ sayings: PlaySayings, leavingOut isLeftOut: (Int) -> Bool) {
        self = sayings
        plays = plays.map { Self.rest(of: $0, leavingOut: isLeftOut) }
        ordinary = ordinary.map { Self.rest(of: $0, leavingOut: isLeftOut) }
    }

    /// Whether more is known than what phrases the plays have.
    var tellMoreThanPhrases: Bool { hasExamples.contains(true) || !elsewhere.isEmpty }

    /// Whether the plays have so many sayings that meaning adds nothing to words.
    var areMany: Bool {
        let counts = zip(plays, hasExamples).filter(\.1).map(\.0.count)
        return !counts.isEmpty && counts.reduce(0, +) >= Self.manyForEach * counts.count
    }

    /// What is said for each play, for each kind of ordinary talk, and for what no play answers.
    var byClass: [[String]] { plays + ordinary + elsewhere }

    /// Every saying once, in order.
    package var texts: [String] { Set(byClass.joined()).sorted() }

    private static func rest(of lines: [String], leavingOut isLeftOut: (Int) -> Bool) -> [String] {
        lines.enumerated().filter { !isLeftOut($0.offset) }.map(\.element)
    }

    /// Adds what a lender's plays know to those of the same plays that have no examples.
    mutating func borrow(for entries: [PlaybookEntry], from lender: Playbook) {
        var matches: [(likeness: Float, place: Int, lent: Int)] = []
        for (place, entry) in entries.enumerated() where entry.competitorNames.isEmpty {
            for (lent, likeness) in lender.likeness(of: entry.triggers).enumerated()
            where likeness >= Self.leastLikeness && lender.entries[lent].competitorNames.isEmpty {
                matches.append((likeness, place, lent))
            }
        }
        matches.sort { ($0.likeness, $1.place) > ($1.likeness, $0.place) }
        // A lender's play that a play with examples is like is that play's already.
        var taken = Set(matches.filter { hasExamples[$0.place] }.map(\.lent))
        for match in matches where !hasExamples[match.place] && !taken.contains(match.lent) {
            plays[match.place] += lender.entries[match.lent].examples
            hasExamples[match.place] = true
            taken.insert(match.lent)
        }
        elsewhere = lender.entries.enumerated()
            .filter { !taken.contains($0.offset) && !$0.element.examples.isEmpty }
            .map { $0.element.triggers + $0.element.examples }
    }
}
