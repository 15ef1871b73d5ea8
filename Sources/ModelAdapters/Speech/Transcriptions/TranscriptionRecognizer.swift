public import Agent
import Events
import Synchronization

/// Speech-to-text by a service of OpenAI's form, `/v1/audio/transcriptions`: each stretch of speech is one
/// upload, which is one request through the door.
///
/// Words come when a stretch is over, and none before; a stretch whose upload fails is lost.
public struct TranscriptionRecognizer: SpeechRecognizer {
    /// How many stretches of a track may be under way: the next is often spoken before the last is answered.
    static let mostUnderWay = 2
    /// An answer that comes later than this is about what nobody talks about any more.
    static let limits = TimeLimits(
        firstByteMicros: 10_000_000,
        idleMicros: 5_000_000,
        wholeMicros: 12_000_000
    )

    private let address: ServiceAddress
    private let key: Secret?
    private let settings: TranscriptionSettings
    private let errand: Errand
    private let detector: @Sendable () throws -> any VoiceDetector

    /// A recogniser at a service.
    ///
    /// - Parameters:
    ///   - key: nil for a service that takes none.
    ///   - destination: who that is and where, as it was disclosed.
    ///   - detector: makes what tells voices from other sound, one for each track.
    public init(
        at address: ServiceAddress,
        key: Secret?,
        destination: Destination,
        settings: TranscriptionSettings,
        over transport: HTTPTransport,
        detecting detector: @escaping @Sendable () throws -> any VoiceDetector
    ) {
        (self.address, self.key, self.settings) = (address, key, settings)
        self.detector = detector
        errand = Errand(
            transport: transport,
            destination: destination,
            service: .speech,
            limits: Self.limits
        )
    }

    /// Samples per second that it takes.
    public var sampleRate: Int { VoiceFrame.sampleRate }

    /// Whether the service is an outside processor.
    public var isOutside: Bool { errand.destination.isOutside }

    /// Hears one track until its sound ends; a service that cannot be asked gives nothing.
    public func recognize(
        _ sound: AsyncStream<SoundChunk>,
        through door: EgressDoor
    ) -> AsyncStream<RecognizedSpeech> {
        let (lines, line) = AsyncStream<RecognizedSpeech>.makeStream()
        let work = Task {
            await hear(sound, through: door, into: OrderedLines(line))
            line.finish()
        }
        line.onTermination = { _ in work.cancel() }
        return lines
    }

    private func hear(
        _ sound: AsyncStream<SoundChunk>,
        through door: EgressDoor,
        into lines: OrderedLines
    ) async {
        // Without a detector nothing is heard: to upload everything is not what was asked for.
        guard let detector = try? detector() else { return }
        var segmenter = SpeechSegmenter(detector)
        let patience = Patience()
        await withTaskGroup(of: Void.self) { group in
            var (number, underWay) = (0, 0)
            func send(_ segments: [SpeechSegment]) async {
                for segment in segments where patience.allows(at: errand.transport.time.nowMicros) {
                    if underWay == Self.mostUnderWay {
                        await group.next()
                        underWay -= 1
                    }
                    let place = number
                    (number, underWay) = (number + 1, underWay + 1)
                    group.addTask {
                        lines.give(await transcribe(segment, through: door, patience), at: place)
                    }
                }
            }
            for await chunk in sound { await send(segmenter.hear(chunk)) }
            guard !Task.isCancelled else { return }
            await send(segmenter.finish())
        }
    }

    /// Has one stretch made words of.
    func ask(
        about segment: SpeechSegment,
        through door: EgressDoor
    ) async throws -> [SpokenLine] {
        let request = TranscriptionRequest.request(
            TranscriptionRequest.body(settings, segment),
            to: address,
            key: key,
            soundMicros: segment.lengthMicros
        )
        return try await errand.send(request, through: door) { [host = address.host] in
            try TranscriptionAnswer.lines(of: try await $0.whole(), for: segment, from: host)
        }
    }

    private func transcribe(
        _ segment: SpeechSegment,
        through door: EgressDoor,
        _ patience: Patience
    ) async -> [SpokenLine] {
        do {
            let lines = try await ask(about: segment, through: door)
            patience.succeeded()
            return lines
        } catch {
            patience.failed(error, at: errand.transport.time.nowMicros)
            return []
        }
    }
}

/// When a track's service may be asked again.
private final class Patience: Sendable {
    private let backoff = Mutex(Backoff())

    func allows(at now: Int64) -> Bool { backoff.withLock { $0.isOver(at: now) } }

    func succeeded() { backoff.withLock { $0.succeeded() } }

    func failed(_ error: any Error, at now: Int64) {
        backoff.withLock { backoff in
            switch error {
            case let fault as EgressFault: backoff.failed(fault.outcome, at: now)
            case is CancellationError: break
            default: backoff.refused(at: now)
            }
        }
    }
}

/// Hands lines on in the order in which they were spoken, however they come.
private final class OrderedLines: Sendable {
    private let line: AsyncStream<RecognizedSpeech>.Continuation
    private let state = Mutex<(next: Int, early: [Int: [SpokenLine]])>((0, [:]))

    init(_ line: AsyncStream<RecognizedSpeech>.Continuation) { self.line = line }

    func give(_ lines: [SpokenLine], at place: Int) {
        state.withLock { state in
            state.early[place] = lines
            while let ready = state.early.removeValue(forKey: state.next) {
                state.next += 1
                for spoken in ready { line.yield(.final(spoken)) }
            }
        }
    }
}
