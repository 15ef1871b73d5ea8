import Agent
import ConsentGate
import EventLog
import Events
import Foundation
import Projections

/// Takes the rep's yes to the newest question of a follow-up, and does what was asked, once.
struct ApprovalDesk {
    let record: CallRecord
    let workplace: Workplace
    let place: OutcomePlace

    /// What became of the act.
    struct Done {
        let place: OutcomePlace

        func json(of call: CallID) -> JSONObject {
            var json: JSONObject = ["call": .string(call.text), "written": .bool(true)]
            switch place {
            case .file(let url): json["file"] = .string(url.path)
            case .service(_, let destination): json["service"] = .string(destination.processor)
            }
            return json
        }

        var words: String {
            switch place {
            case .file(let url): "The outcome was written down in \(url.path)."
            case .service(_, let destination):
                "The outcome was written down by \(destination.processor)."
            }
        }
    }

    /// A question that was put, as the log has it.
    private struct Asked {
        var fact: ToolApprovalAsked
        var sealed: ToolApprovalAsked.Sealed
        var event: RecordedEvent
        var people: [Pseudonym]
    }

    private var stream: StreamName { .after(record.call) }

    /// Writes the outcome down under the rep's yes; the yes and the intent are durable before.
    func approve() async throws -> Done {
        let asked = try newestQuestion()
        try await refuseAnswered(asked)
        if case .service(_, let destination) = place {
            try record.requireSharing(with: destination, quoting: try linesQuoted())
        }
        let (box, invocation) = try invocation(of: asked)
        let now = workplace.clock.now
        let question = ApprovalQuestion(
            about: invocation,
            at: asked.event.envelope.time,
            forMicros: asked.fact.expiresAt.micros(since: asked.event.envelope.time)
        )
        guard let licence = try? question.licence(from: .approved, at: now) else {
            try await append([refusal(of: asked, at: now)])
            throw Failure.failed(
                "approval refused: it came too late; ask again with `aside followup`"
            )
        }
        try await append(try intent(invocation, asked, at: now), under: try record.permit().spend())
        let runner = ToolRunner(box, stopwatch: SystemStopwatch(), alarm: SystemAlarm())
        let outcome = await runner.run(licence, through: door)
        try await append([draft(outcome, of: asked)])
        guard outcome.result != nil else { throw failure }
        return Done(place: place)
    }

    /// The lines of which an outcome has words: that of the first next step.
    private func linesQuoted() throws -> [StreamVersion] {
        let words = try record.pack().followUp
        return CallFollowUp(of: record.review, in: words).nextSteps.prefix(1)
            .flatMap(\.lines)
    }

    private var door: EgressDoor {
        switch place {
        case .file: .shut
        case .service: workplace.egress(after: record.call, recorded: record.events).door()
        }
    }

    private var failure: Failure {
        switch place {
        case .file: .failed("the outcome was not written down: the file cannot be written")
        case .service(_, let destination):
            .failed(
                "the outcome was not written down: \(destination.processor) did not take it, or not "
                    + "in time; `aside followup` drafts and asks again"
            )
        }
    }

    private func newestQuestion() throws -> Asked {
        let events = try workplace.log.events(in: stream)
        guard let event = events.last(where: { $0.type == .toolApprovalAsked }),
            let fact = event.fact(ToolApprovalAsked.self)
        else {
            throw Failure.failed("nothing waits for a yes; `aside followup` drafts and asks")
        }
        guard let sealed = event.opened(ToolApprovalAsked.self) else {
            throw Failure.failed("approval refused: content of this follow-up was erased")
        }
        let label = event.envelope.data["sealing"]?.object
        let people = label?["subjects"]?.array?.compactMap(\.string).map { Pseudonym($0) } ?? []
        return Asked(fact: fact, sealed: sealed, event: event, people: people)
    }

    /// One question takes one answer.
    ///
    /// An act whose outcome is not known is recorded as interrupted and not done again.
    private func refuseAnswered(_ asked: Asked) async throws {
        let id = JSON.string(asked.fact.toolCall.text)
        let later = try workplace.log.events(in: stream)
            .filter { $0.index > asked.event.index && $0.envelope.data["toolCall"] == id }
        guard let newest = later.last else { return }
        if newest.type == .toolCalled {
            let lost = ToolFailed(
                toolCall: asked.fact.toolCall,
                reason: .interrupted,
                latencyMicros: 0
            )
            try await append([draft(lost, of: asked, by: .coach)])
        }
        throw Failure.failed(
            "approval refused: the newest question was answered already; "
                + "`aside followup` drafts and asks again"
        )
    }

    private func invocation(of asked: Asked) throws -> (ToolBox, ToolInvocation) {
        var box = ToolBox()
        let words = try record.pack().followUp
        box.add(
            FollowUpTools.logOutcome(in: words, deadlineMicros: place.deadlineMicros),
            over: source
        )
        let json = try CanonicalJSON.parse(Array(asked.sealed.arguments.utf8))
        do {
            let invocation = try box.invocation(
                of: asked.sealed.tool,
                json.object ?? [:],
                id: asked.fact.toolCall
            )
            return (box, invocation)
        } catch {
            throw Failure.failed(
                "approval refused: the pack's outcomes are others than when the rep was asked; "
                    + "`aside followup` drafts and asks again"
            )
        }
    }

    private var source: any ToolSource {
        switch place {
        case .file(let url):
            OutcomeFile(
                url,
                call: record.call,
                account: record.review.details?.value?.account,
                clock: workplace.clock
            )
        case .service(let service, _): service.source
        }
    }
}

// MARK: - What is recorded

extension ApprovalDesk {
    private func intent(
        _ invocation: ToolInvocation,
        _ asked: Asked,
        at now: Timestamp
    ) throws -> [Draft] {
        let given = ToolApprovalGiven(
            toolCall: invocation.id,
            channel: FollowUpDesk.channel,
            latencyMicros: waited(asked, until: now)
        )
        return [
            draft(given, of: asked, by: .operator),
            draft(
                Under<FollowUp, ToolCalled>(ToolCalled(invocation)),
                of: asked,
                by: .coach,
                sealing: .content(.init(invocation), of: asked.people)
            ),
        ]
    }

    private func refusal(of asked: Asked, at now: Timestamp) -> Draft {
        let refused = ToolApprovalRefused(
            toolCall: asked.fact.toolCall,
            reason: .tooLate,
            channel: FollowUpDesk.channel,
            latencyMicros: waited(asked, until: now)
        )
        return draft(refused, of: asked, by: .operator)
    }

    private func draft(_ outcome: ToolOutcome, of asked: Asked) -> Draft {
        outcome.draft(
            of: asked.fact.toolCall,
            sealedFor: asked.people,
            id: workplace.ids.eventID(),
            time: workplace.clock.now,
            subject: asked.event.envelope.subject,
            cause: asked.event.envelope.id
        )
    }

    /// By the wall clock: question and answer come from two runs of the command.
    private func waited(_ asked: Asked, until now: Timestamp) -> Int64 {
        max(0, now.micros(since: asked.event.envelope.time))
    }

    private func draft<F: Fact>(
        _ fact: F,
        of asked: Asked,
        by actor: Envelope.Actor,
        sealing sealed: SealedFields<F>? = nil
    ) -> Draft {
        Draft(
            fact,
            sealing: sealed,
            id: workplace.ids.eventID(),
            time: workplace.clock.now,
            actor: actor,
            subject: asked.event.envelope.subject,
            causationID: asked.event.envelope.id
        )
    }

    private func append(_ drafts: [Draft], under condition: AppendCondition? = nil) async throws {
        _ = try await workplace.log.append(drafts, to: stream, under: condition)
    }
}
