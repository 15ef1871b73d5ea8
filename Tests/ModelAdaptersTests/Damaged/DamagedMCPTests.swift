import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

@Suite("Damaged messages of an MCP server", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedMCPTests {
    private static let messages = [
        #"{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"é"}],"isError":false}}"#,
        #"{"jsonrpc":"2.0","id":8,"error":{"code":-32602,"message":"no"}}"#,
        #"{"jsonrpc":"2.0","id":"x-1","method":"ping"}"#,
        #"[{"jsonrpc":"2.0","method":"notifications/tools/list_changed"},{"jsonrpc":"2.0","id":1,"#
            + #""method":"sampling/createMessage","params":{}}]"#,
    ]

    /// Reads one message, and writes an answer to whatever it asks.
    private static func read(_ bytes: [UInt8]) throws {
        for message in MCPMessage.read(bytes) {
            switch message {
            case .answer(let id, _): #expect(id >= 0)
            case .question(let id, let method):
                let answer = try CanonicalJSON.parse(MCPMessage.answer(to: id, method)).object
                #expect(answer?["id"] == id)
            case .notice: break
            case .lacking(let field, let id):
                #expect(["jsonrpc", "id", "result"].contains(field.name) && id ?? 0 >= 0)
            }
        }
    }

    @Test func `over HTTP are messages or nothing, alone and in a stream cut anywhere`()
        async throws
    {
        let streams = Self.messages.map { "event: message\r\ndata: \($0)\r\n\r\n: ping\n\n" }
        try await Mutations.each(of: Self.messages + streams) { bytes, random in
            try Self.read(bytes)
            var decoder = EventStreamDecoder()
            for piece in Self.pieces(of: bytes, &random) {
                try decoder.take(piece) { try Self.read($0.data) }
            }
            try decoder.finish { try Self.read($0.data) }
        }
    }

    @Test func `over pipes are the same lines, however they are cut`() async throws {
        let output = Self.messages.joined(separator: "\n") + "\nhello\r\n\n"
        try await Mutations.each(of: [output]) { bytes, random in
            var (whole, cut) = ([[UInt8]](), [[UInt8]]())
            var (one, other) = (LineSplitter(), LineSplitter())
            try one.take(bytes) { whole.append($0) }
            for piece in Self.pieces(of: bytes, &random) {
                try other.take(piece) { cut.append($0) }
            }
            #expect(whole == cut)
            #expect(whole.count == bytes.count { $0 == UInt8(ascii: "\n") })
            for line in whole { try Self.read(line) }
        }
    }

    @Test func `what a server says of its tools is inputs, or a problem`() async throws {
        let schema =
            #"{"type":"object","required":["order"],"properties":{"order":{"type":"string","#
            + #""maxLength":20},"kind":{"enum":["a","b",null]},"n":{"type":["integer","null"],"#
            + ##""exclusiveMinimum":0,"maximum":9},"deep":{"anyOf":[{"$ref":"#/$defs/d"},"##
            + ##"{"type":"null"}]}},"$defs":{"d":{"$ref":"#/$defs/e"},"e":{"type":"boolean"}}}"##
        try await Mutations.each(of: [schema]) { bytes, _ in
            guard let document = try? WireJSON(parsing: bytes) else { return }
            let schemas = InputSchema(document: document, name: "server/tool")
            do throws(ToolProblem) {
                for input in try schemas.inputs(ofObjectAt: .whole, rules: [:]) {
                    #expect((1...64).contains(input.name.utf8.count))
                }
            } catch {
                #expect(error.place.hasPrefix("server/tool#"))
            }
        }
    }

    private static func pieces(
        of bytes: [UInt8],
        _ random: inout SeededGenerator
    ) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...200, using: &random))
            pieces.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
