import Foundation

/// Learns from the passages themselves what else a passage could have said.
///
/// The same question is answered for many entities in different words. A passage's nearest
/// neighbours among *other* entities' passages are therefore paraphrases of it, and the words they
/// agree on find it too: "wireless" finds the passage that only says "wifi".
struct Paraphrases {
    /// Neighbours that speak for a passage: as many as entities are asked the same, and some more
    /// that only share its subject.
    private static let mostNeighbours = 150
    /// Words that fewer than this part of the neighbours use are left out.
    private static let leastAgreement: Float = 0.002
    /// Terms in more passages than this tell no neighbour; it bounds the work on big playbooks.
    private static let mostPassagesOfTerm = 2000

    private struct Neighbour {
        var passage: Int
        var likeness: Float
    }

    private let terms: PassageTerms
    private let scopes: [Int32]
    /// Each passage as a vector of length one.
    private let vectors: [[(term: Int32, weight: Float)]]
    private let holders: [[(passage: Int32, weight: Float)]]

    init(_ terms: PassageTerms, _ table: ScopeTable) {
        self.terms = terms
        scopes = table.scopeOfPassage
        let rarities = terms.rarities
        var holders = [[(passage: Int32, weight: Float)]](repeating: [], count: rarities.count)
        vectors = terms.rows.map { row in
            let raw = row.map { count in
                (count.term, Float(log(1 + Double(count.frequency))) * rarities[Int(count.term)])
            }
            let length = raw.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
            return raw.map { ($0.0, length > 0 ? $0.1 / length : 0) }
        }
        for (passage, vector) in vectors.enumerated() {
            for (term, weight) in vector where terms.documentCounts[Int(term)] > 1 {
                holders[Int(term)].append((Int32(passage), weight))
            }
        }
        self.holders = holders
    }

    /// For each passage the terms that its paraphrases use and it does not, with how many agree.
    func expansions() -> [[(term: Int32, agreement: Float)]] {
        var sums = [Float](repeating: 0, count: terms.rows.count)
        var agreement = [Float](repeating: 0, count: terms.documentCounts.count)
        return terms.rows.indices.map { passage in
            let near = neighbours(of: passage, &sums)
            return words(of: near, beside: passage, &agreement)
        }
    }

    private func neighbours(of passage: Int, _ sums: inout [Float]) -> [Neighbour] {
        var touched: [Int] = []
        for (term, weight) in vectors[passage] {
            let holders = holders[Int(term)]
            guard holders.count <= Self.mostPassagesOfTerm else { continue }
            for holder in holders {
                let other = Int(holder.passage)
                if sums[other] == 0 { touched.append(other) }
                sums[other] += weight * holder.weight
            }
        }
        var near: [Neighbour] = []
        var least: Float = 0
        for other in touched {
            let likeness = sums[other]
            sums[other] = 0
            guard likeness > least, scopes[other] != scopes[passage] else { continue }
            near.append(Neighbour(passage: other, likeness: likeness))
            if near.count >= 4 * Self.mostNeighbours { least = Self.keepNearest(&near) }
        }
        _ = Self.keepNearest(&near)
        return near
    }

    /// Keeps the nearest and returns how near the last of them is.
    private static func keepNearest(_ near: inout [Neighbour]) -> Float {
        near.sort { ($0.likeness, $1.passage) > ($1.likeness, $0.passage) }
        guard near.count > mostNeighbours else { return 0 }
        near.removeLast(near.count - mostNeighbours)
        return near.last?.likeness ?? 0
    }

    private func words(
        of near: [Neighbour],
        beside passage: Int,
        _ agreement: inout [Float]
    ) -> [(term: Int32, agreement: Float)] {
        var touched: [Int32] = []
        var total: Float = 0
        for neighbour in near {
            let say = pow(neighbour.likeness, RankingWeights.likenessPower)
            total += say
            for count in terms.rows[neighbour.passage] {
                if agreement[Int(count.term)] == 0 { touched.append(count.term) }
                agreement[Int(count.term)] += say
            }
        }
        let own = Set(terms.rows[passage].map(\.term))
        var words: [(term: Int32, agreement: Float)] = []
        for term in touched {
            let share = total > 0 ? agreement[Int(term)] / total : 0
            agreement[Int(term)] = 0
            if share >= Self.leastAgreement, !own.contains(term) { words.append((term, share)) }
        }
        return words
    }
}
