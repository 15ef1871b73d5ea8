import Agent
import AsideTesting
import Events
import Testing

@testable import ModelAdapters

@Suite("Damaged answers of a speech service", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedSpeechTests {
    private static let messages = [
        #"{"type":"Results","channel_index":[0,1],"duration":1.5,"start":2.25,"is_final":true,"#
            + #""speech_final":true,"channel":{"alternatives":[{"transcript":"too expensive","#
            + #""words":[{"word":"too","start":2.3,"end":2.5},{"word":"x","start":3.1,"end":3.6}]}]}}"#,
        #"{"type":"Results","start":0,"duration":0.5,"is_final":false,"channel":{"alternatives":"#
            + #"[{"transcript":"é 😀","confidence":0.9,"words":[]}]},"from_finalize":true}"#,
        #"{"type":"UtteranceEnd","channel":[0,1],"last_word_end":2.6}"#, #"{"type":"Error"}"#,
    ]
    /// No stream lasts longer, and its first sample is this far into the call.
    private static let longestMicros: Int64 = 2 * 86_400_000_000
    private static let startMicros: Int64 = 5_000_000

    @Test func `of a stream give lines that begin before they end, or nothing`() async throws {
        try await Mutations.each(of: Self.messages) { bytes, random in
            if case .results(let results)? = try? ListenMessage(parsing: bytes) {
                let times = [0, results.startMicros, results.endMicros, Self.longestMicros]
                #expect(times == times.sorted())
                #expect(results.transcript.utf8.count <= ListenResults.longestTranscript)
            }
            for line in Self.lines(of: bytes, &random) {
                let times = [0, line.startMicros, line.endMicros, Self.longestMicros]
                #expect(times == times.sorted())
                #expect(!line.text.isEmpty)
            }
        }
    }

    /// What a session hears in a few messages, damaged or not.
    private static func lines(
        of bytes: [UInt8],
        _ random: inout SeededGenerator
    ) -> [SpokenLine] {
        var session = ListenSession(sampleRate: 16_000)
        let sound = SoundChunk(
            samples: [Int16](repeating: 1, count: 1_600),
            startMicros: startMicros
        )
        var actions = session.hear(sound, at: 0) + session.mayLeave(at: 0)
        actions += session.hear(sound, at: 0) + session.opened(at: 0)
        for _ in 0..<3 {
            let next = Bool.random(using: &random) ? bytes : Array(messages[0].utf8)
            actions += session.received(next, at: 1)
        }
        actions += session.lost(nil, at: 2)
        return actions.compactMap { action in
            guard case .hear(let speech) = action else { return nil }
            switch speech {
            case .partial(let line), .final(let line): return line
            }
        }
    }

    @Test func `of an upload give lines within what was sent, or one fault`() async throws {
        let answers = [
            #"{"language":"en","duration":3.1,"text":"Hello. Bye.","segments":[{"id":0,"start":0.2,"#
                + #""end":1.4,"text":" Hello.","avg_logprob":-0.2,"no_speech_prob":0.01},{"start":2,"#
                + #""end":3,"text":" Bye.","avg_logprob":-1.2,"no_speech_prob":0.9}]}"#,
            #"{"text":"Hello.","usage":{"type":"tokens","input_tokens":14}}"#,
        ]
        let segment = SpeechSegment(
            samples: [Int16](repeating: 0, count: 48_000),
            startMicros: Self.startMicros
        )
        let end = segment.startMicros + segment.lengthMicros
        try await Mutations.each(of: answers) { bytes, _ in
            do {
                let lines = try TranscriptionAnswer.lines(of: bytes, for: segment, from: "host")
                for line in lines {
                    let times = [segment.startMicros, line.startMicros, line.endMicros, end]
                    #expect(times == times.sorted())
                    #expect(!line.text.isEmpty)
                }
            } catch {
                #expect((error as? HTTPFailure)?.fault.outcome == .malformed)
            }
        }
    }
}
