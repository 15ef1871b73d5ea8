public import Agent
import Events
import NIOSSL
import Sockets

/// Speech-to-text by a streaming service of Deepgram's form, `/v1/listen`: one WebSocket for each person's
/// track, which is one request through the door.
///
/// A stream that breaks is opened anew, with the times of its lines counted on. The last seconds of which there
/// is no final result are sent again; they are kept in memory only, and no longer than the track may be heard.
public struct ListenRecognizer: SpeechRecognizer {
    let destination: Destination
    let host: String
    let client: WebSocketClient
    let headers: [(name: String, value: String)]
    /// What is asked for; all that leaves beside sound and key.
    let target: String
    let time: any Stopwatch & Alarm
    let detector: (@Sendable () throws -> any VoiceDetector)?

    /// A recogniser at a service.
    ///
    /// - Parameters:
    ///   - address: the service's base address.
    ///   - key: nil for a service that takes none.
    ///   - destination: who that is and where, as it was disclosed.
    ///   - certificates: a file of certificates (PEM) that are trusted beside the system's.
    ///   - detector: makes what tells voices from other sound, one for each track, by which a service that
    ///     takes speech and says nothing is noticed sooner; nil for none.
    ///   - time: by which sessions are kept and ended.
    /// - Throws: when the address is none or the file of certificates cannot be read.
    public init(
        at address: ServiceAddress,
        key: Secret?,
        destination: Destination,
        settings: ListenSettings = ListenSettings(),
        trusting certificates: String? = nil,
        detecting detector: (@Sendable () throws -> any VoiceDetector)? = nil,
        by time: any Stopwatch & Alarm
    ) throws {
        let parts = address.url(of: "listen", base: "/v1").split(separator: "?", maxSplits: 1)
        guard let server = WebSocketAddress(String(parts[0])) else {
            throw ServiceAddress.Problem.notAddress
        }
        var client = WebSocketClient(server, limits: ListenLimits.socket)
        if let certificates {
            client.tls.additionalTrustRoots = [
                .certificates(try NIOSSLCertificate.fromPEMFile(certificates))
            ]
        }
        (self.client, self.destination, self.time) = (client, destination, time)
        self.detector = detector
        host = address.host
        headers =
            key.map { key in
                [("Authorization", (settings.isBearer ? "Bearer " : "Token ") + key.value)]
            } ?? []
        let own = parts.dropFirst().map { "&" + $0 }.joined()
        target = "?" + settings.query(sampleRate: Self.rate) + own
    }

    /// Telephone and microphone speech has nothing above 8 kHz that a model needs.
    private static let rate = 16_000

    /// Samples per second that it sends.
    public var sampleRate: Int { Self.rate }

    /// Whether the service is an outside processor.
    public var isOutside: Bool { destination.isOutside }

    /// Hears one track until its sound ends; a service that cannot be asked gives nothing.
    public func recognize(
        _ sound: AsyncStream<SoundChunk>,
        through door: EgressDoor
    ) -> AsyncStream<RecognizedSpeech> {
        let (lines, line) = AsyncStream<RecognizedSpeech>.makeStream(
            bufferingPolicy: .bufferingNewest(ListenLimits.mostUntaken)
        )
        let track = ListenTrack(self, through: door, into: line)
        let work = Task {
            await track.run(sound)
            line.finish()
        }
        line.onTermination = { _ in work.cancel() }
        return lines
    }
}
