/// A text as the words that matching sees: lower case, without punctuation, apostrophes straight.
public struct Words: Hashable, Sendable {
    /// The words in order.
    public let list: [Substring]

    /// The words of a text.
    public init(_ text: some StringProtocol) {
        let folded = text.lowercased()
        // Nearly all that is said is ASCII, which is cut much faster byte by byte.
        if folded.utf8.allSatisfy({ $0 < 0x80 }) {
            list = folded.utf8.split { !Self.isPart($0) }.map { Self.bare(Substring($0)) }
                .filter { !$0.isEmpty }
        } else {
            let straight = String(folded.map { "’‘ʼ".contains($0) ? "'" : $0 })
            list = straight.split { !($0.isLetter || $0.isNumber || $0 == "'") }.map(Self.bare)
                .filter { !$0.isEmpty }
        }
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "'")
    }

    /// A word without the quotation marks around it.
    private static func bare(_ word: Substring) -> Substring {
        var word = word
        while word.utf8.first == UInt8(ascii: "'") { word.removeFirst() }
        while word.utf8.last == UInt8(ascii: "'") { word.removeLast() }
        return word
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
