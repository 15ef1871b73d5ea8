// expect: requires that 'NudgeFeedback' conform to 'ContentFact'
@testable import Agent
import ConsentGate
import Events

extension Call {
    func note(_ fact: NudgeFeedback, at time: Timestamp, of person: Pseudonym) throws -> Intent {
        let permit: Permit<AIAnalysis> = try consent.permit(for: AIAnalysis.self)
        return intent(fact, at: time, of: person, under: permit)
    }
}
