import Agent
import Events

/// What answers a tool of a server of the Model Context Protocol.
struct MCPToolSource: ToolSource {
    let client: MCPClient
    let name: String
    let fixed: JSONObject
    let answer: AnswerShape

    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        var arguments = invocation.arguments
        for member in fixed.members { arguments[member.name] = member.value }
        do {
            let result = try await ToolFault.naming {
                try await client.call(
                    name,
                    arguments,
                    within: invocation.tool.limits.deadlineMicros,
                    through: door
                ).get()
            }
            return try answer.read(try Self.content(of: result))
        } catch let error as MCPError {
            throw error.code == MCPError.invalidParameters
                ? ToolFault.refusedArguments : .unavailable
        }
    }

    /// The structured part of a result, or its text: as JSON where it is an object, else under `text`.
    ///
    /// Pictures, sounds and links to resources are counted and not read.
    static func content(of result: WireJSON) throws(ToolFault) -> WireJSON {
        guard result["isError"] != .bool(true) else { throw .refusedArguments }
        if let structured = result["structuredContent"] { return structured }
        guard let parts = result["content"]?.array else { throw .lacking("result.content") }
        let texts = parts.filter { $0["type"]?.string == "text" }.compactMap { $0["text"]?.string }
        if texts.count == 1, parts.count == 1,
            let object = try? WireJSON(parsing: Array(texts[0].utf8)), case .object = object
        {
            return object
        }
        var answer: [String: WireJSON] = ["text": .string(texts.joined(separator: "\n"))]
        if texts.count < parts.count {
            answer["left_out"] = .number(Double(parts.count - texts.count))
        }
        return .object(answer)
    }
}
