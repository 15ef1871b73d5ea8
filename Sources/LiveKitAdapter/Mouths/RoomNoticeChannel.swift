import Agent
import ConsentGate
import Events
import Synchronization

/// The way to every human in the room, for notices and receipts.
///
/// A notice is sent again until the client attests that it is shown, a newer one takes its place, or the
/// time to answer is over; nobody waits for it.
final class RoomNoticeChannel: NoticeChannel {
    /// How long between two attempts, growing: a client that has just joined has its methods in a second.
    static let pausesMicros: [Int64] = [500_000, 1_000_000, 2_000_000, 4_000_000]
    /// Then every eight seconds.
    static let lastPauseMicros: Int64 = 8_000_000
    /// Two minutes in all, as long as an answer is awaited.
    static let mostAttempts = 18

    private struct Pending {
        /// What is being done about it.
        enum Progress { case onItsWay, shown, givenUp }

        var notice: Notice
        var progress = Progress.onItsWay
        var sending: Task<Void, Never>
    }

    private let calls: RemoteCalls
    private let identities: RoomIdentities
    private let alarm: any Alarm
    private let onShown: @Sendable (_ identity: String, _ nonce: String) async -> Void
    private let pending = Mutex<[Pseudonym: Pending]>([:])

    /// A channel.
    ///
    /// - Parameter onShown: called when a person's client attests that the notice of a number is on the
    ///   screen.
    init(
        through calls: RemoteCalls,
        _ identities: RoomIdentities,
        alarm: any Alarm,
        onShown: @escaping @Sendable (String, String) async -> Void
    ) {
        (self.calls, self.identities) = (calls, identities)
        (self.alarm, self.onShown) = (alarm, onShown)
    }

    func show(_ notice: Notice) async { send(notice) }

    func confirm(_ receipt: ConsentReceipt) async {
        guard let identity = identities[receipt.person] else { return }
        let payload = CanonicalJSON.text([
            "act": .string(String(receipt.act.rawValue.split(separator: ".").last ?? "")),
            "purposes": .array(receipt.purposes.map { .string($0.rawValue) }),
        ])
        Task { [calls] in _ = await calls.call(.receipt, of: identity, with: payload) }
    }

    /// Shows somebody who has come their notice: once more to who must answer it, since their client has
    /// forgotten it, and to anybody else if it could not be shown to them until now.
    func arrived(_ person: Pseudonym, isAwaited: Bool) {
        guard let last = pending.withLock({ $0[person] }), isAwaited || last.progress == .givenUp
        else { return }
        send(last.notice)
    }

    /// Sends a person's notice no more: they have said no, and nobody is asked twice.
    func stop(asking person: Pseudonym) {
        pending.withLock { $0.removeValue(forKey: person) }?.sending.cancel()
    }

    /// Ends all attempts.
    func end() {
        let all = pending.withLock { pending in
            defer { pending = [:] }
            return pending
        }
        for one in all.values { one.sending.cancel() }
    }

    private func send(_ notice: Notice) {
        let before = pending.withLock { pending in
            let sending = Task { await deliver(notice) }
            return pending.updateValue(
                Pending(notice: notice, sending: sending),
                forKey: notice.person
            )
        }
        before?.sending.cancel()
    }

    private func deliver(_ notice: Notice) async {
        guard let identity = identity(toBeShown: notice) else { return }
        let isShown = await attempt(notice, by: identity)
        guard !Task.isCancelled else { return }
        pending.withLock { pending in
            let progress = isShown ? Pending.Progress.shown : .givenUp
            pending[notice.person]?.progress = progress
        }
        if isShown { await onShown(identity, notice.nonce) }
    }

    /// Who is there to be shown a notice; where nobody is, it waits for them to come.
    ///
    /// Both in one step, so that nobody comes in between.
    private func identity(toBeShown notice: Notice) -> String? {
        pending.withLock { pending in
            let identity = identities[notice.person]
            if identity == nil { pending[notice.person]?.progress = .givenUp }
            return identity
        }
    }

    /// Sends a notice until a client shows it or the attempts are used up.
    private func attempt(_ notice: Notice, by identity: String) async -> Bool {
        let payload = CanonicalJSON.text(notice.payload)
        for attempt in 0..<Self.mostAttempts {
            let answer = await calls.call(.notice, of: identity, with: payload)
            guard !Task.isCancelled else { return false }
            if case .answered(let reply) = answer,
                (try? RemoteFields(reply))?.flag("shown") == true
            {
                return true
            }
            let pause =
                Self.pausesMicros.indices.contains(attempt)
                ? Self.pausesMicros[attempt] : Self.lastPauseMicros
            guard (try? await alarm.ring(afterMicros: pause)) != nil else { return false }
        }
        return false
    }
}

extension Notice {
    /// What a client shows, with the digest and the number that a grant brings back.
    fileprivate var payload: JSONObject {
        var payload: JSONObject = [
            "notice": .string(text.id), "version": .integer(Int64(text.version)),
            "locale": .string(text.locale), "title": .string(text.title),
            "paragraphs": .array(text.paragraphs.map { .string($0) }),
            "allow": .string(text.allow), "refuse": .string(text.refuse),
            "stop": .string(text.stop), "digest": .string(text.digest), "nonce": .string(nonce),
            "purposes": .array(purposes.map { .string($0.rawValue) }),
        ]
        if isForSeveral { payload["shared"] = .bool(true) }
        return payload
    }
}
