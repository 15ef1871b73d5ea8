import Agent
import Events
import Foundation
import Sounds

/// Reads what a recording of sound says without hearing it: how long it is, and whose channels it has.
///
/// Like a transcript it carries no consent.
struct SoundParser {
    private let path: String
    private let options: RecordingFile.Options

    init(path: String, _ options: RecordingFile.Options) {
        (self.path, self.options) = (path, options)
    }

    /// The call that the recording is.
    func parse() throws -> RecordedCall {
        guard let voices = options.channels else {
            throw Failure.usage(
                "a recording of sound needs --channels NAME,NAME: who is heard on each, in order"
            )
        }
        guard Set(voices).count == voices.count, !voices.contains("") else {
            throw Failure.usage("--channels takes a name for each channel, each once")
        }
        let rep = options.rep ?? (voices.contains("rep") ? "rep" : nil)
        guard rep.map(voices.contains) ?? (options.assertion == nil) else {
            throw Failure.usage("--rep names one of --channels, the voice to coach")
        }
        let recognizer = try options.recognizer ?? KeywordRecognizer(SpeechModel())
        let sound = SoundRecording(path: path, voices: voices, recognizer: recognizer)
        let lengthMicros: Int64
        do throws(SoundError) { lengthMicros = try sound.open().lengthMicros } catch {
            throw Failure.failed("\(path): \(error)")
        }
        return RecordedCall(
            id: nil,
            startedAt: nil,
            rep: rep ?? "not named",
            account: nil,
            pack: "sales",
            capture: .import,
            moments: voices.flatMap { arrival(of: $0, rep: rep) },
            sound: sound,
            endMicros: lengthMicros,
            digest: try FileDigest.hex(of: URL(fileURLWithPath: path)),
            fileName: URL(fileURLWithPath: path).lastPathComponent
        )
    }

    private func arrival(of voice: String, rep: String?) -> [RecordedCall.Moment] {
        let arrival = Arrival(
            identity: voice,
            role: voice == rep ? .rep : .prospect,
            name: voice,
            regionEvidence: "not-applicable",
            assurance: "channel of the recording",
            assertion: options.assertion
        )
        let track = Observation.What.track(identity: voice, .microphone, isPublished: true)
        return [Observation.What.joined(arrival), track].map {
            RecordedCall.Moment(micros: 0, what: .observation($0))
        }
    }
}
