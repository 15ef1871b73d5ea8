import ConsentGate
import Events
import Testing

/// Every reachable state of a small call is visited.
///
/// In each of them every content event is tried, both under a permit and forged. Each run prints how
/// many states and moves there are. The largest, two people with two answers, has some 10,000 states and
/// 330,000 moves, which is half of all.
@Suite("No sequence of events lets content in without consent")
struct ExplorationTests {
    /// `live_transcription` and `storage` are answered as one, since the gate needs both to open.
    @Test func `three people and one answer`() {
        let explorer = Explorer(
            cast: [
                .init("rep", .rep, basis: "works-agreement"), .init("lee", .prospect),
                .init("ana", .prospect),
            ],
            answers: [[.liveTranscription, .storage]]
        )
        check(explorer, named: "3 people × 1 answer", atLeast: 1_000)
    }

    @Test func `two people and two answers, one of them on a basis`() {
        let explorer = Explorer(
            cast: [.init("rep", .rep, basis: "works-agreement"), .init("lee", .prospect)],
            answers: [[.liveTranscription, .storage], [.aiAnalysis]]
        )
        check(explorer, named: "2 people × 2 answers", atLeast: 500)
    }

    @Test func `two people who are both asked`() {
        let explorer = Explorer(
            cast: [.init("rep", .rep), .init("lee", .prospect)],
            answers: [[.liveTranscription, .storage]]
        )
        check(explorer, named: "2 people × 1 answer", atLeast: 300)
    }

    @Test func `three people who are all asked`() {
        let explorer = Explorer(
            cast: [.init("rep", .rep), .init("lee", .prospect), .init("ana", .prospect)],
            answers: [[.liveTranscription, .storage]]
        )
        check(explorer, named: "3 people × 1 answer, all asked", atLeast: 2_000)
    }

    @Test func `two people and the shared device of a meeting room`() {
        let explorer = Explorer(
            cast: [
                .init("rep", .rep, basis: "works-agreement"), .init("lee", .prospect),
                .init("room", .prospect, isShared: true),
            ],
            answers: [[.liveTranscription, .storage]]
        )
        check(explorer, named: "2 people and a shared device × 1 answer", atLeast: 1_000)
    }

    @Test func `two people and somebody who is not of age`() {
        let explorer = Explorer(
            cast: [
                .init("rep", .rep, basis: "works-agreement"), .init("lee", .prospect),
                .init("kid", .prospect, isMinor: true),
            ],
            answers: [[.liveTranscription, .storage]]
        )
        check(explorer, named: "2 people and a minor × 1 answer", atLeast: 100)
    }

    @Test(arguments: [Set([Explorer.Circumstance.shared]), [.minor], [.shared, .minor]])
    func `two people, about one of whom something turns out`(
        circumstances: Set<Explorer.Circumstance>
    ) {
        let explorer = Explorer(
            cast: [
                .init("rep", .rep, basis: "works-agreement"),
                .init("lee", .prospect, mayTurnOut: circumstances),
            ],
            answers: [[.liveTranscription, .storage]]
        )
        check(explorer, named: "2 people × 1 answer, and something turns out", atLeast: 100)
    }

    @Test func `two people, and a connection that may be lost`() {
        let explorer = Explorer(
            cast: [
                .init("rep", .rep, basis: "works-agreement"), .init("lee", .prospect),
            ],
            answers: [[.liveTranscription, .storage]],
            mayBeCutOff: true
        )
        check(explorer, named: "2 people × 1 answer, and a lost connection", atLeast: 100)
    }

    @Test func `two people who are both asked, and two answers`() {
        let explorer = Explorer(
            cast: [.init("rep", .rep), .init("lee", .prospect)],
            answers: [[.liveTranscription, .storage], [.aiAnalysis]]
        )
        check(explorer, named: "2 people × 2 answers, both asked", atLeast: 5_000)
    }

    @Test func `two people, in a call that other processes carry on`() {
        for basis in ["works-agreement", nil] {
            let explorer = Explorer(
                cast: [.init("rep", .rep, basis: basis), .init("lee", .prospect)],
                answers: [[.liveTranscription, .storage]],
                isCarriedOn: true
            )
            check(explorer, named: "2 people × 1 answer × 2 processes", atLeast: 100)
        }
    }

    private func check(_ explorer: Explorer, named name: String, atLeast expected: Int) {
        var found = Findings()
        var seen: Set<UInt64> = []
        var frontier = [explorer.beginning]
        seen.insert(explorer.sameness(of: explorer.beginning))
        while !frontier.isEmpty {
            var next: [Explorer.World] = []
            for world in frontier {
                let content = ContentCheck(explorer, world)
                found.note(content)
                for move in explorer.moves(in: world) {
                    let (after, changed) = explorer.world(after: move, in: world)
                    found.noteMove(from: content, to: after, changed: changed)
                    if seen.insert(explorer.sameness(of: after)).inserted { next.append(after) }
                }
            }
            frontier = next
        }
        print("explored \(name): \(found)")
        #expect(found.faults.isEmpty)
        #expect(found.states >= expected && found.openStates > 0 && found.permits > 0)
    }
}

/// What an exploration found.
private struct Findings: CustomStringConvertible {
    var states = 0
    var openStates = 0
    var moves = 0
    var permits = 0
    var refusals = 0
    var endedPermits = 0
    /// What should not be; the first few of each are enough.
    var faults: Set<String> = []

    mutating func note(_ content: ContentCheck) {
        states += 1
        if content.world.consent.gate == .open { openStates += 1 }
        permits += content.permits
        refusals += content.refusals
        faults.formUnion(content.faults)
    }

    /// A permit from before must be refused after any change, and hold when nothing changed.
    mutating func noteMove(
        from content: ContentCheck,
        to after: Explorer.World,
        changed: Bool
    ) {
        moves += 1
        if let violation = after.violation {
            faults.insert("the decider's own facts: \(violation)")
        }
        guard let saw = content.condition?.noConsentChangeSince else { return }
        let isRefused = after.naive.newestChange > saw.value
        if isRefused != changed { faults.insert("a permit outlived a change, or ended without") }
        if isRefused { endedPermits += 1 }
    }

    var description: String {
        "\(states) states (\(openStates) open), \(moves) moves, \(permits) contents under a permit,"
            + " \(refusals) refused and found when forged, \(endedPermits) permits ended by a change"
    }
}

/// Tries every content event in one world.
private struct ContentCheck {
    let world: Explorer.World
    private(set) var permits = 0
    private(set) var refusals = 0
    private(set) var faults: Set<String> = []
    /// What a permit that was given here carries.
    private(set) var condition: AppendCondition?

    init(_ explorer: Explorer, _ world: Explorer.World) {
        self.world = world
        let purposes: [Purpose: AppendCondition?] = [
            .liveTranscription: permit(for: LiveTranscription.self),
            .aiAnalysis: permit(for: AIAnalysis.self),
            .screenFrames: permit(for: ScreenFrames.self),
            .crmLookup: permit(for: CRMLookup.self),
            .sharing: permit(for: Sharing.self),
        ]
        let given = purposes.compactMapValues { $0 }
        condition = given[.liveTranscription]
        for attempt in ContentAttempt.all {
            let permits = attempt.permits.compactMap { given[$0] }
            make(attempt, under: permits.count == attempt.permits.count ? permits.first : nil)
        }
    }

    private func permit<P: PurposeTag>(for purpose: P.Type) -> AppendCondition? {
        guard let permit = try? world.consent.permit(for: purpose, speechBegan: world.now) else {
            return nil
        }
        return permit.spend()
    }

    private mutating func make(_ attempt: ContentAttempt, under permit: AppendCondition?) {
        let type = attempt.draft.type
        var forged = attempt.draft
        // The rep may show, say and be told anything of it.
        forged.subject = world.consent.present.first { $0.value.role == .rep }?.key
        let isAllowed = world.naive.allows(attempt.needs)
        let isFound = world.violation(forging: forged) != nil
        guard let permit else {
            refusals += 1
            if isAllowed { faults.insert("\(type) was refused although everybody agreed") }
            if !isFound { faults.insert("\(type) without a permit is not found") }
            return
        }
        permits += 1
        if !isAllowed { faults.insert("\(type) was permitted without consent") }
        if isFound { faults.insert("\(type) was permitted and violates the invariant") }
        if permit.noConsentChangeSince.value != world.naive.newestChange {
            faults.insert("a permit does not name the newest change")
        }
    }
}
