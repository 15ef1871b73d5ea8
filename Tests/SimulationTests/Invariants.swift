import ConsentGate
import Events
import Projections

@testable import EventLog

/// What must hold after every run, whatever happened in it (STYLE §8).
struct Invariants {
    let world: World
    /// Draws where folding begins again.
    private let dice: Dice

    init(_ world: World, _ dice: Dice) { (self.world, self.dice) = (world, dice) }

    private func demand(_ holds: Bool, _ problem: @autoclosure () -> String) {
        if !holds { world.records.problem(problem()) }
    }

    func check() throws {
        let events = try world.events()
        try checkLog()
        try checkAcknowledged()
        var calls: [CallID: [RecordedEvent]] = [:]
        for event in events {
            guard let call = event.envelope.stream.call else { continue }
            calls[call, default: []].append(event)
        }
        var dice = dice
        for (call, events) in calls.sorted(by: { $0.key < $1.key }) {
            demand(events.last?.type == .callSealed, "a call does not end sealed")
            checkTimes(events)
            checkConsent(events)
            checkFolds(events, &dice)
            checkNudges(events, of: call)
            checkQuestions(events)
            checkPeople(call)
            try checkErasure(events, of: call)
        }
        checkFold(CallIndex.self, events, from: Self.draw(1, of: events, &dice))
        checkFold(RetentionSchedule.self, events, from: Self.draw(1, of: events, &dice))
        try checkSecrets(events)
    }

    /// Root, signatures, forms, copies and content; and consent, recomputed.
    private func checkLog() throws {
        var invariant = ConsentInvariant()
        let report = try LogVerifier(world.reader).verify(
            inspect: { _, event in invariant.violation(of: event) }
        )
        demand(report.ok, "the log does not verify: \(report.what ?? "")")
    }

    /// Every event whose append returned is in the log at its index, byte for byte.
    private func checkAcknowledged() throws {
        try world.storage.read { snapshot in
            for event in world.records.events {
                let place = event.index.value
                var stored: [UInt8]?
                try snapshot.forEachEntry(in: place..<place + 1) { stored = $0.body }
                demand(
                    stored == event.envelope.encoded(),
                    "an acknowledged \(event.type) is not in the log as it was acknowledged"
                )
            }
        }
    }

    /// Within a call time does not run backwards, but for the outcomes of effects, which come when
    /// they come.
    private func checkTimes(_ events: [RecordedEvent]) {
        let ordered = events.filter {
            $0.type != .nudgeAcknowledged && $0.type != .nudgeUndelivered
        }
        for (one, next) in zip(ordered, ordered.dropFirst()) {
            demand(
                one.envelope.time <= next.envelope.time,
                "time runs backwards from \(one.type) to \(next.type)"
            )
        }
    }

    private func checkConsent(_ events: [RecordedEvent]) {
        var naive = NaiveConsent()
        var ledger = ConsentLedger()
        for event in events {
            if let problem = naive.problem(with: event.envelope) { demand(false, problem) }
            let before = ledger
            ledger.apply(event)
            checkRecord(of: event, from: before, to: ledger)
            guard event.type.endsPermits else { continue }
            for person in naive.humansThere {
                let agrees = Purpose.allCases.filter { naive.agrees(person, to: $0) }
                let account = ledger[person]
                let told = Purpose.allCases.filter { account?.standing(for: $0).satisfies == true }
                demand(agrees == told, "the ledger differs from the log after \(event.type)")
            }
        }
    }

    /// What an event of consent states of its person's standings is what the ledger has.
    private func checkRecord(
        of event: RecordedEvent,
        from before: ConsentLedger,
        to after: ConsentLedger
    ) {
        guard let subject = event.envelope.subject,
            let object = event.envelope.data["record"]?.object,
            let record = try? JSONCoding.value(ConsentRecord.self, from: object)
        else { return }
        func standing(_ purpose: Purpose, in ledger: ConsentLedger) -> ConsentStanding {
            ledger[subject]?.standing(for: purpose) ?? .unknown
        }
        for group in record.standings {
            let isTrue = group.purposes.allSatisfy {
                standing($0, in: before) == group.before && standing($0, in: after) == group.after
            }
            demand(isTrue, "the ledger has other standings than \(event.type) states")
        }
    }

    /// Folding again, or on from any prefix, comes to the same.
    private func checkFolds(_ events: [RecordedEvent], _ dice: inout Dice) {
        let prefixes = Self.draw(2, of: events, &dice)
        checkFold(LiveCall.self, events, from: prefixes)
        checkFold(ConsentLedger.self, events, from: prefixes)
        checkFold(Meters.self, events, from: prefixes)
        checkFold(CallReview.self, events, from: prefixes)
        checkFold(ComplianceReport.self, events, from: prefixes)
    }

    /// How many events the prefixes have; none of them is all over again.
    private static func draw(
        _ count: Int,
        of events: [RecordedEvent],
        _ dice: inout Dice
    ) -> Set<Int> {
        var prefixes: Set<Int> = []
        for _ in 0..<count { prefixes.insert(dice.number(in: 0...events.count)) }
        return prefixes
    }

    private func checkFold<View: Projection>(
        _ view: View.Type,
        _ events: [RecordedEvent],
        from prefixes: Set<Int>
    ) {
        var whole = Folded<View>()
        var begun: [Int: Folded<View>] = [:]
        for (place, event) in events.enumerated() {
            if prefixes.contains(place) { begun[place] = whole }
            whole.apply(event)
        }
        let digest = whole.stateDigest
        for (place, fold) in begun {
            var on = fold
            for event in events.dropFirst(place) { on.apply(event) }
            demand(on.stateDigest == digest, "\(View.name) depends on where folding began")
        }
    }

    private func checkNudges(_ events: [RecordedEvent], of call: CallID) {
        let sent = events.compactMap { event in
            event.fact(NudgeSent.self).map { (id: $0.nudge, time: event.envelope.time) }
        }
        demand(sent.count <= world.records.budget(of: call), "more nudges than the budget")
        for (one, next) in zip(sent, sent.dropFirst()) {
            demand(
                next.time.micros(since: one.time) >= 30_000_000,
                "two nudges within the interval"
            )
        }
        let rep = events.first?.fact(CallOpened.self)?.rep
        for event in events where event.type.family == "nudge" {
            let isLost = event.type == .nudgeExpired || event.type == .nudgeSuppressed
            demand(isLost || event.envelope.subject == rep, "a nudge is about somebody else")
        }
        for nudge in sent.map(\.id) {
            let outcomes = events.count { $0.outcome == nudge }
            demand(outcomes == 1, "a nudge that was sent has \(outcomes) outcomes")
        }
        checkPlays(events, of: call, Set(sent.map(\.id)))
    }

    /// Every question to a model has one outcome, in whatever process.
    private func checkQuestions(_ events: [RecordedEvent]) {
        for question in events.compactMap({ $0.fact(ModelInvoked.self)?.invocation }) {
            let outcomes = events.count { $0.conclusion == question }
            demand(outcomes == 1, "a question to the model has \(outcomes) outcomes")
        }
    }

    /// Somebody keeps their pseudonym for the whole call, whichever process runs it.
    private func checkPeople(_ call: CallID) {
        var known: [String: Pseudonym] = [:]
        for event in world.records.events where event.envelope.stream == .call(call) {
            guard let joined = event.opened(ParticipantJoined.self) else { continue }
            let before = known.updateValue(
                event.envelope.subject ?? Pseudonym(""),
                forKey: joined.identity
            )
            demand(
                before == nil || before == event.envelope.subject,
                "somebody has two pseudonyms in one call"
            )
        }
    }

    /// Once per play, unless it did not reach the rep, and a kind no sooner than its cool-down; the words
    /// as they were acknowledged, since they may be erased by now.
    private func checkPlays(_ events: [RecordedEvent], of call: CallID, _ sent: Set<NudgeID>) {
        var words: [NudgeID: NudgeDecided.Sealed] = [:]
        for event in world.records.events where event.envelope.stream == .call(call) {
            guard let nudge = event.fact(NudgeDecided.self)?.nudge else { continue }
            words[nudge] = event.opened(NudgeDecided.self)
        }
        var last: [String: Timestamp] = [:]
        var told: Set<String> = []
        var answered: Set<NudgeID> = []
        for event in events {
            if let nudge = event.fact(NudgeFeedback.self)?.nudge, let play = words[nudge]?.play {
                answered.insert(nudge)
                told.insert(play)
            } else if let nudge = event.fact(NudgeUndelivered.self)?.nudge,
                let play = words[nudge]?.play, !answered.contains(nudge)
            {
                told.remove(play)
            }
            guard let decided = event.fact(NudgeDecided.self), sent.contains(decided.nudge),
                let words = words[decided.nudge]
            else { continue }
            demand(told.insert(words.play).inserted, "a play was shown twice")
            let time = event.envelope.time
            // What was not weighed is a reminder, which waits for no cool-down while the call is closing.
            if let before = last[words.kind], words.weighing != nil {
                demand(time.micros(since: before) >= 120_000_000, "a kind within its cool-down")
            }
            last[words.kind] = time
        }
    }

    /// Who withdrew and did not come back has no content left, and no key to it.
    private func checkErasure(_ events: [RecordedEvent], of call: CallID) throws {
        var lacking: [Pseudonym: Set<Purpose>] = [:]
        for event in events {
            guard let subject = event.envelope.subject else { continue }
            if let fact = event.fact(ConsentWithdrawn.self) {
                let kept: Set<Purpose> = [.storage, .liveTranscription]
                lacking[subject, default: []].formUnion(kept.intersection(fact.purposes))
            } else if let fact = event.fact(ConsentGranted.self) {
                lacking[subject]?.subtract(fact.purposes)
            }
        }
        let withdrawn = Set(lacking.filter { !$0.value.isEmpty }.keys)
        for event in events {
            guard let label = SealingLabel(event.envelope) else { continue }
            let isDue = label.keyClass == .content && !withdrawn.isDisjoint(with: label.subjects)
            demand(
                (event.content == .erased) == isDue,
                isDue ? "content of somebody who withdrew is left" : "content was erased unasked"
            )
        }
        for person in withdrawn {
            let id = DataKeyID(call: call, subject: person, keyClass: .content)
            if case .present = world.vault.state(of: id) {
                demand(false, "a key outlived its term")
            }
        }
    }
}

extension RecordedEvent {
    /// The nudge whose outcome this is.
    fileprivate var outcome: NudgeID? {
        fact(NudgeAcknowledged.self)?.nudge ?? fact(NudgeUndelivered.self)?.nudge
            ?? fact(NudgeExpired.self)?.nudge
    }

    /// The question to a model whose outcome this is.
    fileprivate var conclusion: InvocationID? {
        fact(ModelCompleted.self)?.invocation ?? fact(ModelFailed.self)?.invocation
            ?? fact(ModelSuperseded.self)?.invocation
    }
}
