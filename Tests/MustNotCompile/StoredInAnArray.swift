// expect: type 'Permit<LiveTranscription>' does not conform to protocol 'Copyable'
import ConsentGate
import Events

func hoard(in consent: CallConsent) throws -> [Permit<LiveTranscription>] {
    [try consent.permit(for: LiveTranscription.self)]
}
