// expect: 'permit' is borrowed and cannot be consumed
import ConsentGate
import Events

func speak(under permit: borrowing Permit<LiveTranscription>) -> AppendCondition {
    permit.spend()
}
