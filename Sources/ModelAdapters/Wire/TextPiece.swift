/// A piece of a text that may be cut anywhere, as some servers cut their streams: between the two units that
/// UTF-16 writes a character with as well.
struct TextPiece: Hashable, Sendable {
    /// The second half of the character with which the piece before it ended.
    var low: UInt16?
    var text = ""
    /// The first half of the character with which the next piece begins.
    var high: UInt16?

    /// Whether it has no half of a character.
    var isWhole: Bool { low == nil && high == nil }
    /// Whether there is nothing in it.
    var isEmpty: Bool { isWhole && text.isEmpty }

    /// The character that two halves are; nil when they are none.
    static func character(_ high: UInt32, _ low: UInt32) -> Unicode.Scalar? {
        guard (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }
}

/// A text put together from its pieces.
struct JoinedText: Hashable, Sendable {
    /// What has come of it in whole characters, as UTF-8.
    private(set) var bytes: [UInt8] = []
    private var high: UInt16?

    /// The text; nil while it ends with half a character.
    var text: String? { high == nil ? String(decoding: bytes, as: UTF8.self) : nil }

    /// Takes the next piece; false when it does not go on where the one before it was cut.
    mutating func add(_ piece: TextPiece) -> Bool {
        guard !piece.isEmpty else { return true }
        switch (high, piece.low) {
        case (nil, nil): break
        case (let high?, let low?):
            guard let character = TextPiece.character(UInt32(high), UInt32(low)) else {
                return false
            }
            bytes += String(character).utf8
        default: return false
        }
        bytes += piece.text.utf8
        high = piece.high
        return true
    }
}
