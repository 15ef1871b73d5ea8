/// How speech becomes words.
enum SpeechEntry: Hashable {
    /// On this machine, at keyword grade.
    case onThisMachine
    /// Not at all: lines come from a transcriber in the room, or there are none.
    case off
    /// A service that takes a stream, as Deepgram's `/v1/listen`.
    case stream(Service)
    /// A service that takes pieces, as OpenAI's `/v1/audio/transcriptions`.
    case pieces(Service)

    /// A speech service.
    struct Service: Hashable {
        let entry: ServiceEntry
        let model: String
        let language: String?
    }

    private enum API: String, CaseIterable {
        case onThisMachine = "on-device"
        case off
        case deepgram
        case transcriptions
    }

    /// A speech service takes its key in one way and no headers beside it.
    static let fields = ServiceEntry.fields.merging(
        ["api": .text, "model": .text, "language": .text]
    ) { field, _ in field }.filter { !["key_header", "headers"].contains($0.key) }

    init(_ section: SettingSection, among processors: [String: ProcessorEntry]) throws {
        switch try section.choice("api", API.self) ?? .onThisMachine {
        case .onThisMachine:
            let besides = Self.fields.keys.filter { $0 != "api" }
            try section.refuse(besides, beside: "api", "what is of a service, beside on-device")
            self = .onThisMachine
        case .off: self = .off
        case .deepgram: self = .stream(try Self.service(section, processors))
        case .transcriptions: self = .pieces(try Self.service(section, processors))
        }
    }

    /// The service that hears, if one does.
    var service: Service? {
        switch self {
        case .onThisMachine, .off: nil
        case .stream(let service), .pieces(let service): service
        }
    }

    private static func service(
        _ section: SettingSection,
        _ processors: [String: ProcessorEntry]
    ) throws -> Service {
        Service(
            entry: try ServiceEntry(section, among: processors),
            model: try section.required("model", "the model's name at the service"),
            language: try section.text("language")
        )
    }
}
