/// Cuts a text into lower-case words without punctuation, as bytes.
package enum WordSplitter {
    /// What an apostrophe leaves behind when somebody puts a space in its place.
    private static let orphans: Set<[UInt8]> = Set(
        ["s", "t", "m", "d", "re", "ve", "ll"].map { Array($0.utf8) }
    )
    private static let hours = ["am", "pm"].map { Array($0.utf8) }
    private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "‘", "ʼ", "`"]

    /// Hands over each word in order.
    package static func split(_ text: String, _ body: ([UInt8]) -> Void) {
        var waiting: [UInt8] = []
        var word: [UInt8] = []
        func finish() {
            guard !word.isEmpty else { return }
            if !waiting.isEmpty, orphans.contains(word) {
                waiting += word
            } else {
                hand(over: waiting, to: body)
                swap(&waiting, &word)
            }
            word.removeAll(keepingCapacity: true)
        }
        for byte in plain(text).utf8 {
            switch byte {
            case 0x61...0x7A, 0x30...0x39, 0x80...: word.append(byte)
            case 0x41...0x5A: word.append(byte + 0x20)
            case 0x27, 0x60: continue
            default: finish()
            }
        }
        finish()
        hand(over: waiting, to: body)
    }

    /// The words as texts.
    package static func words(of text: String) -> [String] {
        var words: [String] = []
        split(text) { words.append(String(decoding: $0, as: UTF8.self)) }
        return words
    }

    /// A text whose only bytes above ASCII belong to lower-case letters and digits.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars where !apostrophes.contains(scalar) {
            let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            plain.append(scalar.isASCII || isWord ? scalar : " ")
        }
        return String(plain)
    }

    /// Hands over a word, an hour such as `7pm` as two.
    private static func hand(over word: [UInt8], to body: ([UInt8]) -> Void) {
        guard let first = word.first else { return }
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let hour = hours.first(where: word.suffix(2).elementsEqual)
        if let hour, isDigit(first), word.count > 2, word.dropLast(2).allSatisfy(isDigit) {
            body(Array(word.dropLast(2)))
            body(hour)
        } else {
            body(word)
        }
    }
}
