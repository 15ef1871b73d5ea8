import AsideTesting
import ConsentGate
import EventLog
import Events
import Projections

@testable import Agent

/// Runs one script through one call, and lets the rep's client answer between its steps.
struct CallRun {
    private let script: Script
    private var dice: Dice
    private let world: World
    private let journal: SimulatedJournal
    private let id: CallID
    private let call: Call
    private let rep: RepClient
    private let clients = Clients()
    private let startedAt: Timestamp

    init(
        _ script: Script,
        _ dice: Dice,
        _ world: World,
        _ journal: SimulatedJournal,
        _ ids: IDGenerator
    ) {
        (self.script, self.dice, self.world, self.journal) = (script, dice, world, journal)
        id = ids.callID()
        startedAt = world.clock.now
        rep = RepClient(of: id, world.records)
        let ports = CallPorts(
            journal: journal,
            privateChannel: rep,
            noticeChannel: clients,
            pictures: PlainPictures(),
            stopwatch: Pocketwatch(clock: world.clock),
            alarm: ManualTime(),
            ids: ids
        )
        call = Call(Self.setup(id, startedAt, script), ports: ports)
    }

    private static func setup(_ id: CallID, _ start: Timestamp, _ script: Script) -> CallSetup {
        CallSetup(
            id: id,
            capture: .replay,
            startedAt: start,
            rep: "rep",
            account: "Canaryname",
            room: "room",
            inputDigest: "not-applicable",
            pack: Field.pack,
            playbook: Field.playbook,
            noticeChannelName: "script",
            jurisdictions: script.knowsTheLaw
                ? .success(Field.jurisdictions) : .failure(.notATable("no file")),
            nudgePolicy: script.nudgePolicy,
            build: "simulation"
        )
    }

    mutating func run() async throws {
        world.records.budget(script.nudgePolicy.budget, of: id)
        try await call.open()
        for step in script.steps {
            world.clock.advance(byMicros: step.afterMicros)
            try await take(step.what)
            await answer(untilNoneWaits: false)
        }
        try await end()
    }

    /// Lets every timer fire before the end, so that no nudge is left to be answered in it.
    private mutating func end() async throws {
        world.clock.advance(byMicros: 500_000)
        try await observe(.feedback(nudge: NudgeID("of-no-call"), .used))
        await answer(untilNoneWaits: true)
        try await call.close(at: world.clock.now)
        let seen = await call.live.state
        let recorded = try world.reader.events(in: .call(id)).filter { $0.type != .callSealed }
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
        case .act(let who, let kind, let purposes, let nonce):
            let own = clients.nonce(of: await call.person(who))
            let shown =
                switch nonce {
                case .own: own
                case .wrong: "0123"
                case .none: String?.none
                }
            try await observe(
                .consent(identity: who, kind, purposes: purposes, nonce: shown, means: "scripted")
            )
        case .line(let who, let line, let canary):
            let before = journal.lines
            try await observe(.line(identity: who, line))
            world.records.spoken(canary, isHeard: journal.lines > before)
        }
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
        await call.settle()
    }
}

/// Measures by the clock of the run.
struct Pocketwatch: Stopwatch {
    let clock: ManualClock
    var nowMicros: Int64 { clock.now.micros }
}
