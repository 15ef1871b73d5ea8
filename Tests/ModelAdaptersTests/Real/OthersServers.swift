import Foundation

@testable import ModelAdapters

/// Other people's model servers on loopback, one of each for the process; they end with it.
enum OthersServers {
    /// Where `make test` has put Python's environment.
    static let folder = ProcessInfo.processInfo.environment["ASIDE_TEST_MODELS_VENV"]
    /// Where they listen.
    static let ports = folder.map { folder in Result { try start(with: folder + "/bin/python") } }

    /// Their ports, by the names of Tests/Models/servers.py.
    struct Ports: Decodable, Sendable {
        var openai: Int
        var anthropic: Int
        var litellm: Int
    }

    private static let scripts = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Models").standardizedFileURL

    /// Kept open for as long as the process runs: the servers end when it closes.
    private static let input = Pipe()

    private static func start(with python: String) throws -> Ports {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: python)
        process.arguments = [scripts.appending(path: "servers.py").path]
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { break }
            line += data
        }
        return try JSONDecoder().decode(Ports.self, from: line)
    }

    /// What a provider's own client makes of a server.
    static func client(_ name: String, at address: String, _ folder: String) async throws -> Heard {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: folder + "/bin/python")
        process.arguments = [scripts.appending(path: "clients.py").path, name, address]
        process.standardOutput = output
        try process.run()
        let reading = output.fileHandleForReading
        // On a thread of its own: the tasks of our server need those that tasks share.
        let data = await withCheckedContinuation { wake in
            Thread.detachNewThread { wake.resume(returning: (try? reading.readToEnd()) ?? Data()) }
        }
        return try JSONDecoder().decode(Heard.self, from: data)
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
