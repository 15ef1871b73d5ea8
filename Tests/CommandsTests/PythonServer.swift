import Foundation
import Testing

/// A server on this machine, written in Python, that says on one line at which ports it listens.
struct PythonServer {
    /// Python 3; nil where it is not installed.
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Where it listens; one port at least.
    let ports: [Int]
    private let process: Process

    init(_ script: String, _ arguments: String...) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.python))
        process.arguments = ["-c", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // A pipe gives what there is, be it half a line.
        var line = ""
        while !line.hasSuffix("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            line += String(decoding: piece, as: UTF8.self)
        }
        ports = line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(!ports.isEmpty, "the server did not start")
    }

    /// Ends it.
    func stop() { kill(process.processIdentifier, SIGKILL) }
}
