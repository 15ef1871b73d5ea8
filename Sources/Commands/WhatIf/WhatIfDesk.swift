import Agent
import ConsentGate
import EventLog
import Events
import Foundation

/// A call that may be run again, with everything that this takes.
struct WhatIfDesk {
    /// What the record of views calls it, as the document and as the reason.
    static let document = "what-if"

    private let call: CallID
    private let events: [RecordedEvent]
    private let recalled: RecalledCall
    private let playbook: Playbook
    private let pack: DomainPack
    private let facts: PlaybookFacts

    init(_ call: CallID, _ events: [RecordedEvent], playbook folder: URL?) throws {
        (self.call, self.events) = (call, events)
        recalled = try RecalledCall(call, events)
        pack = try Installation.pack(recalled.recording.pack)
        let folder = folder ?? Installation.playbookFolder(of: pack)
        playbook = try Installation.playbook(in: folder)
        facts = try Installation.facts(in: folder)
    }

    /// Refuses a call of which somebody does not agree to work after it.
    static func checkConsent(_ events: [RecordedEvent]) throws {
        let consent = FollowUpConsent(events)
        guard consent.isAsked else {
            throw Failure.failed("whatif refused: this call's policy did not ask for follow_up")
        }
        let objections = consent.objections
        guard objections.isEmpty else {
            let standings = Set(objections.map(\.rawValue)).sorted().joined(separator: ", ")
            throw Failure.failed(
                "whatif refused: found follow_up in force for "
                    + "\(consent.people - objections.count) of \(consent.people) people whose words "
                    + "or screen were captured (else: \(standings)), expected all; choose another call"
            )
        }
    }

    /// Runs the call again into a log that is forgotten afterwards, and compares.
    func run(progress: (Int, Int) -> Void) async throws -> WhatIfResult {
        let workplace = try Workplace.inMemory()
        defer { try? workplace.log.close() }
        let replay = Replay(
            workplace: workplace,
            recording: recalled.recording,
            playbook: playbook,
            pack: pack,
            facts: facts,
            speed: .most,
            onNudge: { _, _ in }
        )
        try await replay.run(as: call, progress: progress)
        let again = try workplace.log.events(in: .call(call))
        try checkHearing(again)
        return WhatIfResult(
            call: call,
            before: recalled.opened,
            now: again.first?.fact(CallOpened.self) ?? recalled.opened,
            comparison: NudgeComparison(
                before: CoachedNudge.all(in: events),
                now: CoachedNudge.all(in: again)
            )
        )
    }

    /// A run that did not hear what the record holds says nothing about the playbook.
    private func checkHearing(_ again: [RecordedEvent]) throws {
        let recorded = events.count { $0.type == .lineTranscribed }
        let heard = again.count { $0.type == .lineTranscribed }
        guard heard == recorded else {
            throw Failure.failed(
                "whatif failed: the new run heard \(heard) lines, expected the \(recorded) recorded; "
                    + "the rules of the gate have changed since, so the runs cannot be compared"
            )
        }
    }
}
