import Foundation

/// Finds the names of entities in what was said: whole, in part, abbreviated or misheard.
///
/// A name's words weigh by how few entities use them, so that "the Ashley" is as good as its full
/// name and "the house" is nobody. All of it is learnt from the passages.
struct EntityNames: Sendable {
    /// A scope that a line names.
    struct Mention {
        var scope: Int
        /// How much of the name was said, 0 to 1.
        var coverage: Float
        /// How telling the words were that were said, in words that only one entity uses.
        var weight: Float
    }

    private struct Name {
        var scope: Int
        var words: [Int32]
        var weight: Float
    }

    /// A word of a line that is, or may be, a word of a name.
    private struct Hit {
        /// Twice the word's place in the line: two words written as one have two places.
        var place: Int
        var word: Int32
        var likeness: Float
    }

    /// A function word in a name ("the", "and") weighs this part of another word.
    private static let functionWordShare: Float = 0.35
    /// A letter for a word ("A and B") is this much like it.
    private static let initialLikeness: Float = 0.5
    /// What each wrong letter costs.
    private static let letterCost: Float = 0.2
    /// Shorter words are other words rather than misspelt ones.
    private static let shortestMisspelt = 4
    /// From this length two letters may be wrong.
    private static let longWord = 7
    /// A word that so many passages use is no misspelling.
    private static let leastUseOfRealWord = 3
    /// Unknown words looked at in one line: it bounds the work on a line of junk.
    static let mostMisspelt = 24
    /// What each word between two of a name's words costs.
    private static let gapCost: Float = 0.3
    /// Hits of one name looked at in one line.
    private static let mostHits = 32
    /// Two words written as one are told from this length on.
    private static let shortestPair = 7

    private var names: [Name] = []
    private var numbers: [String: Int32] = [:]
    private var spellings: [[UInt8]] = []
    private var weights: [Float] = []
    private var namesWithWord: [[Int32]] = []
    private var wordsByFirstLetter: [UInt8: [Int32]] = [:]
    private var pairs: [String: (Int32, Int32)] = [:]
    private var realWords: Set<String> = []
    /// The weight of a word that only one entity uses.
    private var mostWeight: Float = 1

    init(_ texts: [[String]], _ table: ScopeTable, _ lexicon: Lexicon) {
        for (number, scope) in table.scopes.enumerated() {
            for name in scope.names { add(lexicon.terms(of: name), of: number) }
        }
        weigh(texts, table)
        for place in names.indices {
            names[place].weight = names[place].words.reduce(0) { $0 + weights[Int($1)] }
        }
    }

    private mutating func add(_ terms: [String], of scope: Int) {
        let words = terms.map { term in
            if let number = numbers[term] { return number }
            let number = Int32(spellings.count)
            let spelling = Array(term.utf8)
            numbers[term] = number
            spellings.append(spelling)
            namesWithWord.append([])
            if let first = spelling.first { wordsByFirstLetter[first, default: []].append(number) }
            return number
        }
        for word in Set(words) { namesWithWord[Int(word)].append(Int32(names.count)) }
        for (one, other) in zip(terms, terms.dropFirst()) {
            guard (one + other).utf8.count >= Self.shortestPair, min(one.count, other.count) > 2
            else { continue }
            pairs[one + other] = numbers[one].flatMap { one in numbers[other].map { (one, $0) } }
        }
        names.append(Name(scope: scope, words: words, weight: 0))
    }

    /// Weighs each word of a name by how many entities' names or passages use it.
    private mutating func weigh(_ texts: [[String]], _ table: ScopeTable) {
        var users = [Set<Int>](repeating: [], count: spellings.count)
        var uses: [String: Int] = [:]
        for name in names { for word in name.words { users[Int(word)].insert(name.scope) } }
        for (place, text) in texts.enumerated() {
            let scope = Int(table.scopeOfPassage[place])
            for term in Set(text) {
                uses[term, default: 0] += 1
                if let word = numbers[term] { users[Int(word)].insert(scope) }
            }
        }
        realWords = Set(uses.filter { $0.value >= Self.leastUseOfRealWord }.keys)
        weights = Array(repeating: 0, count: spellings.count)
        mostWeight = Float(log(Double(table.scopes.count + 1)))
        for (term, word) in numbers {
            let share = Double(table.scopes.count + 1) / Double(users[Int(word)].count)
            let isFunctionWord = FunctionWords.stems.contains(term)
            weights[Int(word)] = Float(log(share)) * (isFunctionWord ? Self.functionWordShare : 1)
        }
    }

    /// The entities that a line names, each once, in the order of their scopes.
    func mentions(in words: [String]) -> [Mention] {
        guard !names.isEmpty else { return [] }
        var hitsOfName: [Int32: [Hit]] = [:]
        for hit in hits(in: words) {
            for name in namesWithWord[Int(hit.word)] {
                hitsOfName[name, default: []].append(hit)
            }
        }
        var best: [Int: Mention] = [:]
        for (number, hits) in hitsOfName {
            let name = names[Int(number)]
            guard name.weight > 0 else { continue }
            let weight = alignment(of: name, with: hits.prefix(Self.mostHits))
            let coverage = weight / name.weight
            if coverage > best[name.scope]?.coverage ?? 0 {
                best[name.scope] = Mention(
                    scope: name.scope,
                    coverage: coverage,
                    weight: weight / mostWeight
                )
            }
        }
        return best.values.sorted { $0.scope < $1.scope }
    }

    private func hits(in words: [String]) -> [Hit] {
        var hits: [Hit] = []
        var looks = 0
        for (place, word) in words.enumerated() {
            if let number = numbers[word] {
                hits.append(Hit(place: 2 * place, word: number, likeness: 1))
            } else if let (one, other) = pairs[word] {
                hits.append(Hit(place: 2 * place, word: one, likeness: 1))
                hits.append(Hit(place: 2 * place + 1, word: other, likeness: 1))
            } else if looks < Self.mostMisspelt, !realWords.contains(word) {
                looks += 1
                hits += likely(Array(word.utf8), at: 2 * place)
            }
            if place + 1 < words.count, let number = numbers[word + words[place + 1]] {
                hits.append(Hit(place: 2 * place, word: number, likeness: 1))
            }
        }
        return hits
    }

    /// The words of names that a word of no passage may stand for.
    private func likely(_ word: [UInt8], at place: Int) -> [Hit] {
        guard let first = word.first, first > UInt8(ascii: "9") else { return [] }
        let candidates = wordsByFirstLetter[first] ?? []
        if word.count == 1 {
            return candidates.filter { spellings[Int($0)].count > 1 }
                .map { Hit(place: place, word: $0, likeness: Self.initialLikeness) }
        }
        return candidates.compactMap { candidate in
            let spelling = spellings[Int(candidate)]
            let shorter = min(spelling.count, word.count)
            guard shorter >= Self.shortestMisspelt,
                let wrong = EditDistance.between(
                    word,
                    spelling,
                    most: shorter < Self.longWord ? 1 : 2
                )
            else { return nil }
            return Hit(
                place: place,
                word: candidate,
                likeness: 1 - Self.letterCost * Float(wrong)
            )
        }
    }

    /// The weight of the best run of hits that follow the name's order, gaps deducted.
    private func alignment(of name: Name, with hits: ArraySlice<Hit>) -> Float {
        var ends: [(place: Int, index: Int, weight: Float)] = []
        var best: Float = 0
        for hit in hits {
            for (index, word) in name.words.enumerated() where word == hit.word {
                var before: Float = 0
                for end in ends where end.place < hit.place && end.index < index {
                    let gap = max(0, Float(hit.place - end.place - 2) / 2)
                    before = max(before, end.weight - Self.gapCost * gap)
                }
                let weight = before + weights[Int(word)] * hit.likeness
                ends.append((hit.place, index, weight))
                best = max(best, weight)
            }
        }
        return best
    }
}
