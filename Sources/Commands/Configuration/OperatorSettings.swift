import Agent
import ConsentGate
import Events
import Foundation
import ModelAdapters

/// What an operator set in `aside.yaml` and by variables: who answers for the data, and which services
/// hear, think and look up.
///
/// It holds no secret: keys are named by the place where they lie. Without a file nothing leaves this
/// machine.
struct OperatorSettings {
    let controller: Disclosure.Controller
    /// In the order in which they are asked.
    let models: [ModelEntry]
    let speech: SpeechEntry
    let embeddings: EmbeddingsEntry?
    /// The tools beside the built-in ones.
    let tools: [ToolEntry]
    /// The MCP servers whose tools may be called.
    let servers: [MCPEntry]
    /// The hosts that a playbook's `tools.yaml` may name and that are no outside processors.
    let insideHosts: Set<String>
    /// How far the coach goes with a model.
    let modelSettings: ModelSettings
    /// How often the shared screen is looked at.
    let sampling: SamplingSettings
    /// The file of certificates that services are trusted by beside the system's; nil for none.
    let certificates: String?
    /// Hex SHA-256 of every setting in effect; of a tool's document, of what it says.
    let digest: String

    /// The sections of the file.
    static let fields: [String: SettingField] = [
        "controller": .fields(["name": .text, "contact": .text]),
        "processors": .named(ProcessorEntry.fields),
        "models": .named(ModelEntry.fields),
        "speech": .fields(SpeechEntry.fields),
        "embeddings": .fields(EmbeddingsEntry.fields),
        "tools": .named(ToolEntry.fields),
        "mcp": .named(MCPEntry.fields),
        "coach": .fields(["turn_deadline": .text, "cost_cap_micro_usd": .text]),
        "screen": .fields(ScreenEntry.fields),
        "tls": .fields(["certificates": .text]),
    ]

    /// The longest that a turn may take: a later tip is about something that is over.
    private static let longestTurnMicros: Int64 = 30_000_000

    /// Reads the settings.
    ///
    /// - Parameter file: `aside.yaml`; nil where there is none.
    /// - Throws: `InputError` at a line of the file, or `Failure` for a variable.
    init(_ file: SourceFile?, environment: [String: String] = [:]) throws {
        let settings = try SettingsFile(
            file,
            knowing: .fields(Self.fields),
            environment: environment,
            sections: Set(Self.fields.keys)
        )
        let root = SettingSection(file: settings, path: SettingPath([]))
        let processors = try Dictionary(
            uniqueKeysWithValues: root.section("processors").named.map {
                ($0.name, try ProcessorEntry($0.section))
            }
        )
        insideHosts = Set(processors.values.filter { !$0.isOutside }.flatMap(\.hosts))
        controller = try Self.controller(root.section("controller"))
        models = try root.section("models").named.map {
            try ModelEntry($0.name, $0.section, among: processors)
        }
        speech = try SpeechEntry(root.section("speech"), among: processors)
        let embeddings = root.section("embeddings")
        self.embeddings =
            embeddings.isSet ? try EmbeddingsEntry(embeddings, among: processors) : nil
        let folder = URL(fileURLWithPath: file?.path ?? SettingsFile.usualName)
            .deletingLastPathComponent()
        tools = try root.section("tools").named.map {
            try ToolEntry($0.name, $0.section, among: processors, from: folder)
        }
        servers = try root.section("mcp").named.map {
            try MCPEntry($0.name, $0.section, among: processors)
        }
        try Self.refuseSharedNames(of: models, tools, servers, root)
        modelSettings = try Self.modelSettings(root.section("coach"))
        sampling = try ScreenEntry.sampling(root.section("screen"))
        certificates = try root.section("tls").text("certificates").map {
            URL(fileURLWithPath: $0, relativeTo: folder).absoluteURL.path
        }
        digest = Self.digest(of: settings, describing: tools, trusting: certificates)
    }

    /// Whom people are told of: who answers for the data, and every outside processor in use.
    var disclosure: Disclosure {
        var told = models.compactMap { model in
            model.service.processor.disclosed(
                as: .languageModel,
                for: model.pictures ? [.aiAnalysis, .screenFrames] : [.aiAnalysis]
            )
        }
        if let service = speech.service {
            told += [
                service.entry.processor.disclosed(as: .transcription, for: [.liveTranscription])
            ].compactMap(\.self)
        }
        if let service = embeddings?.service {
            told += [service.entry.processor.disclosed(as: .embeddings, for: [.aiAnalysis])]
                .compactMap(\.self)
        }
        told += tools.compactMap {
            $0.service.processor.disclosed(as: .customerRecords, for: [$0.terms.purpose.purpose])
        }
        told += servers.compactMap { server in
            let purposes = Set(server.tools.map(\.terms.purpose.purpose)).sorted()
            return server.processor.disclosed(as: .customerRecords, for: purposes)
        }
        var seen: Set<Processor> = []
        return Disclosure(
            controller: controller,
            processors: told.filter { seen.insert($0).inserted }
        )
    }

    /// A model calls every tool by its name alone.
    private static func refuseSharedNames(
        of models: [ModelEntry],
        _ tools: [ToolEntry],
        _ servers: [MCPEntry],
        _ root: SettingSection
    ) throws {
        var taken = BuiltInTool.reservedNames
        for model in models {
            for tool in model.providerTools where !taken.insert(tool.name).inserted {
                throw root.section("models").section(model.name).section("provider_tools").error(
                    tool.name,
                    "a name that is taken",
                    "another"
                )
            }
        }
        for tool in tools where !taken.insert(tool.name).inserted {
            throw root.section("tools").error(tool.name, "a name that is taken", "another")
        }
        for server in servers {
            for tool in server.tools where !taken.insert(tool.terms.name).inserted {
                throw root.section("mcp").section(server.name).section("tools").error(
                    tool.terms.name,
                    "a name that is taken",
                    "another, with remote for its name there"
                )
            }
        }
    }

    private static func controller(_ section: SettingSection) throws -> Disclosure.Controller {
        guard section.isSet else { return .notStated }
        return Disclosure.Controller(
            name: try section.required("name", "who answers for the data"),
            contact: try section.text("contact") ?? Disclosure.notStated
        )
    }

    private static func modelSettings(_ section: SettingSection) throws -> ModelSettings {
        var settings = ModelSettings.standard
        if let micros = try section.duration("turn_deadline", atMost: longestTurnMicros) {
            settings.turnMicros = micros
        }
        if let cap = try section.number("cost_cap_micro_usd", in: 0...1_000_000_000) {
            settings.costCapMicroUSD = cap
        }
        return settings
    }

    /// Files that the settings name count by what is in them, not by where they lie.
    private static func digest(
        of settings: SettingsFile,
        describing tools: [ToolEntry],
        trusting certificates: String?
    ) -> String {
        var object = JSONObject()
        for (path, values) in settings.effective {
            object[path] = .array(values.map { .string($0) })
        }
        for tool in tools {
            guard let document = tool.document else { continue }
            object[SettingPath(["tools", tool.name, "document"]).text] = .string(document.digest)
        }
        // One that cannot be read is refused where it is used.
        if let certificates, let bytes = FileManager.default.contents(atPath: certificates) {
            let digest = FileDigest.hex(of: Array(bytes))
            object[SettingPath(["tls", "certificates"]).text] = .string(digest)
        }
        return FileDigest.hex(of: CanonicalJSON.encode(object))
    }
}
