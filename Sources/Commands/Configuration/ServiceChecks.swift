import Agent
import Events
import Foundation
import ModelAdapters

/// Tries what the settings name, for `aside doctor`: each endpoint with a question that carries nobody's
/// words.
struct ServiceChecks {
    private let options: SettingsOptions
    private let playbook: URL?

    /// The checks of what the settings name, and the services of a playbook if one is given by its folder.
    init(_ options: SettingsOptions, playbook: URL? = nil) {
        (self.options, self.playbook) = (options, playbook)
    }

    /// All that is tried of a tool: one may act.
    private static let onlyReached =
        "its service is there; the tool was not called, and its key was not tried"

    /// One diagnosis for each service; one that says so where the settings cannot be used.
    func diagnoses() async -> [Diagnosis] {
        do {
            let settings = try options.settings()
            let services = try Services(settings)
            var found = [summary(of: settings)]
            for model in services.models {
                found.append(
                    Self.diagnosis(
                        of: model.name,
                        await model.probe(),
                        settings.modelSettings,
                        within: services.turnLimits
                    )
                )
            }
            if settings.embeddings == .onThisMachine { found.append(sentences) }
            if let embedder = services.embedder as? OpenAIEmbedder {
                found.append(
                    Self.diagnosis(
                        "embeddings",
                        await embedder.probe(),
                        "until it is mended passages are found by words alone"
                    )
                )
            }
            if settings.speech.service != nil {
                let fault = await services.speechFault()
                found.append(
                    reached("speech to text", fault, "its service takes the key and the settings")
                )
            }
            for tool in settings.tools {
                let fault = await services.reach(tool.service)
                found.append(reached("tool \(tool.name)", fault, Self.onlyReached))
            }
            for (entry, client) in zip(settings.servers, services.servers) {
                found.append(await greet(entry, client))
            }
            if let playbook { found += await toolServices(in: playbook, services) }
            return found
        } catch {
            return [
                Diagnosis(
                    part: "settings",
                    state: .broken,
                    found: String(describing: error),
                    mend: "mend what is named there; docs/CONFIGURATION.md lists every setting"
                )
            ]
        }
    }

    /// Whether the services of a playbook's `tools.yaml` have their tokens and are there.
    private func toolServices(in folder: URL, _ services: Services) async -> [Diagnosis] {
        do {
            let facts = try Installation.facts(in: folder)
            _ = try facts.wiredServices(
                insideHosts: services.settings.insideHosts,
                trusting: services.settings.certificates
            )
            var found: [Diagnosis] = []
            for (tool, service) in facts.services.sorted(by: { $0.key.rawValue < $1.key.rawValue })
            {
                found.append(
                    reached(
                        "tool \(tool.rawValue)",
                        await services.reach(service),
                        Self.onlyReached
                    )
                )
            }
            return found
        } catch {
            return [
                Diagnosis(
                    part: "playbook \(folder.path)",
                    state: .broken,
                    found: String(describing: error),
                    mend: "mend what is named there; docs/PLAYBOOK.md says what tools.yaml holds"
                )
            ]
        }
    }

    private func summary(of settings: OperatorSettings) -> Diagnosis {
        let outside = Set(settings.disclosure.processors.map(\.name)).sorted()
        let told = outside.isEmpty ? "nothing leaves for others" : outside.joined(separator: ", ")
        let isAnonymous = !settings.disclosure.controller.isStated && !outside.isEmpty
        return Diagnosis(
            part: "settings",
            state: isAnonymous ? .warning : .fine,
            found: "read, digest \(settings.digest.prefix(16))…; outside processors: \(told)",
            mend: isAnonymous
                ? "set controller.name: people are to be told who answers for their data" : nil
        )
    }

    /// What was found of a language model; one that answers is still of no use where no turn waits so
    /// long, be it for the beginning of its answer, for the next piece of it or for its end.
    private static func diagnosis(
        of model: String,
        _ found: ProbeResult,
        _ settings: ModelSettings,
        within limits: TimeLimits
    ) -> Diagnosis {
        let part = "language model"
        guard let words = found.needed.flatMap({ late($0, settings, within: limits) }) else {
            return diagnosis(
                part,
                found,
                "until it is mended the next model or the playbook coach answers"
            )
        }
        return Diagnosis(
            part: part,
            state: .broken,
            found: "\(model): \(words), so it would never be used",
            mend: "take a faster model, or raise coach.turn_deadline"
        )
    }

    /// Which limit of a turn an answer would not have kept, in words; nil for none.
    static func late(
        _ needed: TimeLimits,
        _ settings: ModelSettings,
        within limits: TimeLimits
    ) -> String? {
        if needed.wholeMicros > limits.wholeMicros {
            return "answers in \(millis(needed.wholeMicros)) ms; a turn has "
                + "\(millis(settings.turnMicros)) ms, of which models may take "
                + millis(limits.wholeMicros)
        }
        if needed.firstByteMicros > limits.firstByteMicros {
            return "begins to answer after \(millis(needed.firstByteMicros)) ms; a turn waits "
                + "\(millis(limits.firstByteMicros)) ms for that"
        }
        if needed.idleMicros > limits.idleMicros {
            return "says nothing for \(millis(needed.idleMicros)) ms within its answer; a turn "
                + "waits \(millis(limits.idleMicros)) ms for the next piece"
        }
        return nil
    }

    /// Whole milliseconds as people read them, as in 5,011.
    private static func millis(_ micros: Int64) -> String {
        let millis = micros / 1_000
        let rest = String(millis % 1_000)
        guard millis >= 1_000 else { return rest }
        return "\(millis / 1_000)," + String(repeating: "0", count: 3 - rest.count) + rest
    }

    private static func diagnosis(
        _ part: String,
        _ found: ProbeResult,
        _ mend: String
    ) -> Diagnosis {
        Diagnosis(
            part: part,
            state: found.isGood ? .fine : .broken,
            found: found.line,
            mend: found.isGood ? nil : mend
        )
    }

    private var sentences: Diagnosis {
        do {
            _ = try SentenceFiles.encoder()
            return Diagnosis(part: "embeddings", state: .fine, found: "made on this machine")
        } catch {
            return Diagnosis(
                part: "embeddings",
                state: .broken,
                found: String(describing: error),
                mend: "until it is mended passages are found by words alone"
            )
        }
    }

    private func greet(_ entry: MCPEntry, _ client: MCPClient) async -> Diagnosis {
        let part = "MCP server \(entry.name)"
        do {
            let tools = try await client.connect()
            await client.close()
            return Diagnosis(
                part: part,
                state: .fine,
                found: "answers, and has the \(tools.count) tools that may be called"
            )
        } catch {
            await client.close()
            return Diagnosis(
                part: part,
                state: .broken,
                found: String(describing: error),
                mend: "until it is mended the coach goes on without its tools"
            )
        }
    }

    private func reached(_ part: String, _ fault: String?, _ found: String) -> Diagnosis {
        Diagnosis(
            part: part,
            state: fault == nil ? .fine : .broken,
            found: fault ?? found,
            mend: fault == nil ? nil : "until it is mended the coach goes on without it"
        )
    }
}
