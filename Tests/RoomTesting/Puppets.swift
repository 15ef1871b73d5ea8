public import AsideTesting
import Foundation

/// Rooms that a script plays in a process of its own, told by lines of JSON; it ends with this process.
///
/// The lock keeps lines whole.
public final class Puppets: Sendable {
    /// What a script tells, by the names of Tests/LiveKit.
    public struct Sight: Decodable, Sendable {
        /// The room that it is about; nil for what is about none.
        public var room: String?
        /// What kind of thing it is.
        public var saw: String?
        /// Where the rooms' server listens.
        public var port: Int?
        /// Whether tracks were asked for, or given back.
        public var wanted: Bool?
        /// Those tracks.
        public var tracks: [String]?
        /// The method of a remote call.
        public var method: String?
        /// What was sent with a call or an answer.
        public var payload: String?
        /// To whom.
        public var to: [String]?
        /// By whom.
        public var by: String?
        /// The code of an error.
        public var code: Int?
        /// The kind of a packet.
        public var kind: String?
        /// What is wrong.
        public var what: String?
        /// What lets the coach in.
        public var token: String?
        /// What a worker is called, or goes by in a room.
        public var name: String?
        /// Its identity in a room.
        public var identity: String?
        /// What a worker wants to be allowed, by LiveKit's names.
        public var may: [String]?
        /// How a worker or a job stands, by LiveKit's names.
        public var status: String?
        /// When, in milliseconds of a clock that never jumps.
        public var at: Int?
    }

    /// Where the address of the rooms' server is known from.
    public enum ScriptError: Error {
        /// The script ended before it said where it listens.
        case silent
    }

    /// Where `make test` has put Python's environment and LiveKit's core; nil where nobody says.
    public static let environment = ProcessInfo.processInfo.environment["ASIDE_LIVEKIT_VENV"]
    /// LiveKit's own core.
    public static let core = environment.map { $0 + "/liblivekit_ffi.so" }

    /// Everything that the script told so far.
    public let sights = WatchedList<Sight>()
    private let input: FileHandle
    private let lock = NSLock()

    /// Starts a script of Tests/LiveKit in an environment for Python.
    public init(_ script: String, in environment: String) throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: environment + "/bin/python")
        process.arguments = [Self.scripts.appendingPathComponent(script).path]
        (process.standardInput, process.standardOutput) = (input, output)
        self.input = input.fileHandleForWriting
        try process.run()
        let (reading, sights) = (output.fileHandleForReading, sights)
        Thread.detachNewThread { Self.read(reading, into: sights) }
    }

    private static let scripts = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("LiveKit")

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
    public func url() async throws -> String {
        let sights = await sights.until { !$0.isEmpty }
        guard let port = sights.first?.port else { throw ScriptError.silent }
        return "ws://127.0.0.1:\(port)"
    }

    /// Tells the script something.
    public func tell(_ fields: [String: Any]) throws {
        let line = try JSONSerialization.data(withJSONObject: fields) + Data("\n".utf8)
        try lock.withLock { try input.write(contentsOf: line) }
    }
}
