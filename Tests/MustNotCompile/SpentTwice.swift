// expect: 'permit' consumed more than once
import ConsentGate
import Events

func speakTwice(in consent: CallConsent) throws -> [AppendCondition] {
    let permit = try consent.permit(for: LiveTranscription.self)
    return [permit.spend(), permit.spend()]
}
