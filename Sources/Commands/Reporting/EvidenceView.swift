import EventLog
import Events
import Foundation

extension Workplace {
    /// Records that somebody looks at what was captured in a call; durable when this returns.
    ///
    /// A call of which too little is known to say whose it is has nothing to look at.
    ///
    /// - Parameter document: what is looked at: `compliance`, `review` or `what-if`.
    func recordView(
        _ document: String,
        of call: CallID,
        withNames: Bool,
        reason: String?
    ) async throws {
        let opened = try log.events(in: .call(call)).lazy
            .compactMap { $0.fact(CallOpened.self) }.first
        guard let opened else { return }
        let view = Draft(
            EvidenceViewed(call: call, document: document, withNames: withNames),
            sealing: .evidence(
                .init(viewer: NSUserName(), reason: reason ?? "not given"),
                of: opened.rep
            ),
            id: ids.eventID(),
            time: clock.now,
            actor: .operator
        )
        _ = try await log.append([view], to: .custody)
    }
}
