import Agent
import Events

/// One person's sound, from the moment it arrives until it is given back.
final class SoundTap: Sendable {
    /// What the core collects before it hands over: few enough wake-ups, and no delay that counts.
    static let chunkMillis: UInt32 = 50
    /// How far a recogniser may fall behind before the oldest sound is lost: ten seconds.
    static let longestBacklog = 200

    private let track: NativeHandle
    private let stream: NativeHandle
    private let core: ClientCore
    private let backlog: SoundBacklog

    /// The sound, for one recogniser; ends when the tap does.
    var sound: AsyncStream<SoundChunk> { backlog.sound }

    /// Begins to hear a track.
    ///
    /// - Parameter callMicros: the time since the call began.
    init(
        _ track: NativeHandle,
        sampleRate: Int,
        through core: ClientCore,
        callMicros: @escaping @Sendable () -> Int64
    ) throws {
        (self.track, self.core) = (track, core)
        backlog = SoundBacklog(longest: Self.longestBacklog, sampleRate: sampleRate)
        var request = CoreNewAudioStreamRequest()
        request.trackHandle = track.id
        (request.sampleRate, request.numChannels) = (UInt32(sampleRate), 1)
        request.frameSizeMs = Self.chunkMillis
        let answer = try core.send(.newAudioStream(request))
        stream = core.handle(answer.newAudioStream.stream.handle)
        core.listen(to: stream.id) { [core, backlog] event in
            guard case .audioStreamEvent(let event) = event.message,
                case .frameReceived(let received) = event.message
            else { return backlog.finish() }
            let samples = core.samples(of: received.frame)
            let length = Int64(samples.count) * 1_000_000 / Int64(sampleRate)
            backlog.add(SoundChunk(samples: samples, startMicros: callMicros() - length))
        }
    }

    /// Tells how much sound gave way to newer, with the other sound of the track that nobody heard.
    func tellLosses(to untold: UntoldSound) { backlog.tell(untold) }

    /// Ends it: when this returns, no more sound is handed on.
    func end() {
        core.forget(stream.id)
        backlog.drop()
        stream.close()
        track.close()
    }

    /// The track has ended by itself: what waits is still handed over.
    func finish() {
        core.forget(stream.id)
        backlog.finish()
        stream.close()
        track.close()
    }
}

extension ClientCore {
    /// Copies the samples of a frame and drops it.
    fileprivate func samples(of frame: CoreOwnedAudioBuffer) -> [Int16] {
        let handle = handle(frame.handle)
        defer { handle.close() }
        let count = Int(frame.info.samplesPerChannel) * Int(frame.info.numChannels)
        let bytes = copy(count * 2, from: frame.info.dataPtr)
        return stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }
}
