import AsideTesting
import Events
import Testing

@Suite("Canonical JSON is RFC 8785 without floats")
struct CanonicalJSONTests {
    private func text(_ value: JSON) -> String {
        String(decoding: CanonicalJSON.encode(value), as: UTF8.self)
    }

    private func fault(_ bytes: [UInt8]) -> CanonicalJSONError? {
        do {
            _ = try CanonicalJSON.parse(bytes)
            return nil
        } catch { return error }
    }

    private func fault(_ text: String) -> CanonicalJSONError.Fault? {
        fault(Array(text.utf8))?.fault
    }

    @Test func `literals, integers and empty values have one spelling`() {
        #expect(text(.null) == "null")
        #expect(text(.bool(true)) == "true")
        #expect(text(.bool(false)) == "false")
        #expect(text(.integer(0)) == "0")
        #expect(text(.integer(-1)) == "-1")
        #expect(text(.integer(JSON.largestInteger)) == "9007199254740991")
        #expect(text(.integer(-JSON.largestInteger)) == "-9007199254740991")
        #expect(text(.array([])) == "[]")
        #expect(text(.object([:])) == "{}")
        #expect(text(.string("")) == "\"\"")
    }

    /// RFC 8785 §3.2.2, the string and the literals of its sample.
    @Test func `the RFC's sample of strings and literals`() {
        let string = "\u{20AC}$\u{F}\nA'\u{42}\u{22}\u{5C}\\\"/"
        let sample: JSON = .object([
            "string": .string(string),
            "literals": .array([.null, .bool(true), .bool(false)]),
        ])
        #expect(
            text(sample)
                == #"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        )
    }

    /// RFC 8785 §3.2.3: sorted by UTF-16 code units.
    @Test func `the RFC's sample of member order`() {
        var object: JSONObject = [:]
        for name in ["\u{20AC}", "\r", "\u{FB33}", "1", "\u{1F600}", "\u{80}", "\u{F6}"] {
            object[name] = .integer(0)
        }
        #expect(
            object.members.map(\.name) == [
                "\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}",
            ]
        )
        #expect(text(.object(object)).hasPrefix(#"{"\r":0,"1":0,"#))
    }

    @Test func `supplementary characters sort before U+E000 and after U+D7FF`() {
        let names = ["\u{D7FF}", "\u{10000}", "\u{10FFFF}", "\u{E000}", "\u{FFFF}"]
        var object: JSONObject = [:]
        for name in names.reversed() { object[name] = .null }
        #expect(object.members.map(\.name) == names)
        #expect(fault("{\"\u{10000}\":1,\"\u{E000}\":2}") == nil)
        #expect(fault("{\"\u{E000}\":1,\"\u{10000}\":2}") == .memberOrder)
        #expect(fault("{\"a\u{10000}\":1,\"a\u{FFFF}\":2}") == nil)
    }

    @Test func `a prefix sorts before what it begins`() {
        #expect(fault(#"{"":0,"a":1,"aa":2,"b":3}"#) == nil)
        #expect(fault(#"{"aa":1,"a":2}"#) == .memberOrder)
    }

    @Test func `names that look alike but differ in bytes are different names`() {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        var object: JSONObject = [composed: .integer(1), decomposed: .integer(2)]
        #expect(object.members.count == 2)
        #expect(object[composed] == .integer(1))
        object[decomposed] = nil
        #expect(object.members.map { Array($0.name.utf8) } == [[0xC3, 0xA9]])
    }

    @Test func `every control character is escaped in the RFC's way and parses`() throws {
        let short: [UInt8: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r"]
        for byte in UInt8(0)..<0x20 {
            let character = String(UnicodeScalar(byte))
            let hex = String(byte, radix: 16)
            let escape = short[byte] ?? "u00" + (hex.count == 1 ? "0" : "") + hex
            #expect(text(.string(character)) == "\"\\\(escape)\"")
            #expect(try CanonicalJSON.parse(Array("\"\\\(escape)\"".utf8)) == .string(character))
        }
        #expect(text(.string("\u{7F}\u{2028}/")) == "\"\u{7F}\u{2028}/\"")
    }

    @Test(arguments: [
        ("", CanonicalJSONError.Fault.endsEarly), ("{", .endsEarly), ("[1", .endsEarly),
        ("\"a", .endsEarly), ("\"a\\", .endsEarly), ("\"\\u00", .endsEarly), ("tru", .endsEarly),
        ("-", .unexpectedByte), (" 1", .unexpectedByte), ("[1, 2]", .unexpectedByte),
        ("{\"a\" :1}", .unexpectedByte), ("{a:1}", .unexpectedByte), ("[1,]", .unexpectedByte),
        ("nul1", .unexpectedByte), ("\"\u{1}\"", .unexpectedByte), ("'a'", .unexpectedByte),
        ("\"\\ud800\"", .unexpectedByte), ("\"\\u20ac\"", .unexpectedByte),
        ("NaN", .unexpectedByte), ("+1", .unexpectedByte),
        ("1 ", .trailingBytes), ("{}{}", .trailingBytes), ("1\n", .trailingBytes),
        ("\"\\/\"", .needlessEscape), ("\"\\u0041\"", .needlessEscape),
        ("\"\\u000A\"", .needlessEscape), ("\"\\u000a\"", .needlessEscape),
        ("\"\\u0008\"", .needlessEscape), ("\"\\x\"", .needlessEscape),
        ("\"\\u0020\"", .needlessEscape), ("\"\\u000B\"", .needlessEscape),
        ("01", .integerForm), ("-0", .integerForm), ("1.0", .integerForm), ("1e2", .integerForm),
        ("1E2", .integerForm), ("9007199254740992", .integerForm),
        ("-9007199254740992", .integerForm), ("99999999999999999999999", .integerForm),
        ("{\"a\":1,\"a\":2}", .memberOrder), ("{\"b\":1,\"a\":2}", .memberOrder),
    ])
    func `what is not canonical is refused`(text: String, expected: CanonicalJSONError.Fault) {
        #expect(fault(text) == expected)
    }

    @Test func `text that is not UTF-8 is refused, escaped or not`() {
        let quote = UInt8(ascii: "\"")
        #expect(fault([quote, 0xFF, quote])?.fault == .notUTF8)
        #expect(fault([quote, 0xC0, 0x80, quote])?.fault == .notUTF8)
        #expect(fault([quote, 0xED, 0xA0, 0x80, quote])?.fault == .notUTF8)
        #expect(fault([quote] + Array("\\n".utf8) + [0xFF, quote])?.fault == .notUTF8)
        #expect(fault([0xEF, 0xBB, 0xBF] + Array("{}".utf8))?.fault == .unexpectedByte)
    }

    @Test func `nesting is bounded`() {
        let deepest = CanonicalJSON.deepestNesting
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(fault(nested(deepest + 1)) == nil)
        #expect(fault(nested(deepest + 2)) == .tooDeep)
        #expect(fault(String(repeating: "[", count: 100_000)) == .tooDeep)
        #expect(fault(String(repeating: "{\"a\":", count: 100)) == .tooDeep)
    }

    @Test func `a fault says where, and nothing of the input`() throws {
        let error = try #require(fault(Array(#"{"secret":01}"#.utf8)))
        #expect(error.offset == 12)
        #expect(!error.description.contains("secret"))
    }

    @Test(arguments: 0..<40)
    func `every value survives a round trip, and so do its bytes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let value = JSON.random(depth: 4, using: &generator)
            let bytes = CanonicalJSON.encode(value)
            let parsed = try CanonicalJSON.parse(bytes)
            #expect(parsed == value)
            #expect(CanonicalJSON.encode(parsed) == bytes)
        }
    }

    @Test(arguments: 0..<40)
    func `bytes that parse are bytes that would be written again`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            var bytes = CanonicalJSON.encode(JSON.random(depth: 3, using: &generator))
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
            guard let parsed = try? CanonicalJSON.parse(bytes) else { continue }
            #expect(CanonicalJSON.encode(parsed) == bytes)
        }
    }
}

extension JSON {
    /// A value of every kind, with texts from every part of Unicode.
    fileprivate static func random(depth: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2:
            return .integer(.random(in: -largestInteger...largestInteger, using: &generator))
        case 3: return .string(text(using: &generator))
        case 4:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    random(depth: depth - 1, using: &generator)
                }
            )
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                object[text(using: &generator)] = random(depth: depth - 1, using: &generator)
            }
            return .object(object)
        }
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7E, 0x7F...0x7FF, 0xD000...0xD7FF, 0xE000...0xFFFF,
            0x10000...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
            let code = UInt32.random(in: range, using: &generator)
            if let scalar = Unicode.Scalar(code) { text.append(scalar) }
        }
        return String(text)
    }
}
