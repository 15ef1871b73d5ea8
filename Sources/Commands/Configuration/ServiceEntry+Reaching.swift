import Agent
import Foundation
import ModelAdapters
import Sounds

extension ServiceEntry {
    /// The address as it is asked; plain HTTP only to this machine.
    func address() throws -> ServiceAddress {
        do {
            return try ServiceAddress(url)
        } catch {
            throw Failure.failed(
                "reaching a service of \(SettingsFile.usualName) refused: \(error)"
            )
        }
    }

    /// The key, read where the settings say it lies; nil where none is named.
    func secret(environment: [String: String]) throws -> Secret? {
        guard let key else { return nil }
        let text = try key.read(environment: environment, namedAt: keyPlace)
        do {
            return try Secret(text)
        } catch {
            throw Failure.failed("\(keyPlace): reading a key from \(key) failed: \(error)")
        }
    }

    /// What every request carries beside the key in its usual place.
    func reachingHeaders(environment: [String: String]) throws -> [String: Secret] {
        var all: [String: Secret] = [:]
        for header in headers { all[header.name] = try Self.secret(header.value) }
        if let keyHeader { all[keyHeader] = try secret(environment: environment) }
        return all
    }

    private static func secret(_ text: String) throws -> Secret {
        do {
            return try Secret(text)
        } catch {
            throw Failure.failed("reading a header failed: \(error)")
        }
    }
}

extension ModelEntry {
    /// The model, ready to be asked over a transport.
    ///
    /// - Parameter limits: how long it is waited for.
    func model(
        over transport: HTTPTransport,
        within limits: TimeLimits,
        environment: [String: String]
    ) throws -> EndpointModel {
        var endpoint = ModelEndpoint(
            model: model,
            at: try service.address(),
            key: service.keyHeader == nil ? try service.secret(environment: environment) : nil,
            destination: service.processor.destination
        )
        endpoint.name = name
        endpoint.headers = try service.reachingHeaders(environment: environment)
        endpoint.provider = providerTools.isEmpty ? "" : name
        endpoint.mostTokens = mostTokens
        endpoint.extraFields = extraFields
        endpoint.limits = limits
        return EndpointModel(endpoint, in: api.form, over: transport)
    }
}

extension ModelEntry.API {
    fileprivate var form: EndpointModel.Form {
        switch self {
        case .openai: .openAI
        case .anthropic: .anthropic
        }
    }
}

/// A language model that is shown no pictures, whatever the others of its chain are shown.
struct BlindModel: LanguageModel {
    let model: any LanguageModel

    var name: String { model.name }
    var providers: Set<String> { model.providers }
    var isOutside: Bool { model.isOutside }
    var outsideProcessors: Set<String> { model.outsideProcessors }
    var seesPictures: Bool { false }
    var mostAnswerTokens: Int { model.mostAnswerTokens }
    var mostCharges: Int { model.mostCharges }

    func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        var prompt = prompt
        prompt.frame = nil
        return try await model.answer(prompt, through: door)
    }
}

extension EmbeddingsEntry.Service {
    /// The embedder, ready to be asked over a transport.
    func embedder(
        over transport: HTTPTransport,
        environment: [String: String]
    ) throws -> OpenAIEmbedder {
        var endpoint = EmbeddingEndpoint(
            model: model,
            at: try entry.address(),
            key: entry.keyHeader == nil ? try entry.secret(environment: environment) : nil,
            destination: entry.processor.destination
        )
        endpoint.headers = try entry.reachingHeaders(environment: environment)
        endpoint.dimensions = dimensions
        endpoint.encoding = encoding
        return OpenAIEmbedder(endpoint, over: transport)
    }
}

extension SpeechEntry.Service {
    /// What hears by a stream for each track.
    ///
    /// - Parameter certificates: a file of certificates that are trusted beside the system's.
    func listener(
        trusting certificates: String?,
        environment: [String: String]
    ) throws -> ListenRecognizer {
        var settings = ListenSettings()
        (settings.model, settings.language) = (model, language)
        return try ListenRecognizer(
            at: try entry.address(),
            key: try entry.secret(environment: environment),
            destination: entry.processor.destination,
            settings: settings,
            trusting: certificates,
            detecting: { try SpeechActivity() },
            by: SystemTime()
        )
    }

    /// What hears by an upload for each stretch of speech.
    func transcriber(
        over transport: HTTPTransport,
        environment: [String: String]
    ) throws -> TranscriptionRecognizer {
        var settings = TranscriptionSettings(model: model, form: .usual(of: model))
        settings.language = language
        return TranscriptionRecognizer(
            at: try entry.address(),
            key: try entry.secret(environment: environment),
            destination: entry.processor.destination,
            settings: settings,
            over: transport,
            detecting: { try SpeechActivity() }
        )
    }
}
