// expect: 'copy' cannot be applied to noncopyable types
import ConsentGate
import Events

func copy(_ permit: consuming Permit<LiveTranscription>) -> AppendCondition {
    let other = copy permit
    return other.spend()
}
