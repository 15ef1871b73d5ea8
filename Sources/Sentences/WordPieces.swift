import Foundation

/// Cuts text into the pieces of words that a BERT model was taught.
///
/// The rules are those of its uncased form: small letters without accents, every mark a word of its own,
/// and each word cut greedily from the front into the longest pieces known (Devlin et al. 2018).
struct WordPieces: Sendable {
    private let numbers: [Substring: Int32]
    private let unknown: Int32
    private let first: Int32
    private let last: Int32

    /// How many pieces there are; their numbers are smaller.
    let count: Int

    /// A longer word is not cut but counts as unknown.
    private static let longestWord = 100
    /// What the model was trained to read at once, its two marks of begin and end included.
    static let most = 256

    /// - Parameter vocabulary: the pieces, one a line; a piece within a word begins with `##`.
    init(vocabulary: String, file: String) throws(SentenceError) {
        var lines = vocabulary.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        count = lines.count
        numbers = Dictionary(
            lines.enumerated().map { ($1, Int32($0)) },
            uniquingKeysWith: { one, _ in one }
        )
        guard let unknown = numbers["[UNK]"], let first = numbers["[CLS]"],
            let last = numbers["[SEP]"]
        else {
            throw .damaged(file: file, found: "no [UNK], [CLS] and [SEP]", expected: "all three")
        }
        (self.unknown, self.first, self.last) = (unknown, first, last)
    }

    /// The numbers of a text's pieces between the marks of begin and end; what is too long is cut off.
    func numbers(of text: String) -> [Int32] {
        var found: [Int32] = []
        for word in Self.words(of: text) where found.count < Self.most { found += pieces(of: word) }
        return [first] + found.prefix(Self.most - 2) + [last]
    }

    private func pieces(of word: String) -> [Int32] {
        guard word.unicodeScalars.count <= Self.longestWord else { return [unknown] }
        var found: [Int32] = []
        var rest = Substring(word).unicodeScalars
        while !rest.isEmpty {
            var piece = rest
            let mark = found.isEmpty ? "" : "##"
            while !piece.isEmpty, numbers[mark + Substring(piece)] == nil { piece.removeLast() }
            guard !piece.isEmpty, let number = numbers[mark + Substring(piece)] else {
                return [unknown]
            }
            found.append(number)
            rest = rest[piece.endIndex...]
        }
        return found
    }

    /// The words and marks of a text, in small letters without accents.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func end() {
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
        }
        for scalar in text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            switch Kind(scalar) {
            case .nothing: continue
            case .space: end()
            case .alone:
                end()
                words.append(String(scalar))
            case .letter: word.append(scalar)
            }
        }
        end()
        return words
    }

    private enum Kind {
        case letter, space, alone, nothing

        init(_ scalar: Unicode.Scalar) {
            let category = scalar.properties.generalCategory
            self =
                switch category {
                case _ where ["\t", "\n", "\r"].contains(scalar): .space
                case .spaceSeparator, .lineSeparator, .paragraphSeparator: .space
                case .nonspacingMark, .control, .format, .unassigned, .privateUse, .surrogate:
                    .nothing
                case _ where scalar == "\u{FFFD}": .nothing
                case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                    .initialPunctuation, .finalPunctuation, .otherPunctuation:
                    .alone
                case .mathSymbol, .currencySymbol, .modifierSymbol:
                    scalar.isASCII ? .alone : .letter
                default: Self.isIdeograph(scalar) ? .alone : .letter
                }
        }

        /// The blocks of ideographs that BERT's own code names.
        private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
                0x2B740...0x2B81F, 0x2B820...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
                true
            default: false
            }
        }
    }
}
