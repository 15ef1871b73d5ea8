import AsideTesting
import ConsentGate
import EventLog
import Events
import Projections

@testable import Agent

/// A call as those outside its processes know it: how far its script is, and its people's clients.
struct Scene {
    let script: Script
    let id: CallID
    let startedAt: Timestamp
    let clients = Clients()
    /// The step that comes next.
    var next = 0
    /// How much later than written people speak, since a process was away.
    var lateMicros: Int64 = 0
    /// Whom the process that runs it names as working on its data.
    var processors: [Processor] = []
}

/// Runs one script through one call, and lets the model and the rep's client answer between its steps.
struct CallRun {
    private(set) var scene: Scene
    private var dice: Dice
    private let world: World
    private let journal: SimulatedJournal
    private let call: Call
    private let rep: RepClient
    private let model: SimulatedModel?

    init(
        _ scene: Scene,
        _ dice: Dice,
        _ world: World,
        _ journal: SimulatedJournal,
        _ ids: IDGenerator,
        _ model: SimulatedModel?
    ) {
        (self.scene, self.dice, self.world) = (scene, dice, world)
        (self.journal, self.model) = (journal, model)
        rep = RepClient(of: scene.id, world.records)
        let ports = CallPorts(
            journal: journal,
            privateChannel: rep,
            noticeChannel: scene.clients,
            pictures: PlainPictures(),
            stopwatch: Pocketwatch(clock: world.clock),
            alarm: ManualTime(),
            model: model,
            ids: ids
        )
        call = Call(Self.setup(scene), ports: ports)
    }

    private static func setup(_ scene: Scene) -> CallSetup {
        let script = scene.script
        var policy = ConsentPolicy.standard
        policy.disclosure.processors = scene.processors
        return CallSetup(
            id: scene.id,
            capture: .replay,
            startedAt: scene.startedAt,
            rep: "rep",
            account: "Canaryname",
            room: "room",
            inputDigest: "not-applicable",
            pack: Field.pack,
            playbook: Field.playbook,
            consentPolicy: policy,
            noticeChannelName: "script",
            jurisdictions: script.knowsTheLaw
                ? .success(Field.jurisdictions) : .failure(.notATable("no file")),
            nudgePolicy: script.nudgePolicy,
            build: "simulation"
        )
    }

    /// Opens the call, or carries it on.
    mutating func run(after open: OpenCall?) async throws {
        if let open {
            try await call.resume(open, at: world.clock.now)
        } else {
            world.records.budget(scene.script.nudgePolicy.budget, of: scene.id)
            try await call.open()
        }
        while scene.next < scene.script.steps.count {
            let step = scene.script.steps[scene.next]
            scene.next += 1
            world.clock.advance(byMicros: step.afterMicros)
            try await take(step.what)
            try await think(untilDone: false)
            await answer(untilNoneWaits: false)
        }
        try await end()
    }

    /// Lets every timer fire before the end, so that no nudge is left to be answered in it.
    private mutating func end() async throws {
        world.clock.advance(byMicros: 500_000)
        try await observe(.feedback(nudge: NudgeID("of-no-call"), .used))
        try await think(untilDone: true)
        await answer(untilNoneWaits: true)
        // A reminder that did not arrive may be sent once more.
        while let due = await call.nextDeadline, due <= world.clock.now {
            try await call.observeTime(by: world.clock)
            await answer(untilNoneWaits: true)
        }
        try await call.close(at: world.clock.now)
        let seen = await call.live.state
        let recorded = try world.reader.events(in: .call(scene.id))
            .filter { $0.type != .callSealed }
        guard seen == Folded<LiveCall>(folding: recorded).view.state else {
            return world.records.problem("the call saw otherwise than the log has it")
        }
    }

    private func observe(_ what: Observation.What) async throws {
        try await call.observe(Observation(at: world.clock.now, what))
    }

    private mutating func take(_ what: Script.What) async throws {
        switch what {
        case .observation(let observation): try await observe(observation)
        case .feedback(let act): try await observe(.feedback(nudge: nil, act))
        case .act(let who, let kind, let purposes, let nonce, let headCount):
            let own = scene.clients.nonce(of: await call.person(who))
            let shown =
                switch nonce {
                case .own: own
                case .wrong: "0123"
                case .none: String?.none
                }
            try await observe(
                .consent(
                    identity: who,
                    kind,
                    purposes: purposes,
                    nonce: shown,
                    means: "scripted",
                    headCount: headCount
                )
            )
        case .line(let who, var line, let canary):
            let before = journal.lines
            line.startMicros += scene.lateMicros
            line.endMicros += scene.lateMicros
            try await observe(.line(identity: who, line))
            world.records.spoken(canary, isHeard: journal.lines > before)
        }
    }

    /// Lets the model answer what it is asked: now, later, or never.
    private mutating func think(untilDone: Bool) async throws {
        guard let model else { return }
        while model.asked < journal.questions.count { await Task.yield() }
        guard !journal.openQuestions.isEmpty, untilDone || dice.chance(70) else { return }
        model.answer(&dice)
        while !journal.openQuestions.isEmpty { await Task.yield() }
        // What follows from the answer is done when the call takes the next thing.
        try await call.observeTime(by: world.clock)
    }

    /// Answers now, later, or with an error, one nudge at a time.
    private mutating func answer(untilNoneWaits: Bool) async {
        // A nudge that was given up before it was handed over never arrives, and has its outcome.
        while !journal.sent.isSubset(of: rep.arrived.union(journal.settled)) { await Task.yield() }
        for nudge in journal.settled { rep.answer(nudge, .undelivered(code: 0)) }
        while let nudge = rep.next, untilNoneWaits || dice.chance(65) {
            let isShown = dice.chance(75)
            rep.answer(nudge, isShown ? .acknowledged : .undelivered(code: dice.number(in: 1...3)))
            while !journal.settled.contains(nudge) { await Task.yield() }
        }
    }

    /// The process is gone, and nothing of it reaches the log any more.
    func disappear() async {
        journal.disappear()
        rep.disappear()
        model?.disappear()
        await call.settle()
    }
}

/// Measures by the clock of the run.
struct Pocketwatch: Stopwatch {
    let clock: ManualClock
    var nowMicros: Int64 { clock.now.micros }
}
