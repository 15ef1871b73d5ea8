import ConsentGate
public import Events

/// The way out for work on a call that is over: what leaves stands in `after/<id>`.
///
/// It needs `follow_up` of everyone of whom something was captured, and where it goes outside what they had
/// agreed to of `sharing`, and that they were told of the company. The actor owns which requests are not over
/// yet.
public actor AfterCallEgress {
    private let call: CallID
    private let consent: CallConsent
    private let disclosure: AfterCallDisclosure
    private let journal: any Journal
    private let ids: IDGenerator
    private let clock: any WallClock
    private let stopwatch: any Stopwatch
    private var leftAt: [EgressID: Int64] = [:]

    /// The way out of one call.
    ///
    /// - Parameter events: the call's whole stream; whoever asks MUST hold the log as its one writer.
    public init(
        of call: CallID,
        recorded events: [RecordedEvent],
        journal: any Journal,
        ids: IDGenerator,
        clock: any WallClock,
        stopwatch: any Stopwatch
    ) {
        (self.call, self.journal, self.ids) = (call, journal, ids)
        (self.clock, self.stopwatch) = (clock, stopwatch)
        var consent = CallConsent()
        for event in events { consent.evolve(event.envelope) }
        self.consent = consent
        disclosure = AfterCallDisclosure(recorded: events)
    }

    /// A door for one piece of work.
    ///
    /// - Parameter isForSharing: whether nothing of it was said or shown before `sharing` came into force; else
    ///   it goes to nobody outside.
    public nonisolated func door(isForSharing: Bool = true) -> EgressDoor {
        door(isForSharing: isForSharing, within: WorkTime())
    }

    /// The same, for work whose time somebody else keeps.
    nonisolated func door(isForSharing: Bool, within time: WorkTime) -> EgressDoor {
        EgressDoor(isForSharing: isForSharing, within: time) { departure, _ in
            guard isForSharing || !departure.destination.isOutside else {
                throw EgressRefusal.notInForce(.sharing)
            }
            return try await self.depart(departure)
        } arrive: { request, ending, traffic in
            await self.arrive(request, ending, traffic)
        }
    }

    /// Whether a model may be shown the call's pictures: everyone of whom something was captured lets the
    /// screen be seen, and was told that each company outside that would read the call gets pictures.
    nonisolated func letsPictures(to model: any LanguageModel) -> Bool {
        guard consent.isFollowUpInForce, consent.objectionsToPictures.isEmpty else { return false }
        // Without sharing nothing goes to those of a chain that are outside.
        let outside = consent.objectionsToSharing.isEmpty ? model.outsideProcessors : []
        return outside.allSatisfy { disclosure.countNotTold(of: $0, for: .screenFrames) == 0 }
    }

    private func depart(_ departure: Departure) async throws -> EgressID {
        let condition = try condition(for: departure.destination)
        let request = ids.egressID()
        let fact = EgressRequested(
            request: request,
            service: departure.service,
            purpose: .followUp,
            outside: departure.destination.isOutside,
            bytes: departure.bytes
        )
        let people = consent.captured.sorted()
        let draft = Draft(
            fact,
            sealing: .evidence(.init(departure), of: people),
            id: ids.eventID(),
            time: clock.now,
            actor: .coach,
            subject: people.first
        )
        _ = try await journal.append([draft], to: .after(call), expecting: .any, under: condition)
        leftAt[request] = stopwatch.nowMicros
        return request
    }

    private func condition(for destination: Destination) throws -> AppendCondition {
        do {
            if destination.isOutside { _ = try consent.sharingPermitAfterCall().spend() }
            let condition = try consent.permitAfterCall().spend()
            guard !destination.isOutside || disclosure.countNotTold(of: destination.processor) == 0
            else { throw EgressRefusal.notDisclosed }
            return condition
        } catch let refusal as EgressRefusal {
            throw refusal
        } catch Refusal.purposeNotInForce(let purpose) {
            throw EgressRefusal.notInForce(purpose)
        } catch {
            throw EgressRefusal.gateNotOpen
        }
    }

    /// Where the end cannot be written, the request stands in the log and the report says that its end is
    /// not known.
    private func arrive(
        _ request: EgressID,
        _ ending: EgressEnding,
        _ traffic: EgressTraffic
    ) async {
        guard let left = leftAt.removeValue(forKey: request) else { return }
        let fact = EgressEnded(
            request: request,
            outcome: ending.outcome,
            bytesOut: traffic.bytesOut,
            bytesIn: traffic.bytesIn,
            micros: max(0, stopwatch.nowMicros - left),
            missingField: ending.missing?.name
        )
        let draft = Draft(fact, id: ids.eventID(), time: clock.now, actor: .coach)
        _ = try? await journal.append([draft], to: .after(call), expecting: .any, under: nil)
    }
}

/// A language model that is asked about a call that is over: what leaves for it leaves after that call,
/// whatever door the run of the call offers.
public struct ModelAfterCall: LanguageModel {
    private let model: any LanguageModel
    private let egress: AfterCallEgress

    /// Whether it looks at the screen, and may look at this call's pictures.
    public let seesPictures: Bool

    /// A model for work on one call.
    public init(_ model: any LanguageModel, leaving egress: AfterCallEgress) {
        (self.model, self.egress) = (model, egress)
        seesPictures = model.seesPictures && egress.letsPictures(to: model)
    }

    /// The model's own name.
    public var name: String { model.name }
    /// The model's own providers.
    public var providers: Set<String> { model.providers }
    /// The model's own.
    public var mostAnswerTokens: Int { model.mostAnswerTokens }
    /// The model's own.
    public var mostCharges: Int { model.mostCharges }
    /// The model's own: what was said before `sharing` came into force is not for it, then or now.
    public var isOutside: Bool { model.isOutside }
    /// None for the run itself, of which nothing leaves: the door of the call that is over tells.
    public var outsideProcessors: Set<String> { [] }

    /// Asks the model.
    public func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        let after = egress.door(isForSharing: door.isForSharing, within: door.time)
        return try await model.answer(prompt, through: after)
    }
}
