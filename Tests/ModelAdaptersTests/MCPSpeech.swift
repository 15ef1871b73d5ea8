import Agent
import AsideTesting
import Events
import Synchronization
import Testing

@testable import ModelAdapters

/// What a server of the Model Context Protocol says in tests, and the client that hears it.
enum MCPSpeech {
    static let schema =
        #"{"type":"object","required":["word"],"properties":{"word":{"type":"string"}}}"#

    static func greeting(_ id: Int = 1, version: String = "2025-06-18") -> String {
        answer(
            id,
            #"{"protocolVersion":"\#(version)","capabilities":{"tools":{}},"#
                + #""serverInfo":{"name":"x","version":"1"}}"#
        )
    }

    static func list(
        _ id: Int = 2,
        description: String = "Looks up",
        schema: String = schema,
        next: String? = nil
    ) -> String {
        let cursor = next.map { #","nextCursor":"\#($0)""# } ?? ""
        let tool = #"{"name":"look-up","description":"\#(description)","inputSchema":\#(schema)}"#
        let other = #"{"name":"other","inputSchema":{"type":"object"}}"#
        return answer(id, #"{"tools":[\#(other),\#(tool)]\#(cursor)}"#)
    }

    /// A program in the shell's language that greets and lists, and then does what a test says.
    static func program(_ then: String, before: String = "") -> String {
        """
        \(before)
        read -r line; echo '\(greeting(1))'
        read -r line; read -r line; echo '\(list(2))'
        \(then)
        """
    }

    static func said(_ id: Int, _ text: String = "sunny") -> String {
        answer(id, #"{"content":[{"type":"text","text":"\#(text)"}]}"#)
    }

    static func answer(_ id: Int, _ result: String) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#
    }

    /// The method and id of what a client said.
    static func heard(_ body: [UInt8]) -> (method: String, id: Int) {
        let json = try? WireJSON(parsing: body)
        return (json?["method"]?.string ?? "", json?["id"]?.count ?? 0)
    }

    static func tool(
        summary: String = "",
        _ inputs: [String: ToolTerms.InputRule] = [:]
    ) throws -> MCPTool {
        MCPTool(
            remoteName: "look-up",
            terms: try ToolTerms(
                name: "look_up",
                summary: summary,
                access: .readOnly,
                purpose: .aiAnalysis,
                inputs: inputs
            )
        )
    }
}

/// What operators are told.
final class Sayings: Sendable {
    private let said = Mutex<[String]>([])
    private let watchers = Mutex<[CheckedContinuation<Void, Never>]>([])
    var lines: [String] { said.withLock { $0 } }

    func say(_ line: String) {
        said.withLock { $0.append(line) }
        let waiting = watchers.withLock { list in
            defer { list = [] }
            return list
        }
        for one in waiting { one.resume() }
    }

    /// Waits until so many lines were said.
    func lines(_ count: Int) async {
        while lines.count < count {
            await withCheckedContinuation { wake in
                watchers.withLock { $0.append(wake) }
                if lines.count >= count { say("woken") }
            }
        }
    }
}
