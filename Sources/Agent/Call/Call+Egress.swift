import ConsentGate
import Events
import Projections

/// A request that has left and is not over.
struct OpenRequest {
    var cause: EventID?
    /// The work that it is a part of; nil where it answers no turn.
    var proposal: Proposal?
    var isOutside: Bool
    var leftAtMicros: Int64
    /// What passes under it.
    var traffic: EgressTraffic
}

/// The work that a request is for.
struct EgressErrand: Sendable {
    var purpose: Purpose
    /// What else must be in force for what leaves with it, such as `screen_frames` for a picture.
    var besides: Set<Purpose> = []
    /// The purposes for which some of what leaves with it is not used, since it came too early.
    var withheld: Set<Purpose> = []
    /// Everyone whose words or records leave with it.
    var subjects: [Pseudonym]
    /// The work that it is a part of; nil where it answers no turn.
    var proposal: Proposal?
    var cause: EventID?
}

extension Call {
    /// The way out for a piece of work, while it is wanted.
    ///
    /// - Parameters:
    ///   - untold: the sound behind it, of a door for sound.
    ///   - isWanted: asked inside the call, when the request is about to leave.
    func door(
        for errand: EgressErrand,
        telling untold: UntoldSound = UntoldSound(),
        while isWanted: @escaping @Sendable (isolated Call) -> Bool
    ) -> EgressDoor {
        let isForSharing = !errand.withheld.contains(.sharing)
        return EgressDoor(telling: untold, isForSharing: isForSharing) { departure, traffic in
            try await self.depart(departure, counting: traffic, on: errand, while: isWanted)
        } arrive: { request, ending, _ in
            await self.arrive(request, ending)
        }
    }

    /// The way out for one person's sound, while they may be heard.
    public func soundDoor(of identity: String) -> EgressDoor {
        let speaker = pseudonym(of: identity)
        let errand = EgressErrand(purpose: .liveTranscription, subjects: [speaker])
        let untold = UntoldSound()
        untoldSound.append(untold)
        return door(for: errand, telling: untold) { $0.consent.people[speaker]?.counts == true }
    }

    /// Whether something that follows from these events is with an outside processor now.
    func hasOutside(_ causes: Set<EventID>) -> Bool {
        openRequests.values.contains { $0.isOutside && $0.cause.map(causes.contains) == true }
    }

    /// Makes a request durable under the permits that it needs.
    private func depart(
        _ departure: Departure,
        counting traffic: EgressTraffic,
        on errand: EgressErrand,
        while isWanted: @Sendable (isolated Call) -> Bool
    ) async throws -> EgressID {
        try await serial.run {
            guard failure == nil, !live.isClosed, isWanted(self) else {
                throw EgressRefusal.notWanted
            }
            let request = ports.ids.egressID()
            do {
                let requested = try requested(departure, request, errand)
                guard try await record(intents: [requested]) != nil else {
                    throw EgressRefusal.gateNotOpen
                }
            } catch let refusal as EgressRefusal {
                try await refuse(departure, errand, refusal)
                throw refusal
            } catch {
                failure = failure ?? error
                throw error
            }
            openRequests[request] = OpenRequest(
                cause: errand.cause,
                proposal: errand.proposal,
                isOutside: departure.destination.isOutside,
                leftAtMicros: ports.stopwatch.nowMicros,
                traffic: traffic
            )
            return request
        }
    }

    private func requested(
        _ departure: Departure,
        _ request: EgressID,
        _ errand: EgressErrand
    ) throws(EgressRefusal) -> Intent {
        let isOutside = departure.destination.isOutside
        let missing = errand.besides.filter { !consent.isInForce($0) }.min()
        if let missing { throw .notInForce(missing) }
        let condition = try condition(for: errand.purpose)
        if isOutside {
            // The same moment gives both permits, and so the same condition.
            _ = try self.condition(for: .sharing)
            // Whose words go along may have left, or have said them before; a permit speaks for those
            // present alone, and of now.
            guard !errand.withheld.contains(.sharing),
                errand.subjects.allSatisfy({ agrees($0, to: [.sharing]) })
            else { throw .notInForce(.sharing) }
        }
        let fact = EgressRequested(
            request: request,
            service: departure.service,
            purpose: errand.purpose,
            outside: isOutside,
            bytes: departure.bytes
        )
        let draft = draft(
            fact,
            at: time(of: errand.proposal),
            by: .coach,
            of: errand.subjects.first,
            sealing: .evidence(.init(departure), of: errand.subjects),
            turn: errand.proposal?.turn.id,
            cause: errand.cause
        )
        return Intent(draft: draft, condition: condition)
    }

    /// When something happens to a request: as with everything that a turn sets going, it counts from the
    /// turn.
    private func time(of proposal: Proposal?) -> Timestamp {
        guard let proposal else { return now }
        return moment(of: proposal)
    }

    /// What a permit for a purpose is worth: spent at once, since the append that follows is its only use.
    private func condition(for purpose: Purpose) throws(EgressRefusal) -> AppendCondition {
        do throws(Refusal) {
            return switch purpose {
            case .aiAnalysis: try consent.permit(for: AIAnalysis.self).spend()
            case .liveTranscription: try consent.permit(for: LiveTranscription.self).spend()
            case .crmLookup: try consent.permit(for: CRMLookup.self).spend()
            case .sharing: try consent.permit(for: Sharing.self).spend()
            case .screenFrames, .storage, .followUp: throw Refusal.purposeNotInForce(purpose)
            }
        } catch {
            throw error == .gateNotOpen ? .gateNotOpen : .notInForce(purpose)
        }
    }

    private func refuse(
        _ departure: Departure,
        _ errand: EgressErrand,
        _ refusal: EgressRefusal
    ) async throws {
        let missing: Purpose? = if case .notInForce(let purpose) = refusal { purpose } else { nil }
        let fact = EgressRefused(
            service: departure.service,
            purpose: errand.purpose,
            outside: departure.destination.isOutside,
            missing: missing
        )
        try await record([
            draft(
                fact,
                at: time(of: errand.proposal),
                by: .coach,
                of: errand.subjects.first,
                turn: errand.proposal?.turn.id,
                cause: errand.cause
            )
        ])
    }

    /// Records how a request ended, unless the call has ended before it.
    private func arrive(_ request: EgressID, _ ending: EgressEnding) async {
        await serial.run {
            guard let open = openRequests.removeValue(forKey: request), failure == nil else {
                return
            }
            do {
                try await record([ended(request, open, ending, at: time(of: open.proposal))])
            } catch {
                failure = failure ?? error
            }
        }
    }

    /// The ends of the requests that the call does not wait for, with what has passed under each by now.
    func interruptedRequests() -> [Draft] {
        defer { openRequests = [:] }
        return openRequests.sorted { $0.key < $1.key }.map { request, open in
            ended(request, open, EgressEnding(.interrupted), at: now)
        }
    }

    private func ended(
        _ request: EgressID,
        _ open: OpenRequest,
        _ ending: EgressEnding,
        at time: Timestamp
    ) -> Draft {
        let (sound, lost) = (open.traffic.soundMicros, open.traffic.lostMicros)
        let fact = EgressEnded(
            request: request,
            outcome: ending.outcome,
            bytesOut: open.traffic.bytesOut,
            bytesIn: open.traffic.bytesIn,
            micros: max(0, ports.stopwatch.nowMicros - open.leftAtMicros),
            soundMicros: sound > 0 ? sound : nil,
            lostMicros: lost > 0 ? lost : nil,
            missingField: ending.missing?.name
        )
        return draft(
            fact,
            at: time,
            by: .coach,
            turn: open.proposal?.turn.id,
            cause: open.cause
        )
    }
}
