import Agent
import ArgumentParser
import EventLog
import Events
import Foundation
import LiveKitAdapter
import Sounds

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Work for a LiveKit deployment, which sends the coach into rooms.",
        discussion: """
            LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET name the deployment; ASIDE_PLAYBOOKS \
            names the folder in which the playbooks of calls lie. Ctrl-C takes no more calls and \
            waits for those that run; a second one ends them.
            """
    )

    @Option(help: "The name by which a dispatch asks for this worker.")
    var agentName = "aside"

    @Option(help: "How many rooms at once make a full load.")
    var capacity = WorkerSettings.usualCapacity

    @Flag(help: "Count rooms alone as load: for a machine whose processor others use as well.")
    var roomsAlone = false

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        guard capacity > 0 else { throw Failure.usage("--capacity takes a number above zero") }
        let deployment = try Deployment()
        let credentials = try deployment.credentials()
        let address = try DeploymentAddress(deployment.url)
        let workerLog = WorkerLog()
        let client = try ClientLibrary.load { workerLog.remark($0) }
        var services = try Services(settings.settings()) { workerLog.remark($0) }
        try await services.connected { services in
            let shelf = try await PlaybookShelf(with: services)
            try await options.writing(keeping: .live) { workplace in
                try await serve(
                    address,
                    credentials,
                    in: workplace,
                    from: shelf,
                    through: client,
                    with: services,
                    workerLog
                )
            }
        }
    }

    /// Whether metadata of a call can be worked with; whoever runs the worker is told why not.
    private static func canRead(_ metadata: String, _ workerLog: WorkerLog) -> Bool {
        do { _ = try CallMetadata(parsing: metadata) } catch {
            workerLog.declined(error)
            return false
        }
        return true
    }

    private func serve(
        _ address: DeploymentAddress,
        _ credentials: RoomCredentials,
        in workplace: Workplace,
        from shelf: PlaybookShelf,
        through client: RoomClient,
        with services: Services,
        _ workerLog: WorkerLog
    ) async throws {
        let recognizer = try recognizer(of: services, workerLog)
        if recognizer is KeywordRecognizer {
            workerLog.remark(
                "where a call names no transcriber, speech is heard on this machine, at keyword grade only"
            )
        }
        let openCalls = OpenCalls(workplace.openCalls)
        let processorShare = ProcessorShare()
        let worker = Worker(
            at: address,
            with: credentials,
            settings: WorkerSettings(
                agentName: agentName,
                version: Installation.build,
                capacity: capacity,
                packNames: packNames
            ),
            runner: RoomRunner(
                workplace: workplace,
                client: client,
                services: services,
                shelf: shelf,
                openCalls: openCalls,
                recognizer: recognizer,
                outcomes: options.place.outcomes,
                workerLog: workerLog
            ),
            accepts: { Self.canRead($0, workerLog) },
            processorShare: { [roomsAlone] in roomsAlone ? 0 : processorShare() },
            time: SystemTime(),
            clock: workplace.clock,
            tell: { [agentName] in workerLog.tell($0, of: agentName) }
        )
        let upkeep = Task { await keepUp(workplace, workerLog) }
        defer { upkeep.cancel() }
        let watch = Task { await end(worker, whenStopped: workplace.log, workerLog) }
        defer { watch.cancel() }
        try await EventPrinter.printing(workplace.log, when: options.json) {
            let stops = StopCount()
            try await StopSignals.heeding({
                if await stops.isFirst { await worker.drain() } else { await worker.stop() }
            }) { try await worker.run() }
        }
        guard workplace.log.whyStopped == nil else { throw Failure.workerEnded }
        for call in await openCalls.takeAll() { try await workplace.closeInterrupted(call.id) }
        workerLog.drained()
    }

    /// A worker whose log takes nothing more can only turn calls away: its next start finds out what was
    /// written, and carries the calls on.
    private func end(
        _ worker: Worker,
        whenStopped log: SignedLog,
        _ workerLog: WorkerLog
    ) async {
        guard let why = await log.untilStopped() else { return }
        workerLog.stopped(why)
        await worker.stop()
    }

    /// Deletes what is due while no other command can open the log.
    private func keepUp(_ workplace: Workplace, _ workerLog: WorkerLog) async {
        while (try? await SystemAlarm().ring(afterMicros: Self.upkeepMicros)) != nil {
            do {
                try await workplace.eraseWhatIsDue(in: options.place)
            } catch {
                workerLog.deletionFailed(CallFault(error))
            }
        }
    }

    /// The notices promise deletion after a day; nothing that is due waits longer than this.
    private static let upkeepMicros: Int64 = 3_600_000_000
}

extension ServeCommand {
    /// What each installed pack calls the coach; a pack that cannot be read fails its own calls.
    private var packNames: [String: String] {
        let named = Installation.packs.compactMap { id in
            (try? Installation.pack(id)).map { (id, $0.coachName) }
        }
        return Dictionary(named) { first, _ in first }
    }

    /// What hears in every room; on a machine without a model rooms need a transcriber.
    private func recognizer(
        of services: Services,
        _ workerLog: WorkerLog
    ) throws -> (any SpeechRecognizer)? {
        do {
            return try services.recognizer()
        } catch let error as SoundError {
            workerLog.remark("speech is not heard on this machine: \(error)")
            return nil
        }
    }
}

/// Tells the first request to stop from those that follow.
private actor StopCount {
    private var count = 0

    var isFirst: Bool {
        count += 1
        return count == 1
    }
}
