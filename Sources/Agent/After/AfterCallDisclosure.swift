import ConsentGate
public import Events
import Projections

/// Of which companies outside those were told of whom a call has words or pictures.
///
/// What the compliance report would find afterwards is not done: work after a call asks no company of which
/// one of them was not told in what they agreed to. Where it cannot be shown any more, they were not.
public struct AfterCallDisclosure: Sendable {
    private let ledger: ConsentLedger
    private let captured: Set<Pseudonym>

    /// What was told in one call.
    ///
    /// - Parameter events: the call's whole stream, opened as far as it can be.
    public init(recorded events: [RecordedEvent]) {
        var (consent, ledger) = (CallConsent(), ConsentLedger())
        for event in events {
            consent.evolve(event.envelope)
            ledger.apply(event)
        }
        (captured, self.ledger) = (consent.captured, ledger)
    }

    /// How many of them cannot be shown to have been told that a company gets data.
    ///
    /// - Parameters:
    ///   - processor: the company's name, as the operator states it.
    ///   - purpose: what it gets them for; nil for anything.
    public func countNotTold(of processor: String, for purpose: Purpose? = nil) -> Int {
        captured.count { ledger.telling($0, of: processor, for: purpose) != .told }
    }
}
