import Foundation

extension PassagePostings {
    /// Weighs the terms of the passages and of their paraphrases.
    init(weighing terms: PassageTerms, _ table: ScopeTable) {
        let rarities = terms.rarities
        let inScope = ScopeRarity(terms, table)
        let usual = terms.lengths.reduce(0, +) / Float(max(1, terms.lengths.count))
        let expansions = Paraphrases(terms, table).expansions()
        let rows = terms.rows.indices.map { place in
            let scope = Int(table.scopeOfPassage[place])
            let share = usual > 0 ? terms.lengths[place] / usual : 1
            let half =
                RankingWeights.saturation
                * (1 - RankingWeights.lengthPenalty + RankingWeights.lengthPenalty * share)
            func rarity(_ term: Int32) -> Float {
                rarities[Int(term)] * (1 - RankingWeights.rarityInScope)
                    + inScope.rarity(of: term, in: scope) * RankingWeights.rarityInScope
            }
            let own = terms.rows[place].map { count in
                let frequency = count.frequency
                let said = frequency * (RankingWeights.saturation + 1) / (frequency + half)
                return (term: count.term, weight: said * rarity(count.term))
            }
            let others = expansions[place].map { expansion in
                let said = pow(expansion.agreement, RankingWeights.agreementPower)
                return (term: expansion.term, weight: said * rarity(expansion.term))
            }
            return own + others
        }
        self.init(rows: rows, rarity: rarities)
    }
}

/// How rare a term is among the passages of one scope, on the scale of the whole index.
///
/// Of an entity's thirty passages one may speak of parking and all of rooms, whatever the others do.
private struct ScopeRarity {
    private let documents: [[Int32: Int]]
    private let sizes: [Int]
    private let scale: Double

    init(_ terms: PassageTerms, _ table: ScopeTable) {
        var documents = [[Int32: Int]](repeating: [:], count: table.scopes.count)
        for (place, row) in terms.rows.enumerated() {
            let scope = Int(table.scopeOfPassage[place])
            for count in row { documents[scope][count.term, default: 0] += 1 }
        }
        self.documents = documents
        sizes = table.scopes.map(\.passages.count)
        scale = log(Double(terms.rows.count))
    }

    func rarity(of term: Int32, in scope: Int) -> Float {
        let size = sizes[scope]
        let rarity = PassageTerms.rarity(of: documents[scope][term] ?? 0, among: size)
        return rarity * Float(scale / log(Double(size) + 1))
    }
}
