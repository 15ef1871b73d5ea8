// expect: 'permit' consumed more than once
import ConsentGate
import Events

func copy(in consent: CallConsent) throws -> [AppendCondition] {
    let permit = try consent.permit(for: LiveTranscription.self)
    let first = permit
    let second = permit
    return [first.spend(), second.spend()]
}
