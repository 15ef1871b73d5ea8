// expect: cannot be consumed when captured by an escaping closure
import ConsentGate
import Events

func later(in consent: CallConsent) throws -> () -> AppendCondition {
    let permit = try consent.permit(for: LiveTranscription.self)
    return { permit.spend() }
}
