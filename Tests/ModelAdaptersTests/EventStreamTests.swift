import AsideTesting
import Testing

@testable import ModelAdapters

@Suite("A stream of events is read alike, wherever it is cut")
struct EventStreamTests {
    private func events(_ pieces: [[UInt8]]) throws -> [StreamEvent] {
        var (decoder, found) = (EventStreamDecoder(), [StreamEvent]())
        for piece in pieces { try decoder.take(piece) { found.append($0) } }
        try decoder.finish { found.append($0) }
        return found
    }

    private func event(_ data: String, _ name: String = "") -> StreamEvent {
        StreamEvent(name: name, data: Array(data.utf8))
    }

    /// A stream and what it says, as `name|data` parts.
    static let streams: [(bytes: String, events: [(String, String)])] = [
        ("data: a\n\ndata: b\n\n", [("", "a"), ("", "b")]),
        ("data: a\r\n\r\ndata: b\r\n\r\n", [("", "a"), ("", "b")]),
        ("data: a\r\rdata: b\r\r", [("", "a"), ("", "b")]),
        ("data: a\n\rdata: b\r\n\n", [("", "a"), ("", "b")]),
        ("data: a\ndata: b\ndata:\ndata:  c\n\n", [("", "a\nb\n\n c")]),
        (": ping\n\n:\n\ndata: a\n: between\n\n", [("", "a")]),
        ("event: error\ndata: {}\n\ndata: a\n\n", [("error", "{}"), ("", "a")]),
        ("id: 7\nretry: 10\nother: x\nDATA: x\ndatas: x\ndata:a\n\n", [("", "a")]),
        ("\u{FEFF}data: a\n\n", [("", "a")]),
        ("event: alone\n\ndata: a\n\n", [("", "a")]),
        ("data\n\ndata: a\n\n\n\n", [("", "a")]),
        ("data: [DONE]", [("", "[DONE]")]),
        ("data: a\n", [("", "a")]),
        ("data: \u{1F600}é\r\n\r\n", [("", "\u{1F600}é")]),
        ("", []), ("\n\n\r\n", []), ("no colon at all", []),
    ]

    @Test(arguments: streams.indices)
    func `at every byte`(number: Int) throws {
        let (text, said) = Self.streams[number]
        let (bytes, expected) = (Array(text.utf8), said.map { event($1, $0) })
        #expect(try events([bytes]) == expected)
        #expect(try events(bytes.map { [$0] }) == expected)
        for place in 0...bytes.count {
            let (first, rest) = (Array(bytes[..<place]), Array(bytes[place...]))
            #expect(try events([first, rest]) == expected)
        }
    }

    @Test func `a line without end is not kept for ever`() {
        let endless = Array(repeating: UInt8(ascii: "x"), count: WireLimits.longestLine + 1)
        #expect(throws: EventStreamDecoder.TooLong.self) { try events([endless]) }
    }

    @Test func `data without end is not kept for ever`() {
        let line = Array(("data: " + String(repeating: "x", count: 1 << 19) + "\n").utf8)
        let lines = Array(repeating: line, count: WireLimits.longestAnswer >> 19 + 1)
        #expect(throws: EventStreamDecoder.TooLong.self) { try events(lines) }
    }

    /// A longer run by hand: `ASIDE_FUZZ=1000000 swift test --filter ModelAdaptersTests`.
    @Test func `what is cut and broken anyhow is read alike, and never ends the process`()
        async throws
    {
        try await Mutations.each(of: Self.streams.map(\.bytes)) { bytes, random in
            let whole = try events([bytes])
            let place = Int.random(in: 0...bytes.count, using: &random)
            #expect(try events([Array(bytes[..<place]), Array(bytes[place...])]) == whole)
        }
    }
}
