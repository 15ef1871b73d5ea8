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

    /// Where those stand who do not agree: one for each of them, in a fixed order.
    var objections: [Standing] {
        captured.map { consent.people[$0]?.standing(on: .followUp) ?? .unknown }
            .filter { !$0.satisfies }
            .sorted { $0.rawValue < $1.rawValue }
    }

    /// Whether the policy of the call asked for it at all.
    var isAsked: Bool { consent.purposesAsked.contains(.followUp) }
}
