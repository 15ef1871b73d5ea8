import AsideTesting
import Foundation

@testable import LiveKitAdapter

/// Rooms that a script plays in a process of its own, told by lines of JSON; it ends with this process.
///
/// The lock keeps lines whole.
final class Puppets: Sendable {
    /// What a script tells, by the names of Tests/LiveKit/stand_in.py.
    struct Sight: Decodable, Sendable {
        var room: String?
        var saw: String?
        var port: Int?
        var wanted: Bool?
        var tracks: [String]?
        var method: String?
        var payload: String?
        var to: [String]?
        var by: String?
        var code: Int?
        var kind: String?
        var what: String?
        var token: String?
    }

    /// Where the address of the rooms' server is known from.
    enum ScriptError: Error {
        /// The script ended before it said where it listens.
        case silent
    }

    /// Everything that the script told so far.
    let sights = WatchedList<Sight>()
    private let input: FileHandle
    private let lock = NSLock()

    /// Starts a script of Tests/LiveKit.
    init(_ script: String, with python: String) throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [TestFolders.liveKit.appendingPathComponent(script).path]
        (process.standardInput, process.standardOutput) = (input, output)
        self.input = input.fileHandleForWriting
        try process.run()
        let (reading, sights) = (output.fileHandleForReading, sights)
        Thread.detachNewThread { Self.read(reading, into: sights) }
    }

    private static func read(_ handle: FileHandle, into sights: WatchedList<Sight>) {
        var rest = Data()
        while case let data = handle.availableData, !data.isEmpty {
            rest += data
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = rest[..<end]
                rest = Data(rest[rest.index(after: end)...])
                guard let sight = try? JSONDecoder().decode(Sight.self, from: line) else {
                    continue
                }
                sights.append([sight])
            }
        }
        sights.append([Sight(saw: "end")])
    }

    /// The address of its server.
    func url() async throws -> String {
        let sights = await sights.until { !$0.isEmpty }
        guard let port = sights.first?.port else { throw ScriptError.silent }
        return "ws://127.0.0.1:\(port)"
    }

    /// Tells the script something.
    func tell(_ fields: [String: Any]) throws {
        let line = try JSONSerialization.data(withJSONObject: fields) + Data("\n".utf8)
        try lock.withLock { try input.write(contentsOf: line) }
    }
}

/// Everybody else in a room: played by a script, or by a recording.
protocol Others: Sendable {
    /// Lets them do something; room.py has the acts.
    func act(_ act: String, _ fields: [String: Any]) throws
}

extension Others {
    /// Lets somebody publish a track.
    func publish(_ identity: String, _ source: String) throws {
        try act("publish", ["by": identity, "source": source])
    }

    /// Somebody's client calls a method of the coach.
    func call(_ method: String, by identity: String, _ payload: String) throws {
        try act("call", ["by": identity, "method": method, "payload": payload])
    }
}

/// A room of a script.
struct PuppetRoom: Others {
    let puppets: Puppets
    let name: String

    /// What lets the coach in.
    var token: String { sights.compactMap(\.token).first ?? name }

    /// Opens a room; `how` is how the server answers whoever comes.
    init(_ puppets: Puppets, how answer: String = "welcome") async throws {
        (self.puppets, name) = (puppets, "room-" + UUID().uuidString)
        try act("open", ["answer": answer])
        await until { $0.contains { $0.saw == "opened" } }
    }

    func act(_ act: String, _ fields: [String: Any]) throws {
        let names: [String: Any] = ["room": name, "do": act]
        try puppets.tell(fields.merging(names) { _, name in name })
    }

    /// What was seen in it.
    var sights: [Puppets.Sight] { puppets.sights.all.filter { $0.room == name } }

    /// Waits until what was seen in it is so; also until the script is at its end.
    @discardableResult
    func until(
        _ holds: @escaping @Sendable ([Puppets.Sight]) -> Bool
    ) async -> [Puppets.Sight] {
        await puppets.sights.until { [name] all in
            holds(all.filter { $0.room == name }) || all.last?.saw == "end"
        }
        .filter { $0.room == name }
    }
}

/// Where the tests' own files lie.
enum TestFolders {
    /// The scripts.
    static let liveKit = tests.appendingPathComponent("LiveKit")
    /// The recorded exchanges.
    static let recordings = tests.appendingPathComponent("LiveKitAdapterTests/Recordings")

    private static let tests = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
