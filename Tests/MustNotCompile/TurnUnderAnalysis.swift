// expect: cannot convert value of type 'Permit<AIAnalysis>' to expected argument type 'Permit<TurnCompleted.Needs>' (aka 'Permit<LiveTranscription>')
@testable import Agent
import ConsentGate
import Events

extension Call {
    func turn(_ fact: TurnCompleted, at time: Timestamp, of person: Pseudonym) throws -> Intent {
        let permit: Permit<AIAnalysis> = try consent.permit(for: AIAnalysis.self)
        return intent(fact, at: time, of: person, under: permit)
    }
}
