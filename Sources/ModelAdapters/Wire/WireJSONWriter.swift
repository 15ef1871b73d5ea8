import Events

extension WireJSON {
    /// The value as JSON, members in the order of their names.
    var written: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }

    private func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let value): bytes += Self.text(of: value).utf8
        case .digits(let text): bytes += text.utf8
        case .string(let value): Self.write(TextPiece(text: value), into: &bytes)
        case .piece(let piece): Self.write(piece, into: &bytes)
        case .array(let elements):
            Self.writeList(elements, "[", "]", into: &bytes) { $0.write(into: &$1) }
        case .object(let members):
            let sorted = members.sorted { $0.key < $1.key }
            Self.writeList(sorted, "{", "}", into: &bytes) { member, bytes in
                Self.write(TextPiece(text: member.key), into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(into: &bytes)
            }
        }
    }

    /// Whole numbers without a fraction: readers of counts take nothing else.
    ///
    /// Those beyond what a `Double` tells from its neighbours keep their exponent, by which they are read as
    /// such numbers again.
    private static func text(of value: Double) -> String {
        guard value.magnitude <= Double(JSON.largestInteger) else { return String(value) }
        return Int64(exactly: value).map { String($0) } ?? String(value)
    }

    private static func writeList<Element>(
        _ elements: [Element],
        _ open: Unicode.Scalar,
        _ close: Unicode.Scalar,
        into bytes: inout [UInt8],
        _ write: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element, &bytes)
        }
        bytes.append(UInt8(ascii: close))
    }

    private static func write(_ piece: TextPiece, into bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        if let low = piece.low { bytes += half(low) }
        for byte in piece.text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20:
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        if let high = piece.high { bytes += half(high) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Half a character has four digits, and no other way to be written.
    private static func half(_ unit: UInt16) -> [UInt8] {
        Array(("\\u" + String(unit, radix: 16)).utf8)
    }
}
