// expect: cannot be consumed when captured by an escaping closure
import ConsentGate
import Events

func later(in consent: CallConsent) throws -> Task<AppendCondition, Never> {
    let permit = try consent.permit(for: LiveTranscription.self)
    return Task { permit.spend() }
}
