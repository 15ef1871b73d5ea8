import Agent
import ConsentGate
import Events
import Foundation
import ModelAdapters
import Projections
import Sentences
import Sounds

/// The services that the operator's settings name, ready to be asked, and the settings themselves.
///
/// Made once for a process, before any call: keys are read here, and nowhere else.
struct Services: Sendable {
    let settings: OperatorSettings
    /// The language models one by one, in their order.
    let models: [EndpointModel]
    /// How long a turn waits for each of them.
    let turnLimits: TimeLimits
    /// The language models as a call asks them; nil for the playbook coach alone.
    let model: (any LanguageModel)?
    /// What turns words into vectors; nil for words alone.
    let embedder: (any Embedder)?
    /// The operator's own tools.
    private(set) var tools: [ConnectedTool]
    /// The MCP servers, to be greeted before any call.
    let servers: [MCPClient]
    /// What a call costs, for the cap on it.
    let prices: Prices
    private let transport: HTTPTransport
    private let environment: [String: String]
    /// Tells the operator, in one line, what the coach goes on without, and what is waited for.
    private let saying: @Sendable (String) -> Void

    /// The services of some settings.
    ///
    /// - Throws: `Failure` when a key is not where the settings say, `InputError` for the price list.
    init(
        _ settings: OperatorSettings,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        saying: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        (self.settings, self.environment, self.saying) = (settings, environment, saying)
        prices = try PriceFile.parse(try Installation.sourceFile(Installation.prices))
        let transport = try Self.transport(trusting: settings.certificates)
        self.transport = transport
        let limits = TimeLimits.turn(
            ofMicros: settings.modelSettings.waitMicros,
            sharedBy: settings.models.count
        )
        turnLimits = limits
        models = try settings.models.map {
            try $0.model(over: transport, within: limits, environment: environment)
        }
        let asked = zip(settings.models, models).map { entry, model in
            entry.pictures ? model as any LanguageModel : BlindModel(model: model)
        }
        model = ModelChain(asked, by: SystemStopwatch())
        embedder =
            switch settings.embeddings {
            case .service(let service):
                try service.embedder(over: transport, environment: environment)
            case .onThisMachine: Self.onThisMachine(saying)
            case nil: nil
            }
        tools = try settings.tools.map {
            try $0.connected(over: transport, environment: environment)
        }
        servers = try settings.servers.map {
            try $0.client(over: transport, environment: environment, saying: saying)
        }
    }

    /// The way over HTTP to all of them.
    ///
    /// - Parameter certificates: a file of certificates that are trusted beside the system's.
    static func transport(trusting certificates: String?) throws -> HTTPTransport {
        var reaching = HTTPTransport.Settings()
        reaching.trustedCertificates = certificates
        do {
            return try HTTPTransport(reaching, by: SystemTime())
        } catch {
            throw Failure.failed(
                "reading tls.certificates failed: \(certificates ?? "") is no file of certificates (PEM)"
            )
        }
    }

    private static func onThisMachine(_ saying: (String) -> Void) -> (any Embedder)? {
        do {
            return try SentenceFiles.encoder()
        } catch {
            saying("the coach goes on by words alone: \(error)")
            return nil
        }
    }

    private func listener(of service: SpeechEntry.Service) throws -> ListenRecognizer {
        try service.listener(trusting: settings.certificates, environment: environment)
    }

    /// What is wrong with the speech service; nil where it takes what it is sent, or there is none.
    func speechFault() async -> String? {
        do {
            return switch settings.speech {
            case .onThisMachine, .off: nil
            case .stream(let service): try await listener(of: service).fault()
            case .pieces(let service):
                try await service.transcriber(over: transport, environment: environment).fault()
            }
        } catch {
            return String(describing: error)
        }
    }

    /// What is wrong with reaching a service; nil when somebody answers there.
    func reach(_ service: ServiceEntry) async -> String? {
        do {
            return await transport.fault(reaching: try service.address())
        } catch {
            return String(describing: error)
        }
    }

    /// The same for a service of a playbook's `tools.yaml`.
    func reach(_ service: ToolService) async -> String? {
        do {
            return await transport.fault(reaching: try ServiceAddress(service.url.absoluteString))
        } catch {
            return String(describing: error)
        }
    }

    /// The language models as a call asks them, for a command that was told to.
    ///
    /// - Throws: `Failure` where there is none.
    func model(askedBy command: String) throws -> any LanguageModel {
        guard let model else {
            throw Failure.failed(
                "\(command) refused: --model asks a language model, and \(SettingsFile.usualName) names "
                    + "none; name one below models"
            )
        }
        return model
    }

    /// Puts the tools that the operator set into the box of a call.
    func fill(_ box: ToolBox, account: String?) -> ToolBox {
        var box = box
        box.add(tools, account: account)
        for tool in settings.models.flatMap(\.providerTools) { box.add(tool) }
        return box
    }

    /// Greets the MCP servers and takes in their tools, before any call; the coach goes on without one
    /// that does not answer or has not the tools that are named.
    private mutating func connect() async {
        for (entry, client) in zip(settings.servers, servers) {
            do {
                tools += try await client.connect()
            } catch {
                saying("the coach goes on without the MCP server \(entry.name): \(error)")
            }
        }
    }

    /// Connects, does some work, and ends the sessions of the MCP servers and the programs that were
    /// started for them, however the work ends.
    mutating func connected<Value>(_ work: (Services) async throws -> Value) async throws -> Value {
        await connect()
        let result: Result<Value, any Error>
        do { result = .success(try await work(self)) } catch { result = .failure(error) }
        for client in servers { await client.close() }
        return try result.get()
    }

    /// What understands speech; nil where it is switched off.
    ///
    /// - Throws: `SoundError` when this machine has no model for it.
    func recognizer() throws -> (any SpeechRecognizer)? {
        switch settings.speech {
        case .onThisMachine: try KeywordRecognizer(SpeechModel())
        case .off: nil
        case .stream(let service): try listener(of: service)
        case .pieces(let service):
            try service.transcriber(over: transport, environment: environment)
        }
    }

    /// The playbook's meaning, where an embedder is configured and answers; else words decide alone.
    func meaning(of playbook: Playbook) async -> Meaning? {
        guard let embedder else { return nil }
        do {
            guard settings.embeddings == .onThisMachine else {
                return try await toldOfWaiting { try await Meaning(of: playbook, by: embedder) }
            }
            var isSaid = false
            return try await SentenceFiles.meaning(of: playbook, by: embedder) { _, _ in
                if !isSaid {
                    saying("turning the playbook into vectors, once: a minute at most")
                }
                isSaid = true
            }
        } catch {
            saying("the coach goes on by words alone: \(error)")
            return nil
        }
    }

    /// How long a start is held up before that is said.
    private static let silentWaitMicros: Int64 = 1_000_000

    /// Waits for the embedding service, and says so where that takes long: a start that hangs in silence
    /// looks broken.
    private func toldOfWaiting<Value>(_ work: () async throws -> Value) async throws -> Value {
        let saying = saying
        let telling = Task {
            try await SystemAlarm().ring(afterMicros: Self.silentWaitMicros)
            saying("waiting for the embedding service, which turns the playbook into vectors")
        }
        defer { telling.cancel() }
        return try await work()
    }

    /// The same where nothing leaves this machine for it.
    func meaningHere(of playbook: Playbook) async -> Meaning? {
        settings.embeddings == .onThisMachine ? await meaning(of: playbook) : nil
    }

    /// Puts what the operator set into the setup of a call, and whom its playbook's services bring in.
    func shape(_ setup: CallSetup, facts: PlaybookFacts) -> CallSetup {
        var setup = setup
        var disclosure = settings.disclosure
        for told in facts.disclosed(insideHosts: settings.insideHosts)
        where !disclosure.processors.contains(told) {
            disclosure.processors.append(told)
        }
        setup.consentPolicy.disclosure = disclosure
        setup.modelSettings = settings.modelSettings
        setup.sampling = settings.sampling
        setup.prices = prices
        setup.operatorDigest = settings.digest
        setup.toolsDigest = facts.settingsDigest
        return setup
    }
}
