import Events
import Projections

/// What the language models did in the calls of an evaluation, and what it may have cost.
struct ModelTally {
    private let prices: Prices
    private var questions = 0
    /// Questions without an answer that could be used, by reason: the playbook coach went on in their place.
    private var failures: [String: Int] = [:]
    private var microUSD: Int64 = 0

    init(at prices: Prices) { self.prices = prices }

    /// Counts one call.
    mutating func add(_ events: [RecordedEvent]) {
        var call = LiveCall()
        for event in events {
            call.apply(event)
            if event.type == .modelInvoked { questions += 1 }
            guard let failed = event.fact(ModelFailed.self) else { continue }
            failures[failed.reason.rawValue, default: 0] += 1
        }
        microUSD += call.models.microUSD(at: prices)
    }

    /// Tells it beside the other figures.
    func tell(in figures: inout EvaluationFigures) {
        figures.add("model_questions", count: questions)
        figures.add("model_failures", counts: failures)
        figures.add("model_micro_usd", count: Int(microUSD))
    }
}
