import Agent
import Events
import Foundation

/// Anthropic's messages.
enum AnthropicMessages: ModelWire {
    typealias Hearing = AnthropicHearing

    static let path = "messages"
    /// The version of the form that is spoken here.
    private static let version = "2023-06-01"

    static func headers(key: Secret?) -> [(name: String, value: String)] {
        [("anthropic-version", version)] + (key.map { [("x-api-key", $0.value)] } ?? [])
    }

    static func body(of question: Question, to endpoint: ModelEndpoint) -> [UInt8] {
        let tools = question.tools.map(tool) + question.providerTools.map { .object($0.definition) }
        var body: JSONObject = [
            "model": .string(endpoint.model),
            "max_tokens": .integer(Int64(endpoint.mostTokens)),
            "stream": .bool(true),
            // Tools and rules are the same all call long. They come first, so this one mark has both kept.
            "system": .array([
                .object([
                    "type": .string("text"), "text": .string(question.rules),
                    "cache_control": .object(["type": .string("ephemeral")]),
                ])
            ]),
            "messages": .array(messages(question)),
            "tools": .array(tools),
            // The coach is silent by calling a tool too: words are no answer.
            "tool_choice": .object(["type": .string("any")]),
        ]
        for member in endpoint.extraFields.members { body[member.name] = member.value }
        return CanonicalJSON.encode(body)
    }

    private static func tool(_ tool: Question.Tool) -> JSON {
        .object([
            "name": .string(tool.name), "description": .string(tool.summary),
            "input_schema": .object(tool.schema),
        ])
    }

    /// What was asked, then all calls of tools in one message and all their answers in the next.
    private static func messages(_ question: Question) -> [JSON] {
        var messages = [message("user", content(question))]
        guard !question.answers.isEmpty else { return messages }
        let answers = question.answers.enumerated()
        messages.append(
            message("assistant", answers.map { call($0.offset, $0.element) })
        )
        messages.append(
            message("user", answers.map { result($0.offset, $0.element) })
        )
        return messages
    }

    private static func message(_ role: String, _ content: [JSON]) -> JSON {
        .object(["role": .string(role), "content": .array(content)])
    }

    private static func content(_ question: Question) -> [JSON] {
        let words = JSON.object(["type": .string("text"), "text": .string(question.material)])
        guard let picture = question.picture else { return [words] }
        let source: JSONObject = [
            "type": .string("base64"), "media_type": .string("image/jpeg"),
            "data": .string(Data(picture.jpeg).base64EncodedString()),
        ]
        return [words, .object(["type": .string("image"), "source": .object(source)])]
    }

    private static func call(_ place: Int, _ answer: Prompt.ToolAnswer) -> JSON {
        let input = try? CanonicalJSON.parse(Array(answer.arguments.utf8))
        return .object([
            "type": .string("tool_use"), "id": .string(Question.id(of: place)),
            "name": .string(answer.tool), "input": .object(input?.object ?? [:]),
        ])
    }

    private static func result(_ place: Int, _ answer: Prompt.ToolAnswer) -> JSON {
        .object([
            "type": .string("tool_result"), "tool_use_id": .string(Question.id(of: place)),
            "content": .string(answer.answer),
        ])
    }
}
