/// Something that holds of a turn or not, named by a letter and up to two words.
package struct Feature: Hashable, Sendable {
    /// What it is about; the letter is its name in a model file.
    package enum Kind: UInt8, CaseIterable, Sendable {
        /// A word of the turn.
        case turnWord = 0x74  // t
        /// Two words of the turn in a row.
        case turnPair = 0x62  // b
        /// A word near the turn's end.
        case lateWord = 0x65  // e
        /// How many words the turn has.
        case length = 0x6C  // l
        /// The turn has the form of a question.
        case question = 0x71  // q
        /// How many lines went before.
        case linesBefore = 0x6E  // n
        /// A word of the rep's line directly before.
        case repWord = 0x72  // r
        /// Two words of that line in a row.
        case repPair = 0x52  // R
        /// The rep has offered to act, the turn agrees, or both.
        case acceptance = 0x61  // a
        /// The tool itself.
        case tool = 0x54  // T
        /// How often the turn names the tool.
        case namedInTurn = 0x6F  // o
        /// How often the rep's line names the tool.
        case namedByRep = 0x4F  // O
        /// Inputs of which the turn says a value.
        case valuesInTurn = 0x76  // v
        /// Inputs of which the rep's line says a value.
        case valuesByRep = 0x56  // V
        /// Inputs that the turn names.
        case inputsInTurn = 0x69  // i
        /// Inputs that the rep's line names, mostly to ask for them.
        case inputsByRep = 0x49  // I
        /// How lately the tool was talked about.
        case recency = 0x68  // h
        /// Required inputs still missing after the turn.
        case missing = 0x6D  // m
        /// Required inputs that were missing before the turn.
        case missingBefore = 0x4D  // M
        /// The turn gives the last required input.
        case completed = 0x63  // c
        /// Candidates that are talked about more.
        case rank = 0x6B  // k
        /// How far behind the tool most talked about.
        case distance = 0x64  // d
        /// An input of this tool and whether it was given before or now.
        case input = 0x78  // x
    }

    /// What it is about.
    package let kind: Kind
    /// The first word, or none.
    package let first: UInt64
    /// The second word, or none.
    package let second: UInt64

    /// A feature of up to two words.
    package init(_ kind: Kind, _ first: UInt64 = 0, _ second: UInt64 = 0) {
        (self.kind, self.first, self.second) = (kind, first, second)
    }

    /// A feature that is a count.
    package init(_ kind: Kind, count: Int) { self.init(kind, WordHash.count(count)) }

    /// Reads a feature's name as it stands in a model file; nil when it is none.
    package init?(name: String) {
        let parts = name.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        guard let letter = parts.first, letter.count == 1, let raw = letter.first,
            let kind = Kind(rawValue: raw), parts.count <= 3,
            parts.allSatisfy({ !$0.isEmpty })
        else { return nil }
        let words = parts.dropFirst().map { WordHash.of($0) }
        self.init(kind, words.first ?? 0, words.dropFirst().first ?? 0)
    }

    /// Its name in a model file; nil when a word's spelling is not known.
    package func name(by spelling: [UInt64: String]) -> String? {
        var name = String(UnicodeScalar(kind.rawValue))
        for word in [first, second] where word != 0 {
            guard let text = spelling[word] else { return nil }
            name += " " + text
        }
        return name
    }

    /// Its number in a table of weights.
    package var id: UInt64 {
        WordHash.mix(WordHash.mix(UInt64(kind.rawValue), first), second)
    }

    /// The numbers of some features, each once.
    package static func ids(of features: [Feature]) -> [UInt64] {
        var ids = features.map(\.id)
        ids.sort()
        var last: UInt64?
        ids.removeAll { id in
            defer { last = id }
            return id == last
        }
        return ids
    }
}
