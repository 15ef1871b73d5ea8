/// A text as the words that matching sees: lower case, without punctuation, apostrophes straight.
public struct Words: Hashable, Sendable {
    /// The words in order.
    public let list: [Substring]

    /// The words of a text.
    public init(_ text: some StringProtocol) {
        let folded = String(
            text.lowercased().map { character in
                switch character {
                case "’", "‘", "ʼ": "'" as Character
                default: character
                }
            }
        )
        list = folded.split { !($0.isLetter || $0.isNumber || $0 == "'") }
            .map { word in
                var word = word[...]
                while word.first == "'" { word.removeFirst() }
                while word.last == "'" { word.removeLast() }
                return word
            }
            .filter { !$0.isEmpty }
    }

    /// Whether the words of a phrase stand in this text, one directly after the other.
    public func contain(_ phrase: Words) -> Bool {
        let length = phrase.list.count
        guard length > 0, list.count >= length else { return false }
        return (0...(list.count - length)).contains { start in
            list[start..<(start + length)].elementsEqual(phrase.list)
        }
    }
}
