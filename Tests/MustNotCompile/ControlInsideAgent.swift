// Compiles: a content fact appended under the permit that it needs.
@testable import Agent
import ConsentGate
import Events

extension Call {
    func turn(_ fact: TurnCompleted, at time: Timestamp, of person: Pseudonym) throws -> Intent {
        intent(fact, at: time, of: person, under: try consent.permit(for: LiveTranscription.self))
    }
}
