import ModelAdapters

/// What turns words into vectors.
enum EmbeddingsEntry: Hashable {
    /// A model on this machine: nothing leaves.
    case onThisMachine
    /// A service in the form of OpenAI's embeddings.
    case service(Service)

    /// A service of embeddings.
    struct Service: Hashable {
        let entry: ServiceEntry
        let model: String
        let dimensions: Int?
        /// How vectors are asked for.
        let encoding: EmbeddingEndpoint.Encoding
    }

    private enum API: String, CaseIterable {
        case onThisMachine = "on-device"
        case openAI = "openai"
    }

    /// More would make every turn slower and find nothing more.
    private static let mostDimensions: Int64 = 4_096

    static let fields = ServiceEntry.fields.merging(
        ["api": .text, "model": .text, "dimensions": .text, "encoding": .text]
    ) { field, _ in field }

    init(_ section: SettingSection, among processors: [String: ProcessorEntry]) throws {
        switch try section.choice("api", API.self) ?? .openAI {
        case .onThisMachine:
            let besides = Self.fields.keys.filter { $0 != "api" }
            try section.refuse(besides, beside: "api", "what is of a service, beside on-device")
            self = .onThisMachine
        case .openAI:
            self = .service(
                Service(
                    entry: try ServiceEntry(section, among: processors),
                    model: try section.required("model", "the model's name at the service"),
                    dimensions: try section.number("dimensions", in: 1...Self.mostDimensions)
                        .map { Int($0) },
                    encoding: try section.choice("encoding", EmbeddingEndpoint.Encoding.self)
                        ?? .float
                )
            )
        }
    }

    /// The service that is asked, if one is.
    var service: Service? {
        if case .service(let service) = self { service } else { nil }
    }
}
