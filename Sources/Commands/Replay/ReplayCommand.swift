import Agent
import ArgumentParser
import EventLog
import Events
import Foundation
import Sounds

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run recorded calls through the gate, the coach and the log."
    )

    @Argument(help: "Call scripts (.jsonl), transcripts (.vtt, .srt) or recordings (.wav, .flac).")
    var files: [String]

    @Option(help: "The playbook's folder; the one that comes with the call's pack by default.")
    var playbook: String?

    @Option(help: "The domain pack to replay under; the call's own by default.")
    var pack: String?

    @Option(help: "The folder in which a script's frames lie; the script's own by default.")
    var frames: String?

    @Option(help: "The voice of a transcript or recording to coach.")
    var rep: String?

    @Option(help: "Who obtained everyone's consent, when and how, where the file carries none.")
    var assertConsent: String?

    @Option(help: "The id to replay one call under; its own by default.")
    var call: String?

    @Option(help: "How fast time passes: max, or 1 for as it passed.")
    var speed = "max"

    @Option(help: "Whose channels a recording of sound has, as in rep,prospect.")
    var channels: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        let speed = try parsedSpeed()
        let override = try parsedCallID()
        guard assertConsent?.allSatisfy(\.isWhitespace) != true else {
            throw Failure.usage(
                "--assert-consent takes who obtained everyone's consent, when and how"
            )
        }
        let terminal = options.terminal
        var services = try Services(settings.settings()) { terminal.complain($0) }
        try await services.connected { services in
            try await replay(at: speed, as: override, with: services)
        }
    }

    private func replay(
        at speed: Replay.Speed,
        as override: CallID?,
        with services: Services
    ) async throws {
        let terminal = options.terminal
        let recorded = files.map { RecordingFile($0) }
        let hasSound = channels != nil && recorded.contains(where: \.isSound)
        let details = RecordingFile.Options(
            frames: frames.map { URL(fileURLWithPath: $0) },
            rep: rep,
            assertion: assertConsent,
            playbook: playbook.map { URL(fileURLWithPath: $0) },
            channels: channels?.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init),
            recognizer: hasSound ? try services.recognizer() : nil,
            pack: pack
        )
        guard !hasSound || details.recognizer != nil else {
            throw Failure.failed(
                "replay refused: a recording of sound is to be heard, and aside.yaml switches speech "
                    + "off; name what hears it below speech, or take `speech` out"
            )
        }
        if details.recognizer is KeywordRecognizer {
            terminal.remark("the sound is heard on this machine, at keyword grade only")
        }
        let recordings = try recorded.map { try $0.parse(details) }
        var known: [String: CallKnowledge] = [:]
        var jobs: [ReplayJob] = []
        for recording in recordings {
            let pack = pack ?? recording.pack
            let knowledge =
                if let read = known[pack] { read } else {
                    try await CallKnowledge(pack: pack, playbook: details.playbook, with: services)
                }
            known[pack] = knowledge
            jobs.append(ReplayJob(recording, knowing: knowledge, with: services))
        }
        try await options.writing { try await replay(jobs, as: override, in: $0, speed) }
    }

    private func replay(
        _ jobs: [ReplayJob],
        as override: CallID?,
        in workplace: Workplace,
        _ speed: Replay.Speed
    ) async throws {
        let terminal = options.terminal
        try refuseKnownIDs(jobs, override, workplace)
        try await EventPrinter.printing(workplace.log, when: options.json) {
            for job in jobs {
                let id = override ?? job.recording.id ?? workplace.ids.callID()
                try await job.run(
                    as: id,
                    speed: speed,
                    in: workplace,
                    outcomes: options.place.outcomes,
                    terminal
                )
            }
        }
    }

    private func parsedSpeed() throws -> Replay.Speed {
        switch speed {
        case "max": .most
        case "1": .real
        default: throw Failure.usage("--speed takes max or 1")
        }
    }

    private func parsedCallID() throws -> CallID? {
        guard let call else { return nil }
        guard files.count == 1 else { throw Failure.usage("--call goes with one file") }
        return try CallID.given(call)
    }

    /// Nothing is written unless every call can be.
    private func refuseKnownIDs(
        _ jobs: [ReplayJob],
        _ override: CallID?,
        _ workplace: Workplace
    ) throws {
        var known = Set(try workplace.log.streams())
        for id in jobs.compactMap({ override ?? $0.recording.id }) {
            guard known.insert(.call(id)).inserted else {
                throw Failure.failed(
                    "replay refused: the log has a call of the id \(id); name another with --call"
                )
            }
        }
    }
}

/// A recording with the playbook and pack it runs under, all parsed.
struct ReplayJob {
    let recording: RecordedCall
    private let knowledge: CallKnowledge
    private let services: Services

    init(_ recording: RecordedCall, knowing knowledge: CallKnowledge, with services: Services) {
        (self.recording, self.knowledge, self.services) = (recording, knowledge, services)
    }

    /// Replays the recording and tells a watching person what the rep would have read.
    ///
    /// - Parameter outcomes: where outcomes are written down; nil where nothing is to be.
    func run(
        as id: CallID,
        speed: Replay.Speed,
        in workplace: Workplace,
        outcomes: URL? = nil,
        _ terminal: Terminal
    ) async throws {
        let replay = Replay(
            workplace: workplace,
            recording: recording,
            playbook: knowledge.playbook,
            pack: knowledge.pack,
            facts: knowledge.facts,
            toolServices: knowledge.toolServices,
            outcomes: outcomes,
            services: services,
            model: services.model,
            meaning: knowledge.meaning,
            speed: speed,
            onNudge: { nudge, micros in
                terminal.progressDone()
                terminal.remark(NudgeText.lines(of: nudge, atMicros: micros))
            }
        )
        try await replay.run(as: id) { done, all in
            if done % 32 == 0 {
                terminal.progress("replaying \(recording.fileName)", done, of: all)
            }
        }
        terminal.progressDone()
        terminal.remark("call \(id): replayed \(recording.fileName)")
    }
}

/// A nudge as a person at a terminal reads it.
enum NudgeText {
    static func lines(of nudge: Nudge, atMicros micros: Int64) -> String {
        let seconds = micros / 1_000_000
        let minutes = seconds / 60
        let clock =
            (minutes < 10 ? "0" : "") + "\(minutes):"
            + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
        let body = nudge.body.split(separator: "\n").map { "        " + $0 }
        return (["\(clock)  ▸ \(nudge.headline)"] + body).joined(separator: "\n")
    }
}
