import Agent
import Events
import Foundation

/// OpenAI's chat completions, and what answers in their form.
enum OpenAIChat: ModelWire {
    typealias Hearing = OpenAIHearing

    static let path = "chat/completions"

    static func headers(key: Secret?) -> [(name: String, value: String)] {
        key.map { [("authorization", "Bearer " + $0.value)] } ?? []
    }

    static func body(of question: Question, to endpoint: ModelEndpoint) -> [UInt8] {
        var body: JSONObject = [
            "model": .string(endpoint.model),
            "messages": .array(messages(question)),
            "max_completion_tokens": .integer(Int64(endpoint.mostTokens)),
            "stream": .bool(true),
            "stream_options": .object(["include_usage": .bool(true)]),
            // The coach is silent by calling a tool too: words are no answer.
            "tool_choice": .string("required"),
        ]
        var tools = question.tools.map(tool)
        for own in question.providerTools {
            if own.definition["type"] != nil {
                tools.append(.object(own.definition))
            } else {
                // Options of the request, such as OpenAI's `web_search_options`.
                for member in own.definition.members { body[member.name] = member.value }
            }
        }
        body["tools"] = .array(tools)
        for member in endpoint.extraFields.members { body[member.name] = member.value }
        return CanonicalJSON.encode(body)
    }

    private static func tool(_ tool: Question.Tool) -> JSON {
        .object([
            "type": .string("function"),
            "function": .object([
                "name": .string(tool.name), "description": .string(tool.summary),
                "parameters": .object(tool.schema),
            ]),
        ])
    }

    private static func messages(_ question: Question) -> [JSON] {
        [
            .object(["role": .string("system"), "content": .string(question.rules)]),
            .object(["role": .string("user"), "content": content(question)]),
        ] + question.answers.enumerated().flatMap { exchange($0.offset, $0.element) }
    }

    private static func content(_ question: Question) -> JSON {
        guard let picture = question.picture else { return .string(question.material) }
        let url = "data:image/jpeg;base64," + Data(picture.jpeg).base64EncodedString()
        return .array([
            .object(["type": .string("text"), "text": .string(question.material)]),
            .object([
                "type": .string("image_url"),
                "image_url": .object([
                    "url": .string(url), "detail": .string(picture.isDetail ? "high" : "auto"),
                ]),
            ]),
        ])
    }

    /// A tool's answer, and the call that it answers.
    private static func exchange(_ place: Int, _ answer: Prompt.ToolAnswer) -> [JSON] {
        let id = JSON.string(Question.id(of: place))
        let call: JSONObject = [
            "id": id, "type": .string("function"),
            "function": .object([
                "name": .string(answer.tool), "arguments": .string(answer.arguments),
            ]),
        ]
        return [
            .object([
                "role": .string("assistant"), "content": .null,
                "tool_calls": .array([.object(call)]),
            ]),
            .object([
                "role": .string("tool"), "tool_call_id": id, "content": .string(answer.answer),
            ]),
        ]
    }
}
