import Agent
import Events
import Foundation
import ModelAdapters

/// Tries what the settings name, for `aside doctor`: each endpoint with a question that carries nobody's
/// words.
struct ServiceChecks {
    private let options: SettingsOptions

    init(_ options: SettingsOptions) { self.options = options }

    /// One finding for each service; one that says so where the settings cannot be used.
    func findings() async -> [Finding] {
        do {
            let settings = try options.settings()
            let services = try Services(settings)
            var found = [summary(of: settings)]
            for model in services.models {
                found.append(finding("language model", await model.probe()))
            }
            if let embedder = services.embedder {
                found.append(finding("embeddings", await embedder.probe()))
            }
            for tool in settings.tools { found.append(await reach(tool, over: services)) }
            return found
        } catch {
            return [
                Finding(
                    part: "settings",
                    state: .broken,
                    found: String(describing: error),
                    mend: "mend what is named there; docs/CONFIGURATION.md lists every setting"
                )
            ]
        }
    }

    private func summary(of settings: OperatorSettings) -> Finding {
        let outside = Set(settings.disclosure.processors.map(\.name)).sorted()
        let told = outside.isEmpty ? "nothing leaves for others" : outside.joined(separator: ", ")
        let isAnonymous = !settings.disclosure.controller.isStated && !outside.isEmpty
        return Finding(
            part: "settings",
            state: isAnonymous ? .warning : .fine,
            found: "read, digest \(settings.digest.prefix(16))…; outside processors: \(told)",
            mend: isAnonymous
                ? "set controller.name: people are to be told who answers for their data" : nil
        )
    }

    private func finding(_ part: String, _ found: ModelFinding) -> Finding {
        Finding(
            part: part,
            state: found.isGood ? .fine : .broken,
            found: found.line,
            mend: found.isGood ? nil : "until it is mended the playbook coach answers"
        )
    }

    /// Tools are not called to try them: one may act.
    private func reach(_ tool: ToolEntry, over services: Services) async -> Finding {
        let fault = await services.reach(tool.service)
        return Finding(
            part: "tool \(tool.name)",
            state: fault == nil ? .fine : .broken,
            found: fault ?? "its service is there; the tool itself was not called",
            mend: fault == nil ? nil : "until it is mended the coach goes on without its answers"
        )
    }
}
