import Agent
import ConsentGate
import Events
import LiveKitAdapter
import Pictures
import Synchronization

/// One room with the coach in it.
final class BenchmarkRoom: Sendable {
    /// As long a pause as the Python worker makes between two pictures.
    private static let pictureMicros: Int64 = 1_000_000

    let recognizer: CountingRecognizer
    let codec: CountingCodec
    let channel: CaughtChannel
    private let id: CallID
    private let home: BenchmarkLog
    private let call: RoomCall
    private let running: Task<RoomDeparture, any Error>

    /// Joins a room whose rep is `rep`.
    static func join(_ name: String, in place: RoomPlace) async throws -> BenchmarkRoom {
        let id = place.home.ids.callID()
        let recognizer = CountingRecognizer(before: place.recognizer)
        let codec = CountingCodec()
        let caught = Mutex<CaughtChannel?>(nil)
        let call = try await RoomCall.join(
            place.url,
            .minted(place.credentials, room: name),
            as: "aside-coach",
            through: place.client,
            metadata: CallMetadata(rep: "rep"),
            setup: setup(id, in: place),
            recognizer: recognizer,
            clock: WallTime(),
            alarm: Monotonic()
        ) { channel, notices, tracks in
            let channel = CaughtChannel(before: channel)
            caught.withLock { $0 = channel }
            return CallPorts(
                journal: WatchedJournal(place.home.log),
                privateChannel: channel,
                noticeChannel: notices,
                tracks: tracks,
                pictures: codec,
                stopwatch: Monotonic(),
                alarm: Monotonic(),
                ids: place.home.ids
            )
        }
        guard let channel = caught.withLock({ $0 }) else {
            preconditionFailure("joining makes a channel")
        }
        return BenchmarkRoom(id, place.home, call, recognizer, codec, channel)
    }

    private init(
        _ id: CallID,
        _ home: BenchmarkLog,
        _ call: RoomCall,
        _ recognizer: CountingRecognizer,
        _ codec: CountingCodec,
        _ channel: CaughtChannel
    ) {
        (self.id, self.home, self.call) = (id, home, call)
        (self.recognizer, self.codec, self.channel) = (recognizer, codec, channel)
        running = Task { try await call.run() }
    }

    private static func setup(_ id: CallID, in place: RoomPlace) -> CallSetup {
        var setup = CallSetup(
            id: id,
            capture: .live,
            startedAt: WallTime().now,
            rep: "rep",
            room: "benchmark",
            inputDigest: "not-applicable",
            pack: place.pack,
            playbook: place.playbook,
            noticeChannelName: "web",
            jurisdictions: .success(place.jurisdictions),
            build: "benchmark"
        )
        setup.sampling.intervalMicros = pictureMicros
        setup.sampling.budget = .max
        return setup
    }

    /// Leaves, and waits until the call is sealed.
    func leave() async throws {
        await call.leave()
        _ = try await running.value
    }

    /// The latencies of the steps of each closing of the gate, in microseconds.
    func stops() throws -> [[String: Int64]] {
        try home.log.events(in: .call(id)).compactMap { $0.fact(CaptureStopped.self) }.map { stop in
            Dictionary(
                stop.steps.map { ($0.step.rawValue, $0.latencyMicros) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }
}
