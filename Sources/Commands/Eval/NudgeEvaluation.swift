import Agent
import ArgumentParser
import EventLog
import Events
import Foundation

/// Measures when the coach speaks and with what, over whole calls.
struct NudgeEvaluation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nudges",
        abstract: "Replay calls that say when a nudge is due, and measure those that came."
    )

    @Argument(
        help: """
            A folder of call scripts (NAME.jsonl) with gold beside them (NAME.gold.jsonl), also in \
            folders below it, but for those named training.
            """
    )
    var folder: String

    @Option(
        help: """
            The playbook's folder; by default a folder named playbook beside the calls or further \
            up to DIR/../playbook, else the pack's own.
            """
    )
    var playbook: String?

    @Flag(help: "Judge by meaning too, with the sentence model on this machine.")
    var onDevice = false

    @Flag(
        help: """
            Ask the language models that aside.yaml names, as a live call does: that costs money, and the \
            time of each answer.
            """
    )
    var model = false

    @Flag(help: "Tell each call's missed moments and wrong nudges (not with --json).")
    var verbose = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        let terminal = options.terminal
        let found = try NudgeCalls.found(below: folder)
        let count = found.names.count
        let services = try askedServices(in: count)
        var (whole, sets) = (NudgeScore(), [String: NudgeScore]())
        var tally = services.map { ModelTally(at: $0.prices) }
        var shelf = KnowledgeShelf(embedder: onDevice ? try SentenceFiles.encoder() : nil) {
            terminal.progress("turning the playbook into vectors", $0, of: $1)
        }
        for (done, name) in found.names.enumerated() {
            let path = folder + "/" + name
            let gold = try NudgeGold(path + NudgeCalls.goldEnding)
            let (events, playbook) = try await replay(name, &shelf, services) {
                terminal.progress("replaying call \(done + 1) of \(count)", $0, of: $1)
            }
            tally?.add(events)
            let recorded = RecordedNudges(
                events,
                under: playbook,
                channel: RecorderChannel.channelName
            )
            let mistakes = whole.add(recorded, gold: gold)
            sets[NudgeCalls.set(of: name), default: NudgeScore()].add(recorded, gold: gold)
            guard verbose, !terminal.isJSON else { continue }
            terminal.progressDone()
            for mistake in mistakes { try terminal.say(mistake.line(inCall: name)) }
        }
        terminal.progressDone()
        try tell(whole, sets, tally)
        guard found.leftOut > 0 else { return }
        terminal.remark(
            "\n\(found.leftOut) calls in folders named \(NudgeCalls.trainingName) were left out"
        )
    }

    /// What the operator set, where its models are to be asked, once it was said what that may cost.
    private func askedServices(in count: Int) throws -> Services? {
        guard model else { return nil }
        let terminal = options.terminal
        let services = try Services(settings.settings()) { terminal.complain($0) }
        let name = try services.model(askedBy: "eval").name
        terminal.remark(
            "asking \(name) in \(count) calls: each answer is waited for, and a call may cost "
                + "\(services.settings.modelSettings.costCapMicroUSD) micro-USD at most "
                + "(coach.cost_cap_micro_usd)\n"
        )
        return services
    }

    /// Says the figures of all calls, and of each set where there are several.
    private func tell(
        _ whole: NudgeScore,
        _ sets: [String: NudgeScore],
        _ tally: ModelTally?
    ) throws(Failure) {
        let terminal = options.terminal
        let sets = sets.sorted { $0.key < $1.key }
        var figures = whole.figures
        tally?.tell(in: &figures)
        guard sets.count > 1 else { return try figures.tell(terminal) }
        if terminal.isJSON {
            let told = sets.map { EvaluationFigures.quoted($0.key) + ":" + $0.value.figures.json }
            let all = figures.json.dropLast()
            try terminal.say("\(all),\"sets\":{\(told.joined(separator: ","))}}")
        } else {
            try terminal.say(figures.table + "\n")
            for (set, score) in sets { try terminal.say(score.line(of: set)) }
        }
    }

    /// Replays a call through the whole pipeline into a log that is forgotten afterwards.
    ///
    /// - Parameter services: what the operator set, whose models are asked and whose tools are not; nil
    ///   for the playbook coach alone.
    private func replay(
        _ name: String,
        _ shelf: inout KnowledgeShelf,
        _ services: Services?,
        progress: (Int, Int) -> Void
    ) async throws -> (events: [RecordedEvent], playbook: Playbook) {
        let path = folder + "/" + name + NudgeCalls.scriptEnding
        let recording = try RecordingFile(path).parse(.init())
        let pack = try Installation.pack(recording.pack)
        let place =
            playbook.map { URL(fileURLWithPath: $0) }
            ?? NudgeCalls.playbook(of: NudgeCalls.set(of: name), below: folder)
            ?? Installation.playbookFolder(of: pack)
        let known = try await shelf.knowledge(in: place, of: pack)
        let workplace = try Workplace.inMemory()
        defer { workplace.close() }
        let replay = Replay(
            workplace: workplace,
            recording: recording,
            playbook: known.playbook,
            pack: pack,
            facts: known.facts,
            services: services,
            asksTools: false,
            model: services?.model,
            meaning: known.meaning,
            speed: .most,
            onNudge: { _, _ in }
        )
        let id = workplace.ids.callID()
        try await replay.run(as: id, progress: progress)
        return (try workplace.log.events(in: .call(id)), known.playbook)
    }
}

/// What was read for calls before, by its folder and pack.
private struct KnowledgeShelf {
    struct Knowledge {
        var playbook: Playbook
        var facts: PlaybookFacts
        var meaning: Meaning?
    }

    let embedder: (any Embedder)?
    let progress: (Int, Int) -> Void
    private var shelf: [String: Knowledge] = [:]

    init(embedder: (any Embedder)?, progress: @escaping (Int, Int) -> Void) {
        (self.embedder, self.progress) = (embedder, progress)
    }

    mutating func knowledge(in folder: URL, of pack: DomainPack) async throws -> Knowledge {
        let key = pack.id + " " + folder.path
        if let known = shelf[key] { return known }
        let playbook = try Installation.playbook(in: folder, of: pack)
        var known = Knowledge(playbook: playbook, facts: try Installation.facts(in: folder))
        if let embedder {
            known.meaning = try await SentenceFiles.meaning(
                of: playbook,
                by: embedder,
                made: progress
            )
        }
        shelf[key] = known
        return known
    }
}

extension NudgeScore.Mistake {
    /// A line for a person; it holds ids and times, no words of the call.
    func line(inCall call: String) -> String {
        let tenths = micros / 100_000
        let clock = "\(call)  \(tenths / 10).\(tenths % 10) s"
        switch what {
        case .missed(let plays, let silences):
            let kept = silences.map { silence in
                let score = silence.scorePerMille.map { " \($0)" } ?? ""
                return "; \(silence.play): \(silence.reason.rawValue)\(score)"
            }
            return "\(clock)  missed " + plays.sorted().joined(separator: " or ") + kept.joined()
        case .wrong(let play, let trap):
            return "\(clock)  wrong \(play)" + (trap.map { " (trap: \($0))" } ?? "")
        }
    }
}

extension Workplace {
    /// A workplace over a log in memory.
    static func inMemory() throws -> Workplace {
        let clock = SystemClock()
        let ids = IDGenerator(clock: clock)
        let log = try SignedLog.open(
            storage: MemoryStorage(),
            keys: MemoryKeyVault(),
            identity: .create(),
            head: MemoryHeadGuard(),
            clock: clock,
            ids: ids
        )
        return Workplace(log: log, ids: ids, clock: clock)
    }
}
