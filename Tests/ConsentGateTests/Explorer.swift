import AsideTesting
import ConsentGate
import Events

/// Walks through everything that can happen in a small call, breadth first.
///
/// Worlds that no future can tell apart are visited once (`Sameness`): the gate's rules know no time
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

    /// What can turn out about somebody.
    enum Circumstance: Hashable { case shared, minor }

    /// Who may come.
    let cast: [Member]
    /// What can be answered on its own.
    let answers: [[Purpose]]
    /// Whether the coach's own connection to the room may be lost.
    let mayBeCutOff: Bool

    private let decider: ConsentDecider
    private let start = ManualClock().now
    private let policy: ConsentPolicy

    static let stepMicros: Int64 = 61_000_000

    init(cast: [Member], answers: [[Purpose]], mayBeCutOff: Bool = false) {
        (self.cast, self.answers, self.mayBeCutOff) = (cast, answers, mayBeCutOff)
        let asked = Array(Set(answers.flatMap { $0 })).sorted()
        policy = ConsentPolicy(id: "test/1", purposesAsked: asked)
        decider = ConsentDecider(
            policy: policy,
            notices: .standard,
            channel: "script",
            ids: IDGenerator(clock: ManualClock(), random: SeededGenerator(seed: 1))
        )
    }

    /// A call as it may stand, with both models of what is allowed in it.
    struct World {
        var consent = CallConsent()
        var invariant = ConsentInvariant()
        var naive = NaiveModel()
        var nonces: [Pseudonym: String] = [:]
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
        case timePasses
        case end
    }

    var beginning: World {
        var world = World(now: start)
        world.append(draft(CallOpened.example(at: start, asking: policy.purposesAsked), in: world))
        return world
    }

    /// Everything that can happen next, sensible or not.
    func moves(in world: World) -> [Move] {
        guard world.consent.gate != .ended else { return [] }
        let cuts: [Move] = [
            .command(.connectionLost), .command(.connectionRestored(lostMicros: nil)),
        ]
        return [.timePasses, .end, .command(.resumed)] + (mayBeCutOff ? cuts : [])
            + cast.flatMap { moves(of: $0, in: world) }
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

    /// Each answer on its own, and all of them at once.
    private var choices: [[Purpose]] {
        answers.count == 1 ? answers : answers + [policy.purposesAsked]
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
        case .timePasses:
            let end = world.now.advanced(byMicros: Self.stepMicros)
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
        let decision = decider.decide(
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
}

extension Explorer {
    /// What two worlds have in common when the same futures lie before them.
    struct Sameness: Hashable {
        var gate: CallConsent.Gate
        var isCutOff: Bool
        var inForce: Set<Purpose>
        /// Of those who are alike, how many stand how: it does not matter who is who.
        var people: [Likeness: [Human: Int]]
    }

    /// What the future can know of one person.
    enum Human: Hashable {
        case notYetCome
        case came(
            [Standing],
            isPresent: Bool,
            losesGrants: Bool,
            isShown: Bool,
            isShared: Bool,
            isCounted: Bool,
            isMinor: Bool,
            noticeAge: Int64
        )
    }

    func sameness(of world: World) -> Sameness {
        guard world.consent.gate != .ended else {
            return Sameness(gate: .ended, isCutOff: false, inForce: [], people: [:])
        }
        var people: [Likeness: [Human: Int]] = [:]
        for member in cast {
            people[member.likeness, default: [:]][human(member.person, in: world), default: 0] += 1
        }
        return Sameness(
            gate: world.consent.gate,
            isCutOff: world.consent.isCutOff,
            inForce: Set(world.consent.inForceSince.keys),
            people: people
        )
    }

    private func human(_ name: Pseudonym, in world: World) -> Human {
        guard let person = world.consent.people[name] else { return .notYetCome }
        let away = person.isPresent ? 0 : person.leftAt.map { world.now.micros(since: $0) } ?? 0
        let standings = answers.map { person.standing(on: $0[0]) }
        let isAwaited = standings.contains(where: \.isAwaited)
        let isAnswerable = isAwaited || standings.contains(.timedOut) || standings.contains(.basis)
        let age = person.notice.map { world.now.micros(since: $0.sentAt) } ?? 0
        return .came(
            standings,
            isPresent: person.isPresent,
            losesGrants: standings.contains(.granted) && away > policy.reconnectWindowMicros,
            isShown: isAnswerable && person.notice?.isShown == true,
            isShared: person.isShared,
            isCounted: person.headCount != nil,
            isMinor: person.isMinor,
            noticeAge: isAwaited ? min(age, policy.answerTimeoutMicros) : 0
        )
    }
}
