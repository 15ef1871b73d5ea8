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
        var notice: Notice
        var sending: Task<Void, Never>
    }

    private let calls: RemoteCalls
    private let attendance: Attendance
    private let alarm: any Alarm
    private let onShown: @Sendable (_ identity: String, _ nonce: String) async -> Void
    private let pending = Mutex<[Pseudonym: Pending]>([:])

    /// A channel.
    ///
    /// - Parameter onShown: called when a person's client attests that the notice of a number is on the
    ///   screen.
    init(
        through calls: RemoteCalls,
        _ attendance: Attendance,
        alarm: any Alarm,
        onShown: @escaping @Sendable (String, String) async -> Void
    ) {
        (self.calls, self.attendance) = (calls, attendance)
        (self.alarm, self.onShown) = (alarm, onShown)
    }

    func show(_ notice: Notice) async { send(notice) }

    func confirm(_ receipt: ConsentReceipt) async {
        guard let identity = attendance.identity(of: receipt.person) else { return }
        let payload = CanonicalJSON.text([
            "act": .string(String(receipt.act.rawValue.split(separator: ".").last ?? "")),
            "purposes": .array(receipt.purposes.map { .string($0.rawValue) }),
        ])
        Task { [calls] in _ = await calls.call(.receipt, of: identity, with: payload) }
    }

    /// Shows somebody their notice once more: they are back, and their client has forgotten it.
    func showAgain(to person: Pseudonym) {
        guard let last = pending.withLock({ $0[person]?.notice }) else { return }
        send(last)
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
        let sending = Task { await attempt(notice) }
        let before = pending.withLock {
            $0.updateValue(Pending(notice: notice, sending: sending), forKey: notice.person)
        }
        before?.sending.cancel()
    }

    private func attempt(_ notice: Notice) async {
        guard let identity = attendance.identity(of: notice.person) else { return }
        let payload = CanonicalJSON.text(notice.payload)
        for attempt in 0..<Self.mostAttempts {
            let answer = await calls.call(.notice, of: identity, with: payload)
            guard !Task.isCancelled else { return }
            if case .answered(let reply) = answer,
                (try? RemoteFields(reply))?.flag("shown") == true
            {
                return await onShown(identity, notice.nonce)
            }
            let pause =
                Self.pausesMicros.indices.contains(attempt)
                ? Self.pausesMicros[attempt] : Self.lastPauseMicros
            guard (try? await alarm.ring(afterMicros: pause)) != nil else { return }
        }
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
