import AsideTesting
import Foundation
import Testing

@testable import ModelAdapters

@Suite("JSON of others is read strictly, and whatever they add to it")
struct WireJSONTests {
    @Test(arguments: [
        #"{"b":1,"a":[true,false,null,-0.5e+2,"x\u00e9\ud83d\ude00\n\/"]}"#, " [ ] ", "{ }", "0",
        #"{"a":{"a":{"a":"é"}},"a":2}"#, #""""#, "1E9", "[1,\r\n\t2]",
        "123456789012345678901234567890", "1e17", "-9.007199254740993E15", "9007199254740991", "-0",
    ])
    func `what is JSON is read, and reads again as written`(text: String) throws {
        let value = try WireJSON(parsing: Array(text.utf8))
        #expect(try WireJSON(parsing: value.written) == value)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "[,1]", #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, "01", "1.", ".5", "+1",
        "-",
        "1e", "nul", "truefalse", "1 2", #""\x""#, #""\u12"#, #""\ud800""#, #""\ud800\u0041""#,
        #""\udc00""#, "\"\u{1}\"", "'a'", "NaN", "1e999", "\u{FEFF}1",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: WireJSONError.malformed) { try WireJSON(parsing: Array(text.utf8)) }
    }

    @Test(
        arguments: [
            (#""a\ud83d""#, nil, "a", 0xD83D), (#""\ude00b""#, 0xDE00, "b", nil),
            (#""\ude00\ud83d""#, 0xDE00, "", 0xD83D), (#""\ude00\ud83d\ude00""#, 0xDE00, "😀", nil),
        ] as [(String, UInt16?, String, UInt16?)]
    )
    func `a piece may begin and end with half a character`(
        text: String,
        low: UInt16?,
        whole: String,
        high: UInt16?
    ) throws {
        let value = try WireJSON(parsing: Array(text.utf8), isPiece: true)
        #expect(value == .piece(TextPiece(low: low, text: whole, high: high)))
        #expect(try WireJSON(parsing: value.written, isPiece: true) == value)
        #expect(value.string == nil)
    }

    @Test(arguments: [
        #""\ud83da""#, #""a\ude00""#, #""\ud83d\n""#, #"{"\ud83d":1}"#, #"{"\ude00":1}"#,
    ])
    func `half a character stands nowhere else, and in no name`(text: String) {
        #expect(throws: WireJSONError.malformed) {
            try WireJSON(parsing: Array(text.utf8), isPiece: true)
        }
    }

    @Test func `bytes that are no text are refused`() {
        #expect(throws: WireJSONError.malformed) { try WireJSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: WireJSONError.malformed) {
            try WireJSON(parsing: [0x22, 0x5C, 0x6E, 0xC3, 0x22])
        }
    }

    @Test func `it nests so deep and no deeper`() throws {
        let deepest = WireLimits.deepestNesting
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8
            )
        }
        _ = try WireJSON(parsing: nested(deepest))
        #expect(throws: WireJSONError.tooDeep) { try WireJSON(parsing: nested(deepest + 1)) }
        #expect(throws: WireJSONError.tooDeep) { try WireJSON(parsing: nested(1 << 20)) }
    }

    @Test(arguments: [
        ("7", 7), ("7.0", 7), ("7.5", nil), ("-1", nil), ("1e18", nil), ("\"7\"", nil),
    ])
    func `a count is whole and not negative`(text: String, count: Int?) throws {
        #expect(try WireJSON(parsing: Array(text.utf8)).count == count)
    }

    /// Foundation reads somewhat more than RFC 8259 allows: whatever we take, it takes too.
    @Test func `whatever is taken, another reader takes too`() async throws {
        let texts = [
            #"{"choices":[{"index":0,"delta":{"content":"a\"\\é😀"},"x":null}],"n":-1.5e3}"#,
            #"[[[{}]],"",0,true]"#,
        ]
        try await Mutations.each(of: texts) { bytes, _ in
            guard let value = try? WireJSON(parsing: bytes) else { return }
            _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect(try WireJSON(parsing: value.written) == value)
        }
    }
}
