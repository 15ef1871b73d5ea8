import Events
import Testing

@Suite("Facts become members and back")
struct JSONCodingTests {
    private struct Sample: Codable, Equatable {
        var text: String
        var flag: Bool
        var number: Int
        var small: UInt8
        var list: [Int]
        var map: [String: Int]
        var nested: [Inner]
        var absent: String?
        struct Inner: Codable, Equatable { var at: StreamVersion }
    }

    private struct One<Value: Codable>: Codable { var value: Value }

    private let sample = Sample(
        text: "a",
        flag: true,
        number: -5,
        small: 255,
        list: [1, 2],
        map: ["b": 2, "a": 1],
        nested: [.init(at: StreamVersion(9))],
        absent: nil
    )

    @Test func `a value becomes sorted members, without its absent optionals`() throws {
        let bytes = CanonicalJSON.encode(try JSONCoding.members(of: sample))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"flag":true,"list":[1,2],"map":{"a":1,"b":2},"nested":[{"at":9}],"#
                + #""number":-5,"small":255,"text":"a"}"#
        )
    }

    @Test func `and back`() throws {
        #expect(
            try JSONCoding.value(Sample.self, from: JSONCoding.members(of: sample)) == sample
        )
    }

    @Test func `unknown members are passed over`() throws {
        var members = try JSONCoding.members(of: sample)
        members["later"] = .array([.null])
        #expect(try JSONCoding.value(Sample.self, from: members) == sample)
    }

    @Test func `a missing member and one of another type are refused`() throws {
        for (name, value) in [("text", nil), ("text", .null), ("flag", .integer(1))]
            as [(String, JSON?)]
        {
            var members = try JSONCoding.members(of: sample)
            members[name] = value
            #expect(throws: DecodingError.self) {
                try JSONCoding.value(Sample.self, from: members)
            }
        }
    }

    @Test func `an integer that does not fit is refused`() throws {
        var members = try JSONCoding.members(of: sample)
        members["small"] = .integer(256)
        #expect(throws: DecodingError.self) { try JSONCoding.value(Sample.self, from: members) }
    }

    @Test func `null reads as an absent optional`() throws {
        var members = try JSONCoding.members(of: sample)
        members["absent"] = .null
        #expect(try JSONCoding.value(Sample.self, from: members) == sample)
    }

    @Test func `floats are refused both ways`() {
        #expect(throws: EncodingError.self) { try JSONCoding.members(of: One(value: 1.5)) }
        #expect(throws: DecodingError.self) {
            try JSONCoding.value(One<Double>.self, from: ["value": .integer(1)])
        }
    }

    @Test(arguments: [Int64.max, .min, 1 << 53, -(1 << 53)])
    func `integers of 2^53 or more are refused`(number: Int64) {
        #expect(throws: EncodingError.self) { try JSONCoding.members(of: One(value: number)) }
    }

    @Test func `what is not an object has no members`() {
        #expect(throws: EncodingError.self) { try JSONCoding.members(of: "text") }
    }
}
