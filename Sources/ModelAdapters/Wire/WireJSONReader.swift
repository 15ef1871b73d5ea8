/// Reads RFC 8259 JSON, strictly: what is not JSON is refused, never mended.
struct WireJSONReader {
    private let bytes: [UInt8]
    private let isPiece: Bool
    private var place = 0

    /// A reader of bytes.
    ///
    /// - Parameter isPiece: whether strings may be pieces of longer ones, cut within a character.
    init(_ bytes: [UInt8], isPiece: Bool) { (self.bytes, self.isPiece) = (bytes, isPiece) }

    mutating func whole() throws(WireJSONError) -> WireJSON {
        let value = try value(depth: 0)
        passOverSpace()
        guard place == bytes.count else { throw .malformed }
        return value
    }

    private mutating func value(depth: Int) throws(WireJSONError) -> WireJSON {
        guard depth < WireLimits.deepestNesting else { throw .tooDeep }
        passOverSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""):
            let piece = try piece()
            return piece.isWhole ? .string(piece.text) : .piece(piece)
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private func peek() throws(WireJSONError) -> UInt8 {
        guard place < bytes.count else { throw .malformed }
        return bytes[place]
    }

    private mutating func passOverSpace() {
        while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
    }

    /// Takes a byte if it is the next.
    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    private mutating func literal(
        _ word: StaticString,
        _ value: WireJSON
    ) throws(WireJSONError) -> WireJSON {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[place..<end].elementsEqual(word.description.utf8)
        else { throw .malformed }
        place = end
        return value
    }

    private mutating func object(depth: Int) throws(WireJSONError) -> WireJSON {
        place += 1
        var members: [String: WireJSON] = [:]
        passOverSpace()
        if take("}") { return .object(members) }
        repeat {
            passOverSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw .malformed }
            let name = try string()
            passOverSpace()
            guard take(":") else { throw .malformed }
            members[name] = try value(depth: depth + 1)
            passOverSpace()
        } while take(",")
        guard take("}") else { throw .malformed }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(WireJSONError) -> WireJSON {
        place += 1
        var elements: [WireJSON] = []
        passOverSpace()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            passOverSpace()
        } while take(",")
        guard take("]") else { throw .malformed }
        return .array(elements)
    }

    private mutating func number() throws(WireJSONError) -> WireJSON {
        let start = place
        _ = take("-")
        if !take("0") { try digits() }
        let end = place
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw .malformed }
        guard place == end, value.magnitude > Self.exactBelow else { return .number(value) }
        return .digits(text)
    }

    /// Up to here a `Double` holds every whole number.
    private static let exactBelow: Double = 0x1p53 - 1

    private mutating func digits() throws(WireJSONError) {
        let start = place
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
        guard place > start else { throw .malformed }
    }

    private mutating func string() throws(WireJSONError) -> String {
        let piece = try piece()
        guard piece.isWhole else { throw .malformed }
        return piece.text
    }

    private mutating func piece() throws(WireJSONError) -> TextPiece {
        place += 1
        let start = place
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") {
                place += 1
                return TextPiece(text: try text(bytes[start..<(place - 1)]))
            }
            guard byte >= 0x20 else { throw .malformed }
            if byte == UInt8(ascii: "\\") { return try escapedPiece(from: start) }
            place += 1
        }
    }

    private func text(_ part: some Collection<UInt8>) throws(WireJSONError) -> String {
        guard let text = String(validating: part, as: UTF8.self) else { throw .malformed }
        return text
    }

    private mutating func escapedPiece(from start: Int) throws(WireJSONError) -> TextPiece {
        var (read, piece) = (Array(bytes[start..<place]), TextPiece())
        while true {
            let byte = try peek()
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                piece.text = try text(read)
                return piece
            case UInt8(ascii: "\\"): try escape(into: &read, &piece)
            case ..<0x20: throw .malformed
            default: read.append(byte)
            }
        }
    }

    private mutating func escape(
        into read: inout [UInt8],
        _ piece: inout TextPiece
    ) throws(WireJSONError) {
        let byte = try peek()
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): read.append(byte)
        case UInt8(ascii: "b"): read.append(0x08)
        case UInt8(ascii: "f"): read.append(0x0C)
        case UInt8(ascii: "n"): read.append(0x0A)
        case UInt8(ascii: "r"): read.append(0x0D)
        case UInt8(ascii: "t"): read.append(0x09)
        case UInt8(ascii: "u"): try character(into: &read, &piece)
        default: throw .malformed
        }
    }

    /// A character of one escape or of a pair of them; half a pair is none, but for a piece, which it may
    /// begin or end with.
    private mutating func character(
        into read: inout [UInt8],
        _ piece: inout TextPiece
    ) throws(WireJSONError) {
        let first = try hex()
        switch first {
        case 0xD800..<0xDC00:
            if isPiece, try peek() == UInt8(ascii: "\"") { return piece.high = UInt16(first) }
            guard take("\\"), take("u"), let pair = TextPiece.character(first, try hex()) else {
                throw .malformed
            }
            read += String(pair).utf8
        case 0xDC00..<0xE000:
            guard isPiece, read.isEmpty, piece.low == nil else { throw .malformed }
            piece.low = UInt16(first)
        default:
            guard let scalar = Unicode.Scalar(first) else { throw .malformed }
            read += String(scalar).utf8
        }
    }

    private mutating func hex() throws(WireJSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
                throw .malformed
            }
            value = value << 4 + UInt32(digit)
            place += 1
        }
        return value
    }
}
