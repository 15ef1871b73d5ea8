// expect: cannot convert value of type 'Permit<ScreenFrames>' to expected argument type 'Permit<LiveTranscription>'
import ConsentGate
import Events

func speak(under permit: consuming Permit<LiveTranscription>) -> AppendCondition {
    permit.spend()
}

func speakByLooking(in consent: CallConsent) throws -> AppendCondition {
    speak(under: try consent.permit(for: ScreenFrames.self) as Permit<ScreenFrames>)
}
