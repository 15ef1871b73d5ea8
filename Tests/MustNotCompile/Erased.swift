// expect: requires that 'Permit<LiveTranscription>' conform to 'Copyable'
import ConsentGate
import Events

func keep<Value>(_ value: Value) -> Value { value }

func erase(in consent: CallConsent) throws {
    _ = keep(try consent.permit(for: LiveTranscription.self) as Permit<LiveTranscription>)
}
