import Agent
import AsideTesting
import Events
import Foundation
import NIOCore
import NIOWebSocket
import SocketTesting
import Testing

@testable import ModelAdapters

/// A recogniser that hears a test's sound over a socket whose other end a test holds.
final class ListenFixture: Sendable {
    static let destination = Destination(processor: "Test", region: "here", isOutside: true)

    let server: SocketServer
    let time = ManualTime()
    let book: DoorBook
    let heard = WatchedList<RecognizedSpeech>()
    /// One element when the results have ended.
    let ended = WatchedList<Bool>()
    let hearing: Task<Void, Never>
    private let sound = AsyncStream.makeStream(of: SoundChunk.self)

    /// A track that begins to be heard.
    init(
        _ manner: SocketServer.Manner = .open,
        scheme: String = "http",
        isOpen: Bool = true,
        settings: ListenSettings = ListenSettings(),
        detecting detector: (@Sendable () throws -> any VoiceDetector)? = nil
    ) async throws {
        server = try await SocketServer(manner, at: "/v1/listen")
        book = DoorBook(isOpen: isOpen)
        let recognizer = try ListenRecognizer(
            at: ServiceAddress(server.url(scheme), allowingPlain: true),
            key: Secret("key-1"),
            destination: Self.destination,
            settings: settings,
            detecting: detector,
            by: time
        )
        let (heard, ended, book, sound) = (heard, ended, book, sound.stream)
        hearing = Task {
            for await speech in recognizer.recognize(sound, through: book.door) {
                heard.append([speech])
            }
            ended.append([true])
        }
    }

    /// So many milliseconds of somebody's sound.
    func sounds(at micros: Int64, millis: Int = 50, level: Int16 = 100) {
        let samples = [Int16](repeating: level, count: millis * 16)
        sound.continuation.yield(SoundChunk(samples: samples, startMicros: micros))
    }

    /// Sound until a connection is there, and the first that goes over it: what is heard before the request
    /// may leave is not sent.
    func opens(at micros: Int64 = 0) async throws -> SocketPeer {
        sounds(at: micros - 50_000)
        let peer = try #require(await server.nextPeer())
        sounds(at: micros)
        return peer
    }

    func endsSound() { sound.continuation.finish() }

    /// Moves the time once the session's clock is set, step by step.
    func passes(_ micros: Int64) async {
        for _ in 0..<max(1, micros / ListenLimits.tickMicros) {
            await time.alarms(1)
            time.advance(byMicros: ListenLimits.tickMicros)
        }
    }

    /// Moves the time in one step, where nothing is to happen in between.
    func waits(_ micros: Int64) async {
        await time.alarms(1)
        time.advance(byMicros: micros)
    }

    /// The results, when they have ended: time passes until they have.
    func resultsInTime() async -> [RecognizedSpeech] {
        while ended.all.isEmpty {
            time.advance(byMicros: ListenLimits.tickMicros)
            await Task.yield()
        }
        return heard.all
    }

    /// The results, when they have ended.
    func results() async -> [RecognizedSpeech] {
        await ended.until { !$0.isEmpty }
        return heard.all
    }
}

extension SocketPeer {
    /// Says something of the form of `/v1/listen`.
    func says(_ text: String) async throws { try await send(.text, Array(text.utf8)) }

    /// Says what it made of a stretch, in seconds.
    func results(
        _ words: String,
        _ start: Double = 0,
        _ duration: Double = 1,
        final: Bool = true,
        speech: Bool = false
    ) async throws {
        try await says(Self.results(words, start, duration, final: final, speech: speech))
    }

    static func results(
        _ words: String,
        _ start: Double,
        _ duration: Double,
        final: Bool,
        speech: Bool
    ) -> String {
        """
        {"type":"Results","channel_index":[0,1],"duration":\(duration),"start":\(start),\
        "is_final":\(final),"speech_final":\(speech),"channel":{"alternatives":[\
        {"transcript":"\(words)","confidence":0.9,"words":[]}]},"metadata":{}}
        """
    }

    /// Reads frames until a text comes, and gives it.
    func text() async -> String? {
        while let frame = await frame() {
            if frame.opcode == .text { return String(buffer: frame.unmaskedData) }
        }
        return nil
    }

    /// The next sound.
    func sound() async -> [UInt8]? {
        while let frame = await frame() {
            if frame.opcode == .binary { return Array(buffer: frame.unmaskedData) }
        }
        return nil
    }

    /// Ends the session as the protocol does.
    func ends(_ code: UInt16 = 1000, _ reason: String = "") async throws {
        let bytes = [UInt8(code >> 8), UInt8(code & 255)] + Array(reason.utf8)
        try await send(.connectionClose, bytes)
    }
}
