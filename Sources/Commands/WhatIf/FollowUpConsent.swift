import ConsentGate
import Events

/// Whether work after a call may use what was captured in it (docs/CONSENT.md, `follow_up`).
///
/// After a call the purposes in force are those that the policy asked for and that everyone whose
/// words or screen were captured agrees to, whether they stayed to the end or not. A pure fold of the
/// fields in the clear.
struct FollowUpConsent {
    private var consent = CallConsent()
    private var captured: Set<Pseudonym> = []

    init(_ events: [RecordedEvent]) {
        for event in events {
            consent.evolve(event.envelope)
            guard Self.captures(event.type), let subject = event.envelope.subject else { continue }
            captured.insert(subject)
        }
    }

    private static func captures(_ type: EventType) -> Bool {
        type == .lineTranscribed || type == .frameSampled
    }

    /// How many people something was captured of.
    var people: Int { captured.count }

    /// Where those stand who do not agree to work after the call: one for each, in a fixed order.
    var objections: [Standing] { standings(on: .followUp).filter { !$0.satisfies } }

    /// Where those stand who did not let an outside processor read the call, or no longer do.
    ///
    /// What was agreed to for the call and only ended with it counts: `follow_up` is what carries the
    /// work over the end, and `sharing` says who may do it.
    var objectionsToSharing: [Standing] {
        standings(on: .sharing).filter { !$0.satisfies && $0 != .expired }
    }

    private func standings(on purpose: Purpose) -> [Standing] {
        captured.map { consent.people[$0]?.standing(on: purpose) ?? .unknown }
            .sorted { $0.rawValue < $1.rawValue }
    }

    /// Whether the policy of the call asked for it at all.
    var isAsked: Bool { consent.purposesAsked.contains(.followUp) }
}
