import Dispatch
import Foundation

/// Turns the signals that ask a process to end into a request to its work.
enum StopSignals {
    /// Does work during which SIGINT and SIGTERM call `stop` instead of ending the process.
    static func heeding<Result: Sendable>(
        _ stop: @escaping @Sendable () async -> Void,
        during work: () async throws -> Result
    ) async throws -> Result {
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { Task { await stop() } }
            source.activate()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return try await work()
    }
}
