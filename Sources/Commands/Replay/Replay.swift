import Agent
import ConsentGate
import EventLog
import Events
import Foundation
import Pictures
import Sounds

/// Runs a recorded call through the whole pipeline, as if its people were there.
struct Replay {
    /// How fast time passes.
    enum Speed: Equatable {
        /// As fast as the log can follow.
        case most
        /// As it passed.
        case real
    }

    let workplace: Workplace
    let recording: RecordedCall
    let playbook: Playbook
    let pack: DomainPack
    /// What the tools of the call look up.
    var facts = PlaybookFacts()
    /// The services behind the tools; none where nothing outside may be asked, as in a what-if.
    var toolServices: [BuiltInTool: ToolBox.Service] = [:]
    /// Where outcomes are written down; nil where nothing may be, as in a what-if.
    var outcomes: URL?
    /// What the operator set; nil for nothing.
    var services: Services?
    /// Whether the operator's tools may be asked.
    var asksTools = true
    /// The language model; nil for the playbook coach alone.
    var model: (any LanguageModel)?
    /// What finds passages by meaning; nil for words alone.
    var meaning: Meaning?
    let speed: Speed
    let onNudge: @Sendable (Nudge, _ micros: Int64) -> Void

    /// Replays the call under an id.
    ///
    /// - Parameter progress: called with how many observations are done, and of how many.
    func run(as id: CallID, progress: (Int, Int) -> Void) async throws {
        let startedAt = recording.startedAt ?? workplace.clock.now
        let clients = ScriptedClients()
        let channel = channel(startedAt)
        let call = Call(setup(id, startedAt), ports: ports(id, clients, channel))
        do {
            try await call.open()
        } catch is ConcurrencyError {
            throw Failure.failed(
                "replay refused: the log has a call of the id \(id); name another with --call"
            )
        }
        let stopwatch = SystemStopwatch()
        for (done, moment) in recording.moments.enumerated() {
            try await pass(to: moment.micros, of: call, from: startedAt, stopwatch)
            let at = startedAt.advanced(byMicros: moment.micros)
            if let what = try await observation(moment.what, call, clients, channel) {
                try await call.observe(Observation(at: at, what))
                await settle(call)
            }
            progress(done + 1, recording.moments.count)
        }
        if let sound = recording.sound {
            try await hear(sound, in: call, from: startedAt, stopwatch, progress)
        }
        try await pass(to: recording.endMicros, of: call, from: startedAt, stopwatch)
        try await call.close(at: startedAt.advanced(byMicros: recording.endMicros))
    }

    /// Plays the sound stretch by stretch; what may not be heard at its moment is never given to a
    /// recogniser, and what it was hearing then is dropped.
    private func hear(
        _ sound: SoundRecording,
        in call: Call,
        from startedAt: Timestamp,
        _ stopwatch: SystemStopwatch,
        _ progress: (Int, Int) -> Void
    ) async throws {
        let file = try sound.open()
        var hearing = Hearing(
            call: call,
            sound: sound,
            startedAt: startedAt,
            waitsForEffects: speed == .most
        )
        while let rows = try file.next(millis: SoundRecording.stretchMillis) {
            try await keepPace(hearing.micros + SoundRecording.stretchMicros, stopwatch)
            try await hearing.hear(rows)
            progress(Int(hearing.micros / 1_000_000), Int(recording.endMicros / 1_000_000))
        }
        try await hearing.finish()
    }

    /// Lets time pass up to a moment of the call; timers that run out before it do so at their own.
    private func pass(
        to micros: Int64,
        of call: Call,
        from startedAt: Timestamp,
        _ stopwatch: SystemStopwatch
    ) async throws {
        let end = startedAt.advanced(byMicros: micros)
        while let due = await call.nextDeadline, due < end {
            try await keepPace(due.micros(since: startedAt), stopwatch)
            try await call.observeTime(due)
            await settle(call)
        }
        try await keepPace(micros, stopwatch)
    }

    /// Waits at full speed for what has been set going: in the call it was over before the next moment.
    ///
    /// At the speed of the call it is under way meanwhile, as it was then.
    private func settle(_ call: Call) async {
        if speed == .most { await call.settle() }
    }

    private func keepPace(_ micros: Int64, _ stopwatch: SystemStopwatch) async throws {
        guard speed == .real else { return }
        let ahead = micros - stopwatch.nowMicros
        if ahead > 0 { try await SystemAlarm().ring(afterMicros: ahead) }
    }

    /// What a moment is to the call; nil for an answer to a nudge that was not shown.
    private func observation(
        _ what: RecordedCall.What,
        _ call: Call,
        _ clients: ScriptedClients,
        _ channel: RecorderChannel
    ) async throws -> Observation.What? {
        switch what {
        case .observation(let observation): return observation
        case .consent(let identity, let kind, let purposes, let headCount):
            let person = await call.person(identity)
            return .consent(
                identity: identity,
                kind,
                purposes: purposes,
                nonce: clients.nonce(of: person.text),
                means: "scripted",
                headCount: headCount
            )
        case .frame(let identity, let source, let file):
            return .frame(identity: identity, source, try file.load())
        case .feedback(let reference, let act):
            switch reference {
            case .newest: return .feedback(nudge: nil, act)
            case .id(let text): return .feedback(nudge: NudgeID(text), act)
            case .play(let play):
                return channel.newest(of: play).map { .feedback(nudge: $0, act) }
            }
        }
    }

    private func setup(_ id: CallID, _ startedAt: Timestamp) -> CallSetup {
        let setup = CallSetup(
            id: id,
            capture: recording.capture,
            startedAt: startedAt,
            rep: recording.rep,
            account: recording.account,
            room: recording.fileName,
            inputDigest: recording.digest,
            pack: pack,
            playbook: playbook,
            noticeChannelName: "script",
            jurisdictions: Installation.jurisdictions(),
            build: Installation.build
        )
        return services?.shape(setup, facts: facts) ?? setup
    }

    private func channel(_ startedAt: Timestamp) -> RecorderChannel {
        let onNudge = onNudge
        return RecorderChannel { nudge in
            onNudge(nudge, nudge.decidedAt.micros(since: startedAt))
        }
    }

    /// The tools of the call; one that acts waits for a yes that nobody gives in a replay.
    func tools(of id: CallID) -> ToolBox {
        let account = recording.account
        let box = ToolBox(
            playbook: playbook,
            facts: facts,
            account: account,
            services: toolServices,
            outcomes: outcomes.map {
                OutcomeFile($0, call: id, account: account, clock: workplace.clock)
            },
            in: pack.followUp
        )
        guard asksTools, let services else { return box }
        return services.fill(box, account: account)
    }

    private func ports(
        _ id: CallID,
        _ clients: ScriptedClients,
        _ channel: RecorderChannel
    ) -> CallPorts {
        CallPorts(
            journal: LogJournal(log: workplace.log),
            privateChannel: channel,
            noticeChannel: clients,
            pictures: LibraryCodec(),
            stopwatch: SystemStopwatch(),
            alarm: SystemAlarm(),
            tools: tools(of: id),
            model: model,
            meaning: meaning,
            ids: workplace.ids
        )
    }
}
