import Foundation
import LiveKitAdapter

/// The coach in rooms of a real LiveKit server, many in one process.
///
/// It does what it is told on standard input and answers each order with one line of JSON;
/// `Benchmarks/livekit` has the people, the orders and the beholders.
struct RoomBenchmark {
    /// The orders; the end of the input means `leave`.
    private enum Order {
        /// Joins a room of this name.
        case join(String)
        /// Hands the nudge that the first room's coach gave over so many times more.
        case nudge(Int)
        /// What was held, heard and seen so far.
        case counts
        /// When the newest withdrawal came in, and when sound went to the recogniser last.
        case withdrawal
        /// How long each closing of the gate took, by the log.
        case stops
        case leave

        init(_ line: String) {
            let words = line.split(separator: " ").map(String.init)
            let last = words.last ?? ""
            switch words.first {
            case "join": self = .join(last)
            case "nudge": self = .nudge(Int(last) ?? 1)
            case "counts": self = .counts
            case "withdrawal": self = .withdrawal
            case "stops": self = .stops
            default: self = .leave
            }
        }
    }

    private let place: RoomPlace
    private let watch: CoreWatch?
    private var rooms: [BenchmarkRoom] = []

    /// - Parameters:
    ///   - library: the client core, or `CoreWatch` before it.
    ///   - repository: where the sales pack and its playbook are.
    static func run(library: String, repository: String, hearing: Hearing) async throws {
        var benchmark = RoomBenchmark(
            place: try RoomPlace(library: library, repository: repository, hearing: hearing),
            watch: CoreWatch(library)
        )
        answer(["ready": true])
        for await order in orders {
            if case .leave = order { break }
            answer(try await benchmark.obey(order))
        }
        for room in benchmark.rooms { try await room.leave() }
        answer(["held": benchmark.place.client.heldObjects])
        try benchmark.place.home.log.close()
    }

    private init(place: RoomPlace, watch: CoreWatch?) { (self.place, self.watch) = (place, watch) }

    private mutating func obey(_ order: Order) async throws -> [String: Any] {
        switch order {
        case .join(let name):
            let start = ContinuousClock.now
            rooms.append(try await BenchmarkRoom.join(name, in: place))
            return ["joined_ms": (ContinuousClock.now - start).seconds * 1e3]
        case .nudge(let count): return await nudge(count)
        case .counts: return counts
        case .withdrawal:
            let moments = watch?.moments
            return [
                "withdrawn": moments?.withdrawn ?? 0, "answered": moments?.withdrawal_answered ?? 0,
                "last_sound": rooms.map(\.recognizer.lastSoundNanos).max() ?? 0,
            ]
        case .stops: return ["steps": try rooms.flatMap { try $0.stops() }]
        case .leave: return [:]
        }
    }

    private var counts: [String: Any] {
        [
            "held": place.client.heldObjects,
            "chunks": rooms.reduce(0) { $0 + $1.recognizer.chunks },
            "lines": rooms.reduce(0) { $0 + $1.recognizer.lines },
            "looks": rooms.reduce(0) { $0 + $1.codec.looks / 2 },
            "stills": rooms.reduce(0) { $0 + $1.codec.stills },
        ]
    }

    /// What the channel took for each, and what of it was the core's own.
    private func nudge(_ count: Int) async -> [String: Any] {
        guard let channel = rooms.first?.channel, let nudge = channel.nudge else {
            return ["error": "no nudge yet"]
        }
        var (whole, core): ([Double], [Double]) = ([], [])
        for _ in 0..<count {
            let start = ContinuousClock.now
            guard await channel.deliver(nudge) == .acknowledged else { continue }
            whole.append((ContinuousClock.now - start).seconds * 1e3)
            guard let moments = watch?.moments else { continue }
            core.append(Double(moments.call_answered - moments.call_sent) / 1e6)
        }
        return ["whole_ms": whole, "core_ms": core]
    }

    /// Lines are read on a thread of their own: they are waited for, and no task may wait.
    private static var orders: AsyncStream<Order> {
        AsyncStream { orders in
            Thread.detachNewThread {
                while let line = readLine() { orders.yield(Order(line)) }
                orders.finish()
            }
        }
    }

    private static func answer(_ fields: [String: Any]) {
        let json = try? JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
        FileHandle.standardOutput.write((json ?? Data()) + Data("\n".utf8))
    }
}
