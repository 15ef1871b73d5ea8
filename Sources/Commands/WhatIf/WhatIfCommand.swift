import Agent
import ArgumentParser
import EventLog
import Events
import Foundation

/// Runs a past call through today's playbook and tells the difference nudge by nudge.
struct WhatIfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif",
        abstract: "Run a past call through today's playbook, its record untouched."
    )

    /// What makes the command fail once it has told what it found.
    enum Gate: String, ExpressibleByArgument, CaseIterable {
        case regressions, differences
    }

    @Argument(help: "The call's id.")
    var call: String

    @Option(help: "The playbook's folder; the one that comes with the call's pack by default.")
    var playbook: String?

    @Option(help: "Exit with 1 when there are regressions, or any differences.")
    var failOn: Gate?

    @Flag(help: "Ask the language models that aside.yaml names, in place of the playbook alone.")
    var model = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        let result = try await options.writing(about: call) { try await run($0, in: $1) }
        for line in options.json ? [result.json.line] : result.lines {
            try options.terminal.say(line)
        }
        try checkModel(result.questions)
        try judge(result.comparison)
    }

    /// A run whose model answered nothing compares the playbook coach, whatever was asked for.
    private func checkModel(_ questions: ModelQuestions) throws {
        guard questions.asked > 0, questions.answered == 0 else { return }
        throw Failure.failed(
            "whatif failed: the language model answered 0 of \(questions.asked) questions, expected "
                + "some, so all nudges of the new run are the playbook coach's; `aside doctor` tells "
                + "what is wrong with it"
        )
    }

    private func run(_ id: CallID, in workplace: Workplace) async throws -> WhatIfResult {
        let services = try Services(settings.settings()) { options.terminal.complain($0) }
        let asked = try askedModel(among: services)
        let events = try recorded(id, workplace, toBeReadBy: asked)
        let desk = try WhatIfDesk(
            id,
            events,
            playbook: playbook.map { URL(fileURLWithPath: $0) },
            model: asked.map {
                ModelAfterCall($0, leaving: workplace.egress(after: id, recorded: events))
            },
            picture: workplace.log.attachment(at:)
        )
        try await workplace.recordView(
            WhatIfDesk.document,
            of: id,
            withNames: false,
            reason: WhatIfDesk.document
        )
        let terminal = options.terminal
        let meaning = await services.meaningHere(of: desk.playbook)
        let result = try await desk.run(by: meaning, under: services) { done, all in
            if done % 32 == 0 { terminal.progress("replaying", done, of: all) }
        }
        terminal.progressDone()
        return result
    }

    /// The language model to ask; nil for the playbook coach alone.
    private func askedModel(among services: Services) throws -> (any LanguageModel)? {
        model ? try services.model(askedBy: "whatif") : nil
    }

    /// The call's events, once it is sure that they may be used.
    private func recorded(
        _ id: CallID,
        _ workplace: Workplace,
        toBeReadBy asked: (any LanguageModel)?
    ) throws -> [RecordedEvent] {
        let events = try workplace.log.events(in: .call(id))
        guard !events.isEmpty else { throw Failure.unknown(id) }
        try WhatIfDesk.checkConsent(events, toBeReadBy: asked)
        return events
    }

    private func judge(_ comparison: NudgeComparison) throws {
        let found: Int
        switch failOn {
        case nil: return
        case .regressions: found = comparison.regressions.count
        case .differences: found = comparison.differences.count
        }
        guard let failOn, found > 0 else { return }
        throw Failure.failed("whatif: found \(failOn.rawValue): \(found), expected none")
    }
}
