// expect: missing argument for parameter 'under' in call
@testable import Agent
import ConsentGate
import Events

extension Call {
    func hearAnyway(_ fact: LineTranscribed, at time: Timestamp, of person: Pseudonym) -> Intent {
        intent(fact, at: time, of: person)
    }
}
