import AsideTesting
import Foundation

/// The built command while it runs: each event that it prints is known as soon as it comes, and so is its
/// end.
final class RunningAside: Sendable {
    /// The types of the events so far, without `aside.`.
    let events = WatchedList<String>()
    private let exitCodes = WatchedList<Int32>()
    private let process: Process

    /// Starts it; it ends with this value at the latest.
    init(_ aside: Aside, _ arguments: [String], environment: [String: String]) throws {
        let output = Pipe()
        let process = try aside.start(
            arguments + ["--json"],
            environment: environment,
            output: output
        )
        self.process = process
        let (reading, events, exitCodes) = (output.fileHandleForReading, events, exitCodes)
        Thread.detachNewThread {
            Self.read(reading, into: events)
            process.waitUntilExit()
            exitCodes.append([process.terminationStatus])
        }
    }

    deinit { if process.isRunning { signal(SIGKILL) } }

    private static func read(_ handle: FileHandle, into events: WatchedList<String>) {
        var rest = Data()
        while case let data = handle.availableData, !data.isEmpty {
            rest += data
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let event = try? JSONSerialization.jsonObject(with: Data(rest[..<end]))
                rest = Data(rest[rest.index(after: end)...])
                guard let type = (event as? [String: Any])?["type"] as? String else { continue }
                events.append([String(type.dropFirst("aside.".count))])
            }
        }
    }

    /// Sends it a signal.
    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until its log has so many events of a type.
    func logs(_ type: String, _ count: Int = 1) async {
        await events.until { $0.count { $0 == type } >= count }
    }

    /// Whether it has ended.
    var hasEnded: Bool { !exitCodes.all.isEmpty }

    /// Its exit code, once it has ended by itself.
    var exitCode: Int32? { get async { await exitCodes.until { !$0.isEmpty }.first } }
}
