import Agent
import Events

/// How a recording's voices are heard in its call: each by a session of its own, while it may be.
struct Hearing {
    /// How long after its end a line is known at the earliest: the pause by which a recogniser knows that it
    /// has ended.
    ///
    /// A recording that is played faster than it was spoken lets a service's answers come late; in the call
    /// they have their place here.
    static let knownAfterMicros: Int64 = 500_000

    let call: Call
    let sound: SoundRecording
    let startedAt: Timestamp
    /// Whether what a line sets going is over before the next one.
    let waitsForEffects: Bool
    /// How far it has been heard.
    private(set) var micros: Int64 = 0
    private var sessions: [String: HeardVoice] = [:]
    private var newest: Int64 = 0

    init(call: Call, sound: SoundRecording, startedAt: Timestamp, waitsForEffects: Bool) {
        (self.call, self.sound, self.startedAt) = (call, sound, startedAt)
        self.waitsForEffects = waitsForEffects
    }

    /// Hears the next stretch, a row of samples for each voice.
    mutating func hear(_ rows: [[Int16]]) async throws {
        let began = micros
        micros += SoundRecording.stretchMicros
        for (place, voice) in sound.voices.enumerated() {
            guard await call.mayHear else {
                await sessions.removeValue(forKey: voice)?.drop()
                continue
            }
            let session = await session(of: voice)
            let said = await session.hear(SoundChunk(samples: rows[place], startMicros: began))
            for speech in said { try await take(speech, of: voice) }
        }
    }

    /// The recording is over.
    mutating func finish() async throws {
        for voice in sound.voices {
            guard let session = sessions.removeValue(forKey: voice) else { continue }
            guard await call.mayHear else {
                await session.drop()
                continue
            }
            for speech in await session.finish() { try await take(speech, of: voice) }
        }
    }

    private mutating func session(of voice: String) async -> HeardVoice {
        if let session = sessions[voice] { return session }
        let session = HeardVoice(sound.recognizer, through: await call.soundDoor(of: voice))
        sessions[voice] = session
        return session
    }

    private mutating func take(_ speech: RecognizedSpeech, of voice: String) async throws {
        switch speech {
        case .partial(let line):
            try await call.observe(
                Observation(at: time(of: line), .partial(identity: voice, line))
            )
        case .final(let line):
            try await call.observe(Observation(at: time(of: line), .line(identity: voice, line)))
            if waitsForEffects { await call.settle() }
        }
    }

    /// When a line is known: never before one that was known already, nor after what has been played.
    private mutating func time(of line: SpokenLine) -> Timestamp {
        newest = max(newest, min(micros, line.endMicros + Self.knownAfterMicros))
        return startedAt.advanced(byMicros: newest)
    }
}
