/// Known terms by what is left of them when one letter falls out, to find what a misspelt one meant.
///
/// Two spellings one letter apart share a remainder, so a look-up costs a few hash look-ups, however
/// many terms there are.
struct SpellingTable: Sendable {
    /// Shorter terms are other words rather than misspelt ones.
    private static let shortest = 5

    private var terms: [Int32: [UInt8]] = [:]
    private var byRemainder: [String: [Int32]] = [:]
    private let uses: [Int]

    /// Learns the terms that several passages use; what one alone has may be the misspelling.
    init(_ spellings: [String: Int32], uses: [Int]) {
        self.uses = uses
        for (spelling, term) in spellings where uses[Int(term)] > 1 {
            let letters = Array(spelling.utf8)
            guard letters.count >= Self.shortest else { continue }
            terms[term] = letters
            for remainder in Self.remainders(of: letters) {
                byRemainder[remainder, default: []].append(term)
            }
        }
    }

    /// The term that an unknown one most likely is: one letter apart and the most used.
    func term(like unknown: String) -> Int32? {
        let letters = Array(unknown.utf8)
        guard letters.count >= Self.shortest else { return nil }
        var best: Int32?
        for remainder in Self.remainders(of: letters) {
            for term in byRemainder[remainder] ?? [] where isLikelier(term, than: best) {
                guard let spelling = terms[term],
                    EditDistance.between(letters, spelling, most: 1) != nil
                else { continue }
                best = term
            }
        }
        return best
    }

    private func isLikelier(_ term: Int32, than other: Int32?) -> Bool {
        guard let other else { return true }
        return (uses[Int(term)], -term) > (uses[Int(other)], -other)
    }

    private static func remainders(of letters: [UInt8]) -> [String] {
        [String(decoding: letters, as: UTF8.self)]
            + letters.indices.map { place in
                var rest = letters
                rest.remove(at: place)
                return String(decoding: rest, as: UTF8.self)
            }
    }
}
