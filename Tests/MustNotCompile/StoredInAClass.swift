// expect: cannot consume noncopyable stored property 'self.permit' of a class
import ConsentGate
import Events

final class Drawer {
    let permit: Permit<LiveTranscription>

    init(_ permit: consuming Permit<LiveTranscription>) {
        self.permit = permit
    }

    func speak() -> AppendCondition {
        permit.spend()
    }
}
