public import Agent
import Events
import Synchronization

/// Speech-to-text by a service of OpenAI's form, `/v1/audio/transcriptions`: each stretch of speech is one
/// upload, which is one request through the door.
///
/// Words come when a stretch is over, and none before; a stretch whose upload fails is lost, and so are
/// those that follow while the service is left alone, but for the last of a track, which is tried once more.
/// Each upload tells of what was lost with it and before it; the door knows what none has told of.
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
        let (patience, untold) = (Patience(), door.untold)
        await withTaskGroup(of: Void.self) { group in
            var (number, underWay, openMicros) = (0, 0, Int64(0))
            var passedOver = PassedOver(untold: untold)
            func upload(_ segment: SpeechSegment) async {
                if underWay == Self.mostUnderWay {
                    await group.next()
                    underWay -= 1
                }
                guard !Task.isCancelled else { return }
                passedOver.end(before: segment)
                let place = number
                (number, underWay) = (number + 1, underWay + 1)
                group.addTask {
                    let found = await transcribe(segment, through: door, patience)
                    lines.give(found, at: place)
                }
            }
            func take(_ segments: [SpeechSegment], leaving open: Int64) async {
                untold.keep(segments.reduce(open - openMicros) { $0 + $1.lengthMicros })
                openMicros = open
                for segment in segments {
                    switch patience.standing(at: errand.transport.time.nowMicros) {
                    case .ready: await upload(segment)
                    case .failing: passedOver.add(segment)
                    case .shut: untold.keep(-segment.lengthMicros)
                    }
                }
            }
            for await chunk in sound {
                let segments = segmenter.hear(chunk)
                await take(segments, leaving: segmenter.openMicros)
            }
            guard !Task.isCancelled else { return }
            await take(segmenter.finish(), leaving: 0)
            if let last = passedOver.newest { await upload(last) }
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
            // What nobody may hear is not lost.
            if error is EgressRefusal { door.untold.keep(-segment.lengthMicros) }
            patience.failed(error, at: errand.transport.time.nowMicros)
            return []
        }
    }
}

/// The stretches of a track that were not sent, its service being left alone after a failure: all but the
/// newest are lost.
private struct PassedOver {
    let untold: UntoldSound
    /// The newest of them.
    private(set) var newest: SpeechSegment?

    mutating func add(_ segment: SpeechSegment) {
        lose()
        newest = segment
    }

    /// A stretch is to be uploaded: there will be no try for any other.
    mutating func end(before segment: SpeechSegment) {
        if newest != segment { lose() }
        newest = nil
    }

    private func lose() {
        if let newest { untold.lose(newest.lengthMicros, wasKept: true) }
    }
}

/// When a track's service may be asked again.
private final class Patience: Sendable {
    /// How it stands with the service.
    enum Standing {
        case ready
        /// It has failed and is left alone.
        case failing
        /// The door let nothing out and is left alone: what is said meanwhile nobody may hear.
        case shut
    }

    private let state = Mutex((backoff: Backoff(), isShut: false))

    func standing(at now: Int64) -> Standing {
        state.withLock { state in
            if state.backoff.isOver(at: now) { return .ready }
            return state.isShut ? .shut : .failing
        }
    }

    func succeeded() { state.withLock { $0.backoff.succeeded() } }

    func failed(_ error: any Error, at now: Int64) {
        state.withLock { state in
            switch error {
            case let fault as EgressFault:
                state.backoff.failed(fault, at: now)
                state.isShut = false
            case is CancellationError: break
            default:
                state.backoff.refused(at: now)
                state.isShut = true
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
