import Agent
import Events
import Testing

@testable import ModelAdapters

/// Reads streams as a model's answer, all at once or cut.
enum Reading<Hearing: AnswerHearing> {
    static func heard(
        _ pieces: [[UInt8]],
        providerTools: [ProviderTool] = []
    ) throws -> HeardAnswer {
        var hearing = Hearing(from: "test", providerTools: providerTools)
        var decoder = EventStreamDecoder()
        for piece in pieces { try decoder.take(piece) { try hearing.hear($0) } }
        try decoder.finish { try hearing.hear($0) }
        return try hearing.heard()
    }

    static func heard(_ text: String, providerTools: [ProviderTool] = []) throws -> HeardAnswer {
        try heard([Array(text.utf8)], providerTools: providerTools)
    }

    static func heard(whole text: String) throws -> HeardAnswer {
        var hearing = Hearing(from: "test", providerTools: [])
        try hearing.hear(whole: try WireJSON(parsing: Array(text.utf8)))
        return try hearing.heard()
    }

    /// How reading ends where there is no answer.
    static func fault(_ text: String) -> EgressEnded.Outcome? {
        do {
            _ = try heard(text)
            return nil
        } catch let failure as HTTPFailure {
            return failure.fault.outcome
        } catch {
            return nil
        }
    }

    /// The same answer, cut at each byte.
    static func expectAlike(_ text: String, _ expected: HeardAnswer) throws {
        let bytes = Array(text.utf8)
        for place in 0...bytes.count {
            #expect(try heard([Array(bytes[..<place]), Array(bytes[place...])]) == expected)
        }
        #expect(try heard(bytes.map { [$0] }) == expected)
    }
}

/// A piece of a text as a server writes it that cuts texts between UTF-16 units.
func escaped(_ units: some Sequence<UInt16>) -> String {
    units.map { unit in
        let isPlain = (0x20..<0x7F).contains(unit) && unit != 0x22 && unit != 0x5C
        if isPlain { return String(Unicode.Scalar(UInt8(unit))) }
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
}

extension HeardAnswer {
    /// The calls as `name arguments`.
    var said: [String] {
        calls.map { $0.name + " " + String(decoding: $0.arguments, as: UTF8.self) }
    }
}

extension ModelAnswer.ToolCall {
    /// A call in words.
    init(_ name: String, _ arguments: String) {
        self.init(name: name, arguments: Array(arguments.utf8))
    }
}
