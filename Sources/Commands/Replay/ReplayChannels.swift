import Agent
import ConsentGate
import Events
import Synchronization

/// The rep's channel of a replay: keeps what it was handed and says so in each outcome.
final class RecorderChannel: PrivateChannel {
    /// What every event of it names.
    static let channelName = "recorder"

    let name = RecorderChannel.channelName
    private let onNudge: @Sendable (Nudge) -> Void
    private let shown = Mutex<[String: NudgeID]>([:])

    init(onNudge: @escaping @Sendable (Nudge) -> Void) {
        self.onNudge = onNudge
    }

    func deliver(_ nudge: Nudge) async -> Delivery {
        shown.withLock { $0[nudge.play] = nudge.id }
        onNudge(nudge)
        return .acknowledged
    }

    /// The newest nudge of a play that it was handed.
    func newest(of play: String) -> NudgeID? { shown.withLock { $0[play] } }

    /// Nobody is there to approve anything.
    func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { .unanswered }
}

/// The clients of a script's people: they answer the notice that they were last sent.
final class ScriptedClients: NoticeChannel {
    private let nonces = Mutex<[String: String]>([:])

    func show(_ notice: Notice) async {
        nonces.withLock { $0[notice.person.text] = notice.nonce }
    }

    func confirm(_ receipt: ConsentReceipt) async {}

    /// The number that came with a person's notice.
    func nonce(of person: String) -> String? {
        nonces.withLock { $0[person] }
    }
}
