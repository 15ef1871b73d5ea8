import Events

/// How a command ends when it cannot do what was asked, by the exit codes of docs/OPERATIONS.md.
enum Failure: Error, Equatable, CustomStringConvertible {
    /// Exit 1: it failed or was refused.
    case failed(String)
    /// Exit 2: it was asked in a way that makes no sense.
    case usage(String)
    /// Exit 3: something does not verify.
    case doesNotVerify(String)

    /// A worker whose log has stopped; why stands in its log.
    static let workerEnded = Failure.failed(
        "the worker has ended, since its log has stopped; start it again"
    )

    /// The log has no such call.
    static func unknown(_ call: CallID) -> Failure {
        .failed("there is no call \(call) in the log; `aside calls` lists them")
    }

    var description: String {
        switch self {
        case .failed(let text), .usage(let text), .doesNotVerify(let text): text
        }
    }

    var exitCode: Int32 {
        switch self {
        case .failed: 1
        case .usage: 2
        case .doesNotVerify: 3
        }
    }
}
