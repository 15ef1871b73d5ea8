import Agent
import Events
import Synchronization

/// The private channel over the room: remote calls to the rep, whoever else is there.
final class RepChannel: PrivateChannel {
    let name = "livekit-rpc"
    private let rep: String
    private let calls: RemoteCalls
    private let clock: any WallClock
    private let alarm: any Alarm
    private let questions = Mutex<[ToolCallID: AsyncStream<Bool>.Continuation]>([:])

    /// A channel to one person for the whole call.
    init(
        to rep: String,
        through calls: RemoteCalls,
        clock: any WallClock,
        alarm: any Alarm
    ) {
        (self.rep, self.calls) = (rep, calls)
        (self.clock, self.alarm) = (clock, alarm)
    }

    func deliver(_ nudge: Nudge) async -> Delivery {
        let payload = CanonicalJSON.text([
            "id": .string(nudge.id.text), "kind": .string(nudge.kind.rawValue),
            "headline": .string(nudge.headline), "body": .string(nudge.body),
            "expires_at": .string(nudge.expiresAt.description),
        ])
        let answer = await calls.call(.nudge, of: rep, with: payload)
        return switch answer {
        case .answered(let reply) where Self.isShown(reply): .acknowledged
        case .answered: .undelivered(code: Self.notShown)
        case .failed(let code) where Self.wasNotReached(code): .unreached(code: code)
        case .failed(let code): .undelivered(code: code)
        }
    }

    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer {
        let (answers, answer) = AsyncStream<Bool>.makeStream()
        questions.withLock { $0[question.id] = answer }
        defer { questions.withLock { $0[question.id] = nil } }
        let payload = CanonicalJSON.text([
            "id": .string(question.id.text), "summary": .string(question.summary),
            "expires_at": .string(question.expiresAt.description),
        ])
        guard case .answered(let reply) = await calls.call(.question, of: rep, with: payload),
            Self.isShown(reply)
        else { return .unanswered }
        let left = max(0, question.expiresAt.micros(since: clock.now))
        let isApproved = await withTaskGroup(of: Bool?.self) { group in
            group.addTask { await answers.first { _ in true } }
            group.addTask { [alarm] in
                try? await alarm.ring(afterMicros: left)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return isApproved.map { $0 ? .approved : .refused } ?? .unanswered
    }

    /// Takes the rep's answer to a question; says whether such a question was open.
    func take(_ isApproved: Bool, to question: ToolCallID) -> Bool {
        let waiter = questions.withLock { $0.removeValue(forKey: question) }
        waiter?.yield(isApproved)
        waiter?.finish()
        return waiter != nil
    }

    /// LiveKit's code for an error of the client's own: it answered, but does not say that it shows it.
    private static let notShown = 1500

    /// Whether a code means that the rep's client may not have got the call: then it may be called again,
    /// since a client shows an id once only.
    ///
    /// A client that has just joined may not have its methods yet (1400). One that got the call and did
    /// not answer (1502) is not called again.
    private static func wasNotReached(_ code: Int) -> Bool {
        [
            RemoteCalls.Code.unsupportedMethod, RemoteCalls.Code.recipientNotFound,
            RemoteCalls.Code.connectionTimedOut, RemoteCalls.Code.recipientDisconnected,
            RemoteCalls.Code.sendFailed,
        ].contains(code)
    }

    private static func isShown(_ reply: String) -> Bool {
        (try? RemoteFields(reply))?.flag("shown") == true
    }
}
