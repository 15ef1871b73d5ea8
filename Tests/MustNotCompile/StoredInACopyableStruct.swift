// expect: stored property 'permit' of 'Copyable'-conforming struct 'Note' has non-Copyable type 'Permit<LiveTranscription>'
import ConsentGate
import Events

struct Note {
    let permit: Permit<LiveTranscription>
}
