import Events
import Projections

/// What each projection makes of one call, folded from the first of its events.
struct CallProjections {
    /// What the coach saw; no report shows it.
    let live: Folded<LiveCall>
    let ledger: Folded<ConsentLedger>
    let compliance: Folded<ComplianceReport>
    let review: Folded<CallReview>
    let meters: Folded<Meters>

    /// Folds.
    ///
    /// - Parameters:
    ///   - events: the call's, those after it and those of custody that name it, in the order of the log.
    ///   - store: where each stood before, and is to be kept; nil for who only reads.
    init(of call: CallID, from events: [RecordedEvent], comingBy store: ProjectionStore?) throws {
        func folded<View: Projection>(
            _ view: View,
            _ events: [RecordedEvent]
        ) throws -> Folded<View> {
            guard let store else { return Folded(view, folding: events) }
            return try store.fold(view, of: call, from: events)
        }
        let own = events.filter { $0.envelope.stream == .call(call) }
        let withLater = events.filter {
            $0.envelope.stream == .call(call) || $0.envelope.stream == .after(call)
        }
        live = try folded(LiveCall(), own)
        ledger = try folded(ConsentLedger(), own)
        compliance = try folded(ComplianceReport(call: call), events)
        review = try folded(CallReview(), withLater)
        meters = try folded(Meters(), own)
    }
}
