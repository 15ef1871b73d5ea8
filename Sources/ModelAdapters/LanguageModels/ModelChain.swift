public import Agent
import Events

/// Models that are tried in turn, the best first, until one answers; after the last comes the playbook coach.
///
/// It passes over those that the door lets nothing out to, and those that are resting. `model.invoked`
/// names the first; where another answers, the answer names it, and so does `model.completed`.
public struct ModelChain: LanguageModel {
    private let models: [any LanguageModel]
    private let stopwatch: any Stopwatch

    /// A chain; nil without any model.
    ///
    /// - Parameter models: the best first, each with limits of its own: what the first takes, the next lacks.
    public init?(_ models: [any LanguageModel], by stopwatch: any Stopwatch) {
        guard let first = models.first else { return nil }
        (self.models, self.stopwatch) = (models, stopwatch)
        name = first.name
    }

    /// The first's name.
    public let name: String
    /// Those of all of them: each takes its own provider's tools off the prompt.
    public var providers: Set<String> {
        models.reduce(into: []) { $0.formUnion($1.providers) }
    }
    /// Whether all of them are outside.
    public var isOutside: Bool { models.allSatisfy(\.isOutside) }
    /// Those of all of them.
    public var outsideProcessors: Set<String> {
        models.reduce(into: []) { $0.formUnion($1.outsideProcessors) }
    }

    /// Whether any of them looks at the screen.
    public var seesPictures: Bool { models.contains(where: \.seesPictures) }
    /// The most of any of them.
    public var mostAnswerTokens: Int { models.map(\.mostAnswerTokens).max() ?? 0 }
    /// Those of all of them: one that was given up may charge for what it had begun.
    public var mostCharges: Int { models.map(\.mostCharges).reduce(0, +) }

    /// The answer of the first that gives one.
    ///
    /// Its usage holds what models before it had counted when they failed.
    ///
    /// - Throws: what the last one threw; a refusal that holds for all of them, at once.
    public func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        let began = stopwatch.nowMicros
        var last: any Error = ServiceResting()
        var spent: [ModelUsage] = []
        for (place, model) in models.enumerated() {
            let late = stopwatch.nowMicros - began
            do {
                var answer = try await model.answer(prompt, through: door)
                answer.firstTokenMicros += late
                answer.usage = spent.reduce(answer.usage) { $0.adding($1) }
                if place > 0 { answer.model = answer.model ?? model.name }
                return answer
            } catch  where Self.endsAll(error) {
                throw error
            } catch {
                if let usage = (error as? EgressFault)?.usage { spent.append(usage) }
                last = error
            }
        }
        throw last
    }

    /// Whether no other model could do better: only where a model is outside does it matter which one.
    private static func endsAll(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError: true
        case let refusal as EgressRefusal:
            refusal != .notInForce(.sharing) && refusal != .notDisclosed
        default: Task.isCancelled
        }
    }
}

extension ModelUsage {
    /// Both together.
    fileprivate func adding(_ more: ModelUsage) -> ModelUsage {
        ModelUsage(
            tokensIn: tokensIn + more.tokensIn,
            tokensOut: tokensOut + more.tokensOut,
            tokensCached: tokensCached + more.tokensCached,
            tokensVision: tokensVision + more.tokensVision
        )
    }
}
