import Events
import Projections

/// What the language models did in the calls of an evaluation, and what it may have cost.
struct ModelTally {
    private let prices: Prices
    private var questions = ModelQuestions()
    private var microUSD: Int64 = 0

    init(at prices: Prices) { self.prices = prices }

    /// Counts one call.
    mutating func add(_ events: [RecordedEvent]) {
        var call = LiveCall()
        for event in events {
            call.apply(event)
            questions.add(event)
        }
        microUSD += call.models.microUSD(at: prices)
    }

    /// Tells it beside the other figures.
    func tell(in figures: inout EvaluationFigures) {
        figures.add("model_questions", count: questions.asked)
        figures.add("model_failures", counts: questions.failures)
        figures.add("model_micro_usd", count: Int(microUSD))
    }
}
