import Foundation

/// Tells a domain by the words of the talk, as its passages use them.
struct DomainWords: Sendable {
    /// Passages' worth of doubt: a domain of few passages says little about a word.
    private static let doubt = 10.0
    /// Log odds of one word beyond this are an accident of few passages.
    private static let mostOdds = 3.0
    /// An entity's name counts as so many passages of its domain.
    private static let nameShare = 3.0

    /// How many domains there are.
    let count: Int
    /// For each term, one number a domain.
    private var odds: [Float]
    private var labels: [Set<Int32>]

    init(_ terms: PassageTerms, _ table: ScopeTable, _ lexicon: Lexicon) {
        let domains = table.domains.count
        count = domains
        labels = table.domains.map {
            Set(lexicon.terms(of: $0).compactMap(lexicon.number))
        }
        var uses = [Double](repeating: 0, count: lexicon.count * domains)
        var sizes = [Double](repeating: 0, count: domains)
        for (place, row) in terms.rows.enumerated() {
            let domain = table.scopes[Int(table.scopeOfPassage[place])].domain
            sizes[domain] += 1
            for count in row { uses[Int(count.term) * domains + domain] += 1 }
        }
        for (domain, label) in labels.enumerated() {
            for term in label { uses[Int(term) * domains + domain] += sizes[domain] }
        }
        for scope in table.scopes {
            for term in scope.names.flatMap({ lexicon.terms(of: $0) }).compactMap(lexicon.number) {
                uses[Int(term) * domains + scope.domain] += Self.nameShare
            }
        }
        odds = Self.odds(uses, sizes)
    }

    private static func odds(_ uses: [Double], _ sizes: [Double]) -> [Float] {
        let domains = sizes.count
        var odds = [Float](repeating: 0, count: uses.count)
        for first in stride(from: 0, to: uses.count, by: max(1, domains)) {
            // The mean of the domains' shares, so that a big domain does not own the words.
            let shares = (0..<domains).map { (uses[first + $0] + 0.1) / (sizes[$0] + 1) }
            let usual = shares.reduce(0, +) / Double(domains)
            for domain in 0..<domains {
                let share = (uses[first + domain] + doubt * usual) / (sizes[domain] + doubt)
                odds[first + domain] = Float(min(mostOdds, max(-mostOdds, log(share / usual))))
            }
        }
        return odds
    }

    /// How much the words speak for each domain, in log odds.
    func odds(of terms: [Int32]) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        for term in terms {
            for domain in 0..<count { sums[domain] += odds[Int(term) * count + domain] }
        }
        return sums
    }

    /// Whether the words name each domain.
    func named(by terms: [Int32]) -> [Bool] {
        labels.map { label in terms.contains { label.contains($0) } }
    }
}
