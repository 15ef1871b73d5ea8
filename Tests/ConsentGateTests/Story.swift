import AsideTesting
import ConsentGate
import Events
import Testing

/// One thing that happens in a call, named by who does it.
enum Step {
    /// A call of a policy opens; `standard` unless a step says otherwise.
    case callOpens(ConsentPolicy)
    case joins(
        String,
        as: Role,
        kind: ParticipantKind = .standard,
        lookup: ParticipantJoined.Lookup = .resolved,
        basis: String? = nil,
        assertion: String? = nil,
        policyNamed: Bool? = nil,
        shared: Bool? = nil,
        headCount: Int? = nil,
        minor: Bool? = nil
    )
    case leaves(String)
    case reconnects(String, shared: Bool = false, minor: Bool = false, in: String? = nil)
    /// Something turns out about somebody who is there.
    case turnsOut(String, shared: Bool = false, minor: Bool = false, in: String? = nil)
    case isShown(String)
    /// A client attests that it showed the notice with a number.
    case attests(String, Nonce)
    case grants(String, [Purpose]? = nil, with: Nonce = .own, headCount: Int? = nil)
    case refuses(String, [Purpose]? = nil)
    case withdraws(String, [Purpose]? = nil)
    /// Another process carries the call on, with a policy and notices of its own.
    case resumes(ConsentPolicy = .standard, NoticeCatalog = .standard)
    /// The coach's own connection to the room is lost, or is back.
    case losesConnection
    case isBack
    /// Time passes; whatever falls due on the way happens at its own moment.
    case waits(seconds: Int64)
    case ends

    /// Which single-use number a grant brings.
    enum Nonce {
        case own, none, wrong
        /// The one that was sent to another person.
        case of(String)
        /// The first one that the person was ever sent.
        case first
    }

    /// The rep, who takes part under an agreement.
    static let repJoins = Step.joins("rep", as: .rep, basis: "works-agreement:2026-03")
    /// Lee, the prospect.
    static let leeJoins = Step.joins("lee", as: .prospect)
    /// Ana, another prospect.
    static let anaJoins = Step.joins("ana", as: .prospect)
}

/// What a story begins with; a call of the standard policy has been opened.
func given(_ steps: Step...) -> Story {
    var story = Story()
    story.perform(.callOpens(.standard))
    for step in steps { story.perform(step) }
    return story
}

extension [Step] {
    /// Rep and prospect have come, and the prospect has agreed to everything.
    static let open: [Step] = [.repJoins, .leeJoins, .isShown("lee"), .grants("lee")]
}

/// Rep and prospect have come and agreed; then more happens.
func givenOpen(_ steps: Step...) -> Story {
    var story = Story()
    for step in [.callOpens(.standard)] + .open + steps { story.perform(step) }
    return story
}

/// A call told step by step through the decider, checked against the invariant at every entry.
struct Story {
    /// The moment that the story has come to.
    private(set) var now = ManualClock().now
    private let ids: IDGenerator
    private(set) var policy = ConsentPolicy.standard
    private var catalog = NoticeCatalog.standard
    private(set) var consent = CallConsent()
    private(set) var invariant = ConsentInvariant()
    private(set) var events: [Envelope] = []
    /// What the newest command led to.
    private(set) var decision: ConsentDecision?
    private(set) var violations: [String] = []
    private var nonces: [Pseudonym: [String]] = [:]
    /// What the newest steps led to, in words.
    private var told: [String] = []

    init(seed: UInt64 = 1) {
        ids = IDGenerator(clock: ManualClock(), random: SeededGenerator(seed: seed))
    }

    private var decider: ConsentDecider {
        ConsentDecider(policy: policy, notices: catalog, channel: "script", ids: ids)
    }

    /// The notices that the newest command sent.
    var notices: [Notice] { decision?.notices ?? [] }
    /// The receipts that the newest command gave.
    var receipts: [ConsentReceipt] { decision?.receipts ?? [] }
    /// Whether the newest command makes everything stop that captures.
    var stopsCapture: Bool { decision?.stopsCapture ?? false }

    /// Does these steps and keeps only what they led to.
    func when(_ steps: Step...) -> Story {
        var story = self
        story.told = []
        for step in steps { story.perform(step) }
        return story
    }

    /// Expects exactly these facts of the newest steps.
    @discardableResult
    func then(_ expected: String..., at location: SourceLocation = #_sourceLocation) -> Story {
        #expect(told == expected, sourceLocation: location)
        #expect(violations.isEmpty, sourceLocation: location)
        return self
    }

    /// Expects the gate and what is in force to be so.
    @discardableResult
    func gate(
        _ gate: CallConsent.Gate,
        _ purposes: Set<Purpose> = [],
        at location: SourceLocation = #_sourceLocation
    ) -> Story {
        #expect(consent.gate == gate, sourceLocation: location)
        #expect(consent.purposesInForce == purposes, sourceLocation: location)
        return self
    }

    mutating func perform(_ step: Step) {
        switch step {
        case .callOpens(let policy): open(policy)
        case .resumes(let policy, let catalog): resume(policy, catalog)
        case .waits(let seconds): wait(seconds)
        case .ends:
            decide(.end)
            append(draft(CallClosed(reason: .ended, counts: [:], droppedLines: [:])))
        default:
            if let command = command(of: step) { decide(command) }
        }
    }

    private func command(of step: Step) -> ConsentCommand? {
        switch step {
        case .callOpens, .resumes, .waits, .ends: nil
        case .joins(
            let name,
            let role,
            let kind,
            let lookup,
            let basis,
            let assertion,
            let named,
            let shared,
            let headCount,
            let minor
        ):
            .join(
                Joining(
                    subject: Pseudonym(name),
                    joined: .init(
                        role: role,
                        kind: kind,
                        lookup: lookup,
                        policyNamed: named,
                        shared: shared,
                        headCount: headCount,
                        minor: minor
                    ),
                    evidence: .example(of: name),
                    basis: basis,
                    assertion: assertion
                )
            )
        case .leaves(let name): .leave(Pseudonym(name))
        case .reconnects(let name, let shared, let minor, let region):
            .reconnect(Pseudonym(name), .example(shared, minor, in: region))
        case .turnsOut(let name, let shared, let minor, let region):
            .turnedOut(Pseudonym(name), .example(shared, minor, in: region))
        case .isShown(let name): .noticeShown(Pseudonym(name))
        case .attests(let name, let nonce):
            .noticeShown(Pseudonym(name), nonce: self.nonce(nonce, for: Pseudonym(name)))
        case .grants(let name, let purposes, let nonce, let headCount):
            .act(act(.grant, name, purposes, self.nonce(nonce, for: Pseudonym(name)), headCount))
        case .refuses(let name, let purposes): .act(act(.refuse, name, purposes))
        case .withdraws(let name, let purposes): .act(act(.withdraw, name, purposes))
        case .losesConnection: .connectionLost
        case .isBack: .connectionRestored(lostMicros: 1)
        }
    }

    private func act(
        _ kind: PersonalAct.Kind,
        _ name: String,
        _ purposes: [Purpose]?,
        _ nonce: String? = nil,
        _ headCount: Int? = nil
    ) -> PersonalAct {
        PersonalAct(
            subject: Pseudonym(name),
            kind: kind,
            purposes: purposes,
            nonce: nonce,
            means: "scripted",
            headCount: headCount
        )
    }

    private func nonce(_ nonce: Step.Nonce, for person: Pseudonym) -> String? {
        switch nonce {
        case .own: nonces[person]?.last
        case .none: nil
        case .wrong: String(repeating: "0", count: 32)
        case .of(let other): nonces[Pseudonym(other)]?.last
        case .first: nonces[person]?.first
        }
    }

    private mutating func open(_ policy: ConsentPolicy) {
        self.policy = policy
        (consent, invariant, events) = (CallConsent(), ConsentInvariant(), [])
        append(draft(CallOpened.example(at: now, asking: policy.purposesAsked)))
        told = []
    }

    private mutating func resume(_ policy: ConsentPolicy, _ catalog: NoticeCatalog) {
        (self.policy, self.catalog) = (policy, catalog)
        let terms = CallResumed.Terms(
            policy: policy.id,
            purposesAsked: policy.purposesAsked,
            noticesDigest: catalog.under(policy).digest,
            configurationDigest: "00"
        )
        append(draft(CallResumed(build: "test", terms: terms)))
        decide(.resumed)
    }

    private mutating func wait(_ seconds: Int64) {
        let end = now.advanced(byMicros: seconds * 1_000_000)
        while let due = decider.nextDeadline(given: consent), due <= end {
            now = due
            decide(.tick)
        }
        now = end
    }

    private mutating func decide(_ command: ConsentCommand) {
        let decision = decider.decide(
            command,
            at: now,
            monotonicMicros: now.micros(since: ManualClock().now),
            given: consent,
            dropped: [:]
        )
        self.decision = decision
        for notice in decision.notices { nonces[notice.person, default: []].append(notice.nonce) }
        for draft in decision.drafts { append(draft) }
    }

    func draft(_ fact: some Fact, of subject: Pseudonym? = nil) -> Draft {
        Draft(fact, id: ids.eventID(), time: now, actor: .room, subject: subject)
    }

    mutating func append(_ draft: Draft) {
        let event = Envelope(
            draft,
            source: "example.com/log",
            stream: .call(CallID("story")),
            version: consent.version.next,
            recordedTime: now
        )
        consent.evolve(event)
        if let violation = invariant.violation(of: event) { violations.append(violation) }
        events.append(event)
        told.append(event.told(asking: policy.purposesAsked))
    }
}
