import AsideTesting
import ConsentGate
import Events

/// Walks through everything that can happen in a small call, breadth first.
///
/// Worlds that no future can tell apart are visited once (`sameness`): the gate's rules know no time
/// but the age of an unanswered notice (against 120 s) and the length of an absence (against 60 s),
/// so time passes in steps of 61 s, each of which is long for the one and half of the other.
struct Explorer {
    /// Somebody who may come.
    struct Member {
        var person: Pseudonym
        var role: Role
        /// Who takes part on a basis gets a notice too, but only ever withdraws.
        var basis: String?
        /// Several people share the device, who may or may not say how many they are.
        var isShared: Bool
        var isMinor: Bool
        /// What may turn out about them while they are there.
        var mayTurnOut: Set<Circumstance>
        var answers: Bool { basis == nil }
        /// How many people may be said to be behind it.
        var headCounts: [Int?] {
            isShared || mayTurnOut.contains(.shared) ? [nil, 3] : [nil]
        }
        var likeness: Likeness {
            Likeness(role: role, isShared: isShared, isMinor: isMinor, mayTurnOut: mayTurnOut)
        }

        init(
            _ name: String,
            _ role: Role,
            basis: String? = nil,
            isShared: Bool = false,
            isMinor: Bool = false,
            mayTurnOut: Set<Circumstance> = []
        ) {
            (person, self.role, self.basis) = (Pseudonym(name), role, basis)
            (self.isShared, self.isMinor, self.mayTurnOut) = (isShared, isMinor, mayTurnOut)
        }
    }

    /// What makes two people interchangeable.
    struct Likeness: Hashable {
        var role: Role
        var isShared: Bool
        var isMinor: Bool
        var mayTurnOut: Set<Circumstance>
    }

    /// What can turn out about somebody, beside that another rule holds where they are.
    enum Circumstance: Hashable { case shared, minor }

    /// A process that may run the call: what it decides, and what it tells whom.
    private struct Process {
        let decider: ConsentDecider
        let told: [Role: String]

        init(_ policy: ConsentPolicy) {
            decider = ConsentDecider(
                policy: policy,
                notices: .standard,
                channel: "script",
                ids: IDGenerator(clock: ManualClock(), random: SeededGenerator(seed: 1))
            )
            let notices = NoticeCatalog.standard.under(policy)
            // The language of Germany, where the people of a story are.
            told = Dictionary(
                uniqueKeysWithValues: Role.allCases.map {
                    ($0, notices.text(for: $0, locale: "de").digest)
                }
            )
        }
    }

    /// Who may come.
    let cast: [Member]
    /// What can be answered on its own.
    let answers: [[Purpose]]
    /// The places in the cast of those who are alike.
    let groups: [[Int]]
    /// Whether the coach's own connection to the room may be lost.
    let mayBeCutOff: Bool

    private let processes: [Process]
    private let choices: [[Purpose]]
    private let start = ManualClock().now
    private let policy: ConsentPolicy

    static let stepMicros: Int64 = 61_000_000

    /// - Parameters:
    ///   - mayBeCutOff: whether the coach's own connection to the room may be lost.
    ///   - isCarriedOn: whether a process may carry the call on that names another company.
    init(
        cast: [Member],
        answers: [[Purpose]],
        mayBeCutOff: Bool = false,
        isCarriedOn: Bool = false
    ) {
        precondition(cast.count <= 3 && answers.count <= 2, "more do not fit into one number")
        (self.cast, self.answers, self.mayBeCutOff) = (cast, answers, mayBeCutOff)
        let asked = Array(Set(answers.flatMap { $0 })).sorted()
        choices = answers.count == 1 ? answers : answers + [asked]
        groups = Dictionary(grouping: cast.indices) { cast[$0].likeness }.values
            .sorted { $0[0] < $1[0] }
        policy = ConsentPolicy(id: "test/1", purposesAsked: asked)
        var other = policy
        other.disclosure.processors = [
            Processor(name: "Wordwell Ltd", service: .languageModel, purposes: [.aiAnalysis])
        ]
        processes = (isCarriedOn ? [policy, other] : [policy]).map { Process($0) }
    }

    /// A call as it may stand, with both models of what is allowed in it.
    struct World {
        var consent = CallConsent()
        var invariant = ConsentInvariant()
        var naive = NaiveModel()
        var nonces: [Pseudonym: String] = [:]
        /// Which process runs it.
        var process = 0
        var now: Timestamp
        /// What the invariant found on the way here.
        var violation: String?

        mutating func append(_ draft: Draft) {
            let event = event(of: draft)
            consent.evolve(event)
            naive.take(event)
            violation = violation ?? invariant.violation(of: event)
        }

        /// What the invariant finds, here or before, if this is written and nobody asked for a permit.
        func violation(forging draft: Draft) -> String? {
            var invariant = invariant
            return violation ?? invariant.violation(of: event(of: draft))
        }

        private func event(of draft: Draft) -> Envelope {
            Envelope(
                draft,
                source: "example.com/log",
                stream: .call(CallID("explored")),
                version: consent.version.next,
                recordedTime: now
            )
        }
    }

    /// One thing that can happen next.
    enum Move {
        case command(ConsentCommand)
        case resumed(by: Int)
        case timePasses
        case end
    }

    var beginning: World {
        var world = World(now: start)
        world.append(draft(CallOpened.example(at: start, asking: policy.purposesAsked), in: world))
        return world
    }

    /// Everything that can happen next, sensible or not; of two who are alike and stand alike it happens
    /// to one.
    func moves(in world: World) -> [Move] {
        guard world.consent.gate != .ended else { return [] }
        let movers = groups.flatMap { group in
            var seen: Set<UInt64> = []
            return group.filter { seen.insert(code(of: cast[$0], in: world)).inserted }
        }
        let resumed = processes.indices.map { Move.resumed(by: $0) }
        let cuts: [Move] = [
            .command(.connectionLost), .command(.connectionRestored(lostMicros: nil)),
        ]
        return [.timePasses, .end] + resumed + (mayBeCutOff ? cuts : [])
            + movers.flatMap { moves(of: cast[$0], in: world) }
    }

    private func moves(of member: Member, in world: World) -> [Move] {
        let person = member.person
        let joins = member.headCounts.map { Move.command(join(member, headCount: $0)) }
        guard world.consent.people[person] != nil else { return joins }
        var moves: [Move] = [
            .command(.leave(person)), .command(.reconnect(person)),
            .command(.turnedOut(person, .example(false, false, in: "FR"))),
        ]
        if member.answers {
            moves += [
                .command(.noticeShown(person)),
                .command(.act(grantWithWrongNonce(of: member))),
            ]
        }
        if !member.mayTurnOut.isEmpty {
            let news = TurnedOut(
                isShared: member.mayTurnOut.contains(.shared),
                isMinor: member.mayTurnOut.contains(.minor)
            )
            moves += [.command(.turnedOut(person, news)), .command(.reconnect(person, news))]
        }
        if world.consent.people[person]?.isPresent == false { moves += joins }
        let kinds: [PersonalAct.Kind] = member.answers ? [.grant, .refuse, .withdraw] : [.withdraw]
        for answer in choices {
            for kind in kinds {
                for count in kind == .grant ? member.headCounts : [nil] {
                    let act = PersonalAct(
                        subject: person,
                        kind: kind,
                        purposes: answer,
                        nonce: world.nonces[person],
                        means: "click",
                        headCount: count
                    )
                    moves.append(.command(.act(act)))
                }
            }
        }
        return moves
    }

    /// A grant to everything, with a number that came with no notice.
    private func grantWithWrongNonce(of member: Member) -> PersonalAct {
        PersonalAct(
            subject: member.person,
            kind: .grant,
            purposes: policy.purposesAsked,
            nonce: "0123",
            means: "click",
            headCount: member.headCounts.last ?? nil
        )
    }

    private func join(_ member: Member, headCount: Int?) -> ConsentCommand {
        .join(
            Joining(
                subject: member.person,
                joined: .init(
                    role: member.role,
                    kind: .standard,
                    lookup: .resolved,
                    shared: member.isShared ? true : nil,
                    headCount: headCount,
                    minor: member.isMinor ? true : nil
                ),
                evidence: .example(of: member.person.text),
                basis: member.basis
            )
        )
    }

    /// The world after a move, and whether anything was recorded.
    func world(after move: Move, in world: World) -> (World, changed: Bool) {
        var next = world
        switch move {
        case .command(let command): decide(command, &next)
        case .resumed(let process):
            next.process = process
            decide(.resumed, &next)
        case .timePasses:
            let end = world.now.advanced(byMicros: Self.stepMicros)
            let decider = processes[world.process].decider
            while let due = decider.nextDeadline(given: next.consent), due <= end {
                // That of somebody who was away may be over when they come back.
                next.now = max(due, next.now)
                decide(.tick, &next)
            }
            next.now = end
        case .end:
            decide(.end, &next)
            let closed = CallClosed(reason: .ended, counts: [:], droppedLines: [:])
            next.append(draft(closed, in: next))
        }
        return (next, next.consent.version != world.consent.version)
    }

    private func decide(_ command: ConsentCommand, _ world: inout World) {
        let decision = processes[world.process].decider.decide(
            command,
            at: world.now,
            monotonicMicros: nil,
            given: world.consent,
            dropped: [:]
        )
        for notice in decision.notices { world.nonces[notice.person] = notice.nonce }
        for draft in decision.drafts { world.append(draft) }
    }

    func draft(_ fact: some Fact, in world: World) -> Draft {
        Draft(fact, id: EventID("e"), time: world.now, actor: .room)
    }

    /// Whether somebody was last told otherwise than they would be now.
    func isToldOtherwise(_ member: Member, in world: World) -> Bool {
        guard let notice = world.consent.people[member.person]?.notice else { return false }
        return notice.textDigest != processes[world.process].told[member.role]
    }
}
