/// Canonical JSON (RFC 8785) restricted to what the log allows: no floats.
///
/// One value has exactly one encoding, and only that encoding parses, so bytes that parse are bytes
/// that would be written again.
public enum CanonicalJSON {
    /// How deep arrays and objects may nest; deeper input is an attack, not an event.
    public static let deepestNesting = 32

    /// The canonical bytes of a value.
    public static func encode(_ value: JSON) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.write(value)
        return writer.bytes
    }

    /// The canonical bytes of an object.
    public static func encode(_ object: JSONObject) -> [UInt8] {
        encode(.object(object))
    }

    /// Parses canonical bytes; anything that is not the canonical encoding of a value is refused.
    public static func parse(_ bytes: [UInt8]) throws(CanonicalJSONError) -> JSON {
        var parser = CanonicalParser(bytes: bytes)
        return try parser.parseWhole()
    }
}

/// Why bytes are not canonical JSON, and at which byte.
public struct CanonicalJSONError: Error, Hashable, CustomStringConvertible {
    /// What was wrong.
    public enum Fault: String, Hashable, Sendable {
        case endsEarly = "the input ends in the middle of a value"
        case unexpectedByte = "a byte that cannot stand here"
        case trailingBytes = "bytes after the value"
        case notUTF8 = "text that is not UTF-8"
        case needlessEscape = "an escape that canonical JSON writes plainly"
        case integerForm = "a number that is not a plain integer below 2^53"
        case memberOrder = "members that are repeated or out of order"
        case tooDeep = "nesting deeper than 32"
    }

    /// What was wrong.
    public let fault: Fault
    /// The offset of the byte at which it was noticed.
    public let offset: Int

    /// A sentence without any of the input in it.
    public var description: String {
        "not canonical JSON at byte \(offset): found \(fault.rawValue), expected RFC 8785"
    }
}

private struct CanonicalParser {
    let bytes: [UInt8]
    var offset = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func parseWhole() throws(CanonicalJSONError) -> JSON {
        let value = try parseValue(depth: 0)
        guard offset == bytes.count else { throw error(.trailingBytes) }
        return value
    }

    private func error(_ fault: CanonicalJSONError.Fault) -> CanonicalJSONError {
        CanonicalJSONError(fault: fault, offset: offset)
    }

    private func peek() throws(CanonicalJSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.endsEarly) }
        return bytes[offset]
    }

    private mutating func expect(_ literal: StaticString) throws(CanonicalJSONError) {
        for position in 0..<literal.utf8CodeUnitCount {
            guard try peek() == literal.utf8Start[position] else { throw error(.unexpectedByte) }
            offset += 1
        }
    }

    private mutating func parseValue(depth: Int) throws(CanonicalJSONError) -> JSON {
        guard depth <= CanonicalJSON.deepestNesting else { throw error(.tooDeep) }
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try parseObject(depth: depth))
        case UInt8(ascii: "["): return .array(try parseArray(depth: depth))
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return .integer(try parseInteger())
        }
    }

    private mutating func parseObject(depth: Int) throws(CanonicalJSONError) -> JSONObject {
        try expect("{")
        var members: [JSONObject.Member] = []
        if try peek() != UInt8(ascii: "}") {
            members.reserveCapacity(16)
            while true {
                let name = try parseString()
                if let last = members.last, !canonicallyPrecedes(last.name, name) {
                    throw error(.memberOrder)
                }
                try expect(":")
                members.append(.init(name: name, value: try parseValue(depth: depth + 1)))
                guard try peek() == UInt8(ascii: ",") else { break }
                offset += 1
            }
        }
        try expect("}")
        return JSONObject(canonical: members)
    }

    private mutating func parseArray(depth: Int) throws(CanonicalJSONError) -> [JSON] {
        try expect("[")
        var elements: [JSON] = []
        if try peek() != UInt8(ascii: "]") {
            while true {
                elements.append(try parseValue(depth: depth + 1))
                guard try peek() == UInt8(ascii: ",") else { break }
                offset += 1
            }
        }
        try expect("]")
        return elements
    }

    private mutating func parseInteger() throws(CanonicalJSONError) -> Int64 {
        let negative = try peek() == UInt8(ascii: "-")
        if negative { offset += 1 }
        let start = offset
        var value: Int64 = 0
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit < 10
        {
            value = value * 10 + Int64(digit)
            guard value <= JSON.largestInteger else { throw error(.integerForm) }
            offset += 1
        }
        let digits = offset - start
        guard digits > 0 else { throw error(.unexpectedByte) }
        let leadingZero = digits > 1 && bytes[start] == UInt8(ascii: "0")
        guard !leadingZero, !(negative && value == 0) else { throw error(.integerForm) }
        if offset < bytes.count,
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")]
                .contains(bytes[offset])
        {
            throw error(.integerForm)
        }
        return negative ? -value : value
    }

    private mutating func parseString() throws(CanonicalJSONError) -> String {
        try expect("\"")
        let start = offset
        var union: UInt8 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                let text = try text(of: bytes[start..<offset], isASCII: union < 0x80)
                offset += 1
                return text
            }
            union |= byte
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
            guard byte >= 0x20 else { throw error(.unexpectedByte) }
            offset += 1
        }
        throw error(.endsEarly)
    }

    /// ASCII is always valid, and most of what an entry says is: only other bytes are checked.
    private func text(
        of slice: ArraySlice<UInt8>,
        isASCII: Bool
    ) throws(CanonicalJSONError) -> String {
        if isASCII { return String(decoding: slice, as: UTF8.self) }
        guard let text = String(validating: slice, as: UTF8.self) else { throw error(.notUTF8) }
        return text
    }

    private mutating func parseEscapedString(from start: Int) throws(CanonicalJSONError) -> String {
        var decoded = Array(bytes[start..<offset])
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: decoded, as: UTF8.self) else {
                    throw error(.notUTF8)
                }
                offset += 1
                return text
            case UInt8(ascii: "\\"):
                offset += 1
                decoded.append(try parseEscape())
            default:
                guard byte >= 0x20 else { throw error(.unexpectedByte) }
                decoded.append(byte)
                offset += 1
            }
        }
    }

    /// Canonical escapes stand for one byte below 0x20, a quote or a backslash, and nothing else.
    private mutating func parseEscape() throws(CanonicalJSONError) -> UInt8 {
        let escape = try peek()
        if escape != UInt8(ascii: "u") {
            for byte: UInt8 in [0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x22, 0x5C]
            where shortEscape(of: byte) == escape {
                offset += 1
                return byte
            }
            throw error(.needlessEscape)
        }
        try expect("u00")
        var value: UInt8 = 0
        for _ in 0..<2 {
            let digit = try peek()
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | (digit - 48)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | (digit - 87)
            default: throw error(.needlessEscape)
            }
            offset += 1
        }
        guard value < 0x20, shortEscape(of: value) == nil else { throw error(.needlessEscape) }
        return value
    }
}
