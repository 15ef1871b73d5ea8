import Agent
import Events
import Foundation

/// A language model of `aside.yaml`.
struct ModelEntry: Hashable {
    /// The wire format that it speaks.
    enum API: String, CaseIterable {
        case openai, anthropic
    }

    /// What the operator calls it, and the log.
    let name: String
    let api: API
    let service: ServiceEntry
    let model: String
    let mostTokens: Int
    /// Whether it is shown the screen.
    let pictures: Bool
    /// The tools that its provider runs, as its requests carry them.
    let providerTools: [ProviderTool]
    /// What its requests carry beside the usual fields, and in place of those of the same name.
    let extraFields: JSONObject

    /// A tip, a tool call and a little thought.
    private static let usualTokens: Int64 = 512

    static let fields = ServiceEntry.fields.merging(
        [
            "api": .text, "model": .text, "max_tokens": .text,
            "pictures": .text, "provider_tools": .words, "extra_fields": .text,
        ]
    ) { field, _ in field }

    init(
        _ name: String,
        _ section: SettingSection,
        among processors: [String: ProcessorEntry]
    ) throws {
        self.name = name
        guard let api = try section.choice("api", API.self) else {
            let known = API.allCases.map(\.rawValue).joined(separator: " or ")
            throw section.error("api", "nothing", known)
        }
        self.api = api
        service = try ServiceEntry(section, among: processors)
        model = try section.required("model", "the model's name at the service")
        mostTokens = Int(try section.number("max_tokens", in: 1...100_000) ?? Self.usualTokens)
        pictures = try section.flag("pictures") ?? true
        providerTools = try section.words("provider_tools").map { tool, text in
            guard let object = LooseJSON.object(in: Array(text.utf8)) else {
                throw section.section("provider_tools").error(
                    tool,
                    "no JSON object",
                    "what the provider's request carries, as in '{\"type\":\"web_search\"}'"
                )
            }
            return ProviderTool(name: tool, provider: name, definition: object)
        }
        let example = #"{"reasoning_effort": "low"}"#
        extraFields = try section.json("extra_fields", suchAs: example) ?? [:]
    }
}
