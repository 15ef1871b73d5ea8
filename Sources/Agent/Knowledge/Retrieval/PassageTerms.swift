import Foundation

/// The words of the passages, counted by field, without the names of what they are about.
///
/// Within an entity's passages its name tells nothing apart, and between entities it would keep
/// passages from being recognised as the same thing said of two of them.
struct PassageTerms {
    /// A term of a passage.
    struct Count {
        var term: Int32
        /// Weighted by field.
        var frequency: Float
    }

    /// The counts of each passage, by term.
    private(set) var rows: [[Count]] = []
    /// The length of each passage: the sum of its counts.
    private(set) var lengths: [Float] = []
    /// In how many passages each term stands.
    private(set) var documentCounts: [Int]

    /// A name's word that more than this share of all entities' passages use is no name.
    private static let commonShare = 0.1

    init(_ texts: [(title: [String], body: [String])], _ table: ScopeTable, _ lexicon: Lexicon) {
        documentCounts = Array(repeating: 0, count: lexicon.count)
        let ownNames = Self.ownNames(texts, table, lexicon)
        for (place, text) in texts.enumerated() {
            let own = ownNames[Int(table.scopeOfPassage[place])]
            var counts: [Int32: Float] = [:]
            for (terms, weight) in [(text.title, RankingWeights.title), (text.body, 1)] {
                for term in terms {
                    guard let number = lexicon.number(of: term),
                        !lexicon.isFunctionWord(number), !own.contains(number)
                    else { continue }
                    counts[number, default: 0] += weight
                }
            }
            let row = counts.map { Count(term: $0.key, frequency: $0.value) }
                .sorted { $0.term < $1.term }
            for count in row { documentCounts[Int(count.term)] += 1 }
            rows.append(row)
            lengths.append(row.reduce(0) { $0 + $1.frequency })
        }
    }

    /// For each scope, the words of its names that few others use.
    private static func ownNames(
        _ texts: [(title: [String], body: [String])],
        _ table: ScopeTable,
        _ lexicon: Lexicon
    ) -> [Set<Int32>] {
        var users: [Int32: Set<Int32>] = [:]
        for (place, text) in texts.enumerated() {
            for term in text.title + text.body {
                guard let number = lexicon.number(of: term) else { continue }
                users[number, default: []].insert(table.scopeOfPassage[place])
            }
        }
        let most = max(1, Int(Double(table.scopes.count) * commonShare))
        return table.scopes.map { scope in
            let terms = scope.names.flatMap { lexicon.terms(of: $0) }
            return Set(terms.compactMap(lexicon.number))
                .filter { (users[$0]?.count ?? 0) <= most }
        }
    }

    /// How rare a term is among so many passages of which so many have it.
    static func rarity(of documents: Int, among all: Int) -> Float {
        let (documents, all) = (Double(documents), Double(all))
        return Float(log(1 + (all - documents + 0.5) / (documents + 0.5)))
    }

    /// Each term's rarity among all passages.
    var rarities: [Float] {
        documentCounts.map { Self.rarity(of: $0, among: rows.count) }
    }
}
