import Agent
import ConsentGate
import EventLog
import Events

/// Drafts a call's follow-up and records it, with the question whether its outcome may be written
/// down, in the stream that comes after the call.
struct FollowUpDesk {
    let record: CallRecord
    let workplace: Workplace

    /// What carries the question and its answer: whoever runs the command.
    static let channel = "terminal"

    /// A follow-up as it was recorded.
    struct Drafted {
        let followUp: CallFollowUp
        let question: ApprovalQuestion
        /// What the call's field calls things.
        let pack: DomainPack
        /// What the call's people are called.
        let names: [Pseudonym: String]
    }

    /// Drafts, and gives the draft once it is durable.
    func draft() async throws -> Drafted {
        // Consent was folded under the writer's lock that this process holds, and a sealed call takes no
        // more acts; so what the permit saw still holds when the append is sequenced, though the
        // condition, which the sequencer checks in the stream `after/…`, cannot see the call.
        let condition = try record.permit().spend()
        try record.requireWords()
        let pack = try record.pack()
        let stopwatch = SystemStopwatch()
        let followUp = CallFollowUp(of: record.review, in: pack.followUp)
        let result = try followUp.json()
        let tookMicros = stopwatch.nowMicros
        var box = ToolBox()
        let tool = FollowUpTools.logOutcome(in: pack.followUp)
        box.add(tool, over: NotYet())
        let invocation = try box.invocation(
            of: tool.name,
            followUp.outcomeArguments,
            id: workplace.ids.toolCallID()
        )
        let question = ApprovalQuestion(
            about: invocation,
            at: workplace.clock.now,
            forMicros: FollowUpTools.answerMicros
        )
        let people = try record.subjects(of: followUp)
        let looked = try lookedUp(result, of: people, tookMicros)
        let asked = try asking(question, invocation, of: people, after: looked.last?.id)
        let stream = StreamName.after(record.call)
        let version = try workplace.log.events(in: stream).last?.envelope.version ?? .none
        _ = try await workplace.log.append(
            looked + [asked],
            to: stream,
            expecting: .exactly(version),
            under: condition
        )
        return Drafted(
            followUp: followUp,
            question: question,
            pack: pack,
            names: record.names
        )
    }

    private func lookedUp(
        _ result: JSONObject,
        of people: [Pseudonym],
        _ tookMicros: Int64
    ) throws -> [Draft] {
        let (id, tool, rep) = (workplace.ids.toolCallID(), FollowUpTools.draft, try record.rep())
        let text = String(decoding: CanonicalJSON.encode(result), as: UTF8.self)
        let fact = ToolCalled(
            toolCall: id,
            purpose: tool.purpose,
            acting: false,
            deadlineMicros: tool.limits.deadlineMicros
        )
        let called = Draft(
            Under<FollowUp, ToolCalled>(fact),
            sealing: .content(.init(tool: tool.name, arguments: "{}"), of: [rep]),
            id: workplace.ids.eventID(),
            time: workplace.clock.now,
            actor: .coach,
            subject: rep
        )
        let completed = Draft(
            ToolCompleted(
                toolCall: id,
                latencyMicros: tookMicros,
                resultBytes: text.utf8.count,
                origin: .source
            ),
            sealing: .content(.init(result: text), of: people),
            id: workplace.ids.eventID(),
            time: workplace.clock.now,
            actor: .coach,
            subject: rep,
            causationID: called.id
        )
        return [called, completed]
    }

    private func asking(
        _ question: ApprovalQuestion,
        _ invocation: ToolInvocation,
        of people: [Pseudonym],
        after cause: EventID?
    ) throws -> Draft {
        let fact = ToolApprovalAsked(
            toolCall: invocation.id,
            purpose: invocation.tool.purpose,
            channel: Self.channel,
            expiresAt: question.expiresAt
        )
        return Draft(
            Under<FollowUp, ToolApprovalAsked>(fact),
            sealing: .content(
                .init(
                    tool: invocation.tool.name,
                    arguments: invocation.argumentsText,
                    question: question.summary
                ),
                of: people
            ),
            id: workplace.ids.eventID(),
            time: workplace.clock.now,
            actor: .coach,
            subject: try record.rep(),
            causationID: cause
        )
    }

    /// Stands behind a tool that is only asked about.
    private struct NotYet: ToolSource {
        func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject
        {
            throw ToolFault.unavailable
        }
    }
}
