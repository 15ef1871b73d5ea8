// Compiles: what production does. If this fails, the others prove nothing.
import ConsentGate
import Events

func speak(in consent: CallConsent) throws -> AppendCondition {
    let permit = try consent.permit(for: LiveTranscription.self)
    return permit.spend()
}

func look(under permit: consuming Permit<ScreenFrames>) -> AppendCondition {
    permit.spend()
}

func lookOnce(in consent: CallConsent) throws -> AppendCondition {
    look(under: try consent.permit(for: ScreenFrames.self))
}
