import AsideTesting
import Foundation

/// A script of Tests/Speech, in the environment that ASIDE_TEST_SPEECH_VENV names.
final class ForeignProcess: Sendable {
    /// The environment's folder; nil where it was not made.
    static let environment = ProcessInfo.processInfo.environment["ASIDE_TEST_SPEECH_VENV"]
    static let comment = "ASIDE_TEST_SPEECH_VENV names no environment; `make test` makes it"

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Speech")

    /// What it printed, line by line, and an empty line at its end.
    let lines = WatchedList<String>()
    private let process = Process()
    private let input = Pipe()

    init(_ script: String, _ arguments: String...) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: (Self.environment ?? "") + "/bin/python")
        process.arguments = [Self.folder.appending(path: script).path] + arguments
        process.standardOutput = output
        // A server ends with its input, however this process ends.
        process.standardInput = input
        try process.run()
        let (reading, lines) = (output.fileHandleForReading, lines)
        Thread.detachNewThread {
            var rest = Data()
            while case let data = reading.availableData, !data.isEmpty {
                rest += data
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    lines.append([String(decoding: rest[..<end], as: UTF8.self)])
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            lines.append([""])
        }
    }

    deinit { process.terminate() }

    /// The port that a server says first.
    func port() async throws -> Int {
        struct Place: Decodable { var port: Int }
        let line = await lines.until { !$0.isEmpty }.first ?? ""
        return try JSONDecoder().decode(Place.self, from: Data(line.utf8)).port
    }

    /// All that it printed, when it has ended.
    func all() async -> [String] {
        await lines.until { $0.last == "" }.dropLast()
    }
}
