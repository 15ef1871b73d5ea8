/// Cuts text into terms: lower case, letters apart from digits, stemmed; no Foundation, no regex.
///
/// Speech-to-text gives no case and no punctuation, so neither is ever relied on.
enum TermReader {
    /// More of a text than this is not read: nobody says more in one turn.
    ///
    /// The end is what counts, so it is the beginning that is dropped.
    static let mostBytes = 4096

    /// Spoken and written small numbers are one term: "restaurant 2" is "restaurant two".
    private static let numberWords: [String: String] = [
        "0": "zero", "1": "on", "2": "two", "3": "thre", "4": "four", "5": "fiv", "6": "six",
        "7": "seven", "8": "eight", "9": "nin", "10": "ten", "11": "eleven", "12": "twelv",
    ]

    /// The terms of a text in order.
    static func terms(of text: String) -> [String] {
        var terms: [String] = []
        var word: [UInt8] = []
        var isNumber = false
        var previous: UInt8 = 0
        func end() {
            guard !word.isEmpty else { return }
            if !isNumber { Stemmer.stem(&word) }
            let term = String(decoding: word, as: UTF8.self)
            terms.append(isNumber ? numberWords[term] ?? term : term)
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8.suffix(mostBytes) {
            switch Self.part(byte, after: previous) {
            case .letter(let letter):
                if isNumber { end() }
                isNumber = false
                word.append(letter)
            case .digit:
                if !isNumber { end() }
                isNumber = true
                word.append(byte)
            case .ampersand:
                end()
                terms.append("and")
            case .nothing: break
            case .gap:
                // The first byte of a dash or a curly quotation mark was taken for a letter.
                if word.last == 0xE2 { word.removeLast() }
                end()
            }
            previous = byte
        }
        end()
        return terms
    }

    private enum Part {
        case letter(UInt8), digit, ampersand, nothing, gap
    }

    private static func part(_ byte: UInt8, after previous: UInt8) -> Part {
        switch byte {
        case 0x61...0x7A: .letter(byte)
        case 0x41...0x5A: .letter(byte + 0x20)
        case 0x30...0x39: .digit
        case UInt8(ascii: "&"): .ampersand
        // An apostrophe falls out: "Nando's" is "nandos", as the ear has it.
        case UInt8(ascii: "'"): .nothing
        // General punctuation, U+2000 to U+203F.
        case 0x80 where previous == 0xE2: .gap
        // Ä to Þ are ä to þ.
        case 0x80...0x9E where previous == 0xC3: .letter(byte + 0x20)
        case 0x80...: .letter(byte)
        default: .gap
        }
    }
}
