import Foundation
import Synchronization

@testable import ModelAdapters

/// Other people's model servers on loopback, one of each for the process; they end with it.
enum OthersServers {
    /// Where `make test` has put Python's environment.
    static let folder = ProcessInfo.processInfo.environment["ASIDE_TEST_MODELS_VENV"]
    /// Where they listen.
    static let ports = folder.map { _ in
        Result { try JSONDecoder().decode(Ports.self, from: start("servers.py")) }
    }

    /// Their ports, by the names of Tests/Models/servers.py.
    struct Ports: Decodable, Sendable {
        var openai: Int
        var anthropic: Int
        var litellm: Int
    }

    private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Models").standardizedFileURL

    /// Kept open for as long as the process runs: a server ends when its own closes.
    private static let inputs = Mutex<[Pipe]>([])

    /// The port of the model of `benchmarks models`, started anew.
    static func benchmark() throws -> Int? {
        let line = try start("../../Benchmarks/models/server.py")
        return Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines))
    }

    private static func python(_ script: String, _ arguments: [String] = []) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: (folder ?? "") + "/bin/python")
        let file = scripts.appending(path: script).standardizedFileURL
        process.arguments = [file.path] + arguments
        return process
    }

    /// Starts a server, and gives the line in which it says where it is.
    private static func start(_ script: String) throws -> Data {
        let (process, input, output) = (python(script), Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        inputs.withLock { $0.append(input) }
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            line += data
        }
        return line
    }

    /// What a provider's own client makes of a server, as JSON.
    static func client(
        _ name: String,
        at address: String,
        _ more: String...
    ) async throws -> Data {
        let (process, output) = (python("clients.py", [name, address] + more), Pipe())
        process.standardOutput = output
        try process.run()
        let reading = output.fileHandleForReading
        // On a thread of its own: the tasks of our server need those that tasks share.
        return await withCheckedContinuation { wake in
            Thread.detachNewThread { wake.resume(returning: (try? reading.readToEnd()) ?? Data()) }
        }
    }

    /// An answer, as Tests/Models/clients.py tells it.
    struct Heard: Decodable, Hashable, Sendable {
        struct Call: Decodable, Hashable, Sendable {
            var name: String
            var arguments: String
        }

        enum CodingKeys: String, CodingKey {
            case calls, cached
            case tokensIn = "in"
            case tokensOut = "out"
        }

        var calls: [Call]
        var tokensIn: Int
        var tokensOut: Int
        var cached: Int
    }
}
