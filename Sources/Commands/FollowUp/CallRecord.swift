import Agent
import ConsentGate
import EventLog
import Events
import Projections

/// A call that is over, folded for work that comes after it.
struct CallRecord {
    let call: CallID
    let review: CallReview
    /// The call's whole stream.
    let events: [RecordedEvent]
    private let consent: CallConsent

    init(of call: CallID, in workplace: Workplace) throws {
        let events = try workplace.log.events(in: .call(call))
        guard !events.isEmpty else { throw Failure.unknown(call) }
        var consent = CallConsent()
        for event in events { consent.evolve(event.envelope) }
        (self.call, self.events, self.consent) = (call, events, consent)
        review = Folded<CallReview>(folding: events).view
    }

    /// A permit for one piece of work, if everyone who was heard agrees to it still.
    func permit() throws -> Permit<FollowUp> {
        guard !consent.captured.isEmpty else {
            throw Failure.failed("follow-up refused: nothing was captured in this call")
        }
        do {
            return try consent.permitAfterCall()
        } catch {
            throw Failure.failed(
                "follow-up refused: follow_up is not in force for everyone who was heard in this call; "
                    + "expected a grant that stands, of each of them"
            )
        }
    }

    /// Refuses to hand something of the call to a company outside to which not everyone who was heard
    /// agreed, or of which not everyone was told, or that quotes words from before they had agreed.
    ///
    /// - Parameter lines: those that are quoted.
    func requireSharing(with destination: Destination, quoting lines: [StreamVersion]) throws {
        guard destination.isOutside else { return }
        let people = consent.captured.count
        let unwilling = consent.objectionsToSharing.count
        guard unwilling == 0 else {
            throw Failure.failed(
                "approval refused: outcomes go to \(destination.processor); found sharing not agreed "
                    + "to by \(unwilling) of \(people) people who were heard, expected none"
            )
        }
        guard !consent.purposesWithheld(from: lines).contains(.sharing) else {
            throw Failure.failed(
                "approval refused: outcomes go to \(destination.processor); found that this one quotes "
                    + "words said before everyone there had agreed to sharing, expected words said after"
            )
        }
        let ignorant = AfterCallDisclosure(recorded: events)
            .countNotTold(of: destination.processor)
        guard ignorant == 0 else {
            throw Failure.failed(
                "approval refused: outcomes go to \(destination.processor); found that \(ignorant) of "
                    + "\(people) people who were heard were not told of it, expected none"
            )
        }
    }

    /// Refuses when somebody's words are gone: what is left would tell half of the call.
    func requireWords() throws {
        guard !review.transcript.lines.contains(where: { $0.text?.isErased ?? false }) else {
            throw Failure.failed("follow-up refused: content of this call was erased")
        }
    }

    /// The pack that the call ran under.
    func pack() throws -> DomainPack {
        guard let id = review.opened?.pack else {
            throw Failure.failed("follow-up refused: the call's first event cannot be read")
        }
        return try Installation.pack(id)
    }

    /// What people are called in a follow-up that a person reads: their name, else their identity.
    var names: [Pseudonym: String] {
        Dictionary(
            review.attendance.people.compactMap { person in
                person.details?.value.map { (person.pseudonym, $0.name ?? $0.identity) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The rep.
    func rep() throws -> Pseudonym {
        guard let rep = review.opened?.rep else {
            throw Failure.failed("follow-up refused: the call's first event cannot be read")
        }
        return rep
    }

    /// Everyone whose words or name stand in a follow-up, and the rep, whose work it is.
    func subjects(of followUp: CallFollowUp) throws -> [Pseudonym] {
        let cited = Set(
            followUp.nextSteps.flatMap(\.lines) + followUp.objections.map(\.line)
                + followUp.objections.flatMap { $0.answers.map(\.line) }
        )
        let speakers = review.transcript.lines.filter { line in
            cited.contains(line.at.version)
                || review.attendance[line.speaker]?.role.isOtherSide == true
        }
        return Set(speakers.map(\.speaker) + [try rep()]).sorted()
    }
}
