import ArgumentParser
import EventLog
import Events
import Foundation

/// The options that every command takes.
struct HomeOptions: ParsableArguments {
    @Option(help: "Where Aside keeps its data (or ASIDE_HOME; default ./.aside).")
    var home: String?

    @Flag(help: "Print results as JSON.")
    var json = false

    var terminal: Terminal { Terminal(isJSON: json) }

    /// The home that the options and the environment name.
    var place: Home {
        // Set to nothing is not set: else keys would lie in the root of the file system.
        let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
        return Home(
            path: home ?? environment["ASIDE_HOME"] ?? ".aside",
            keys: environment["ASIDE_KEYS"]
        )
    }

    /// Opens the log for reading, does some work and closes it however that ends.
    ///
    /// - Parameter opensContent: as `Home.openReader` says.
    /// - Throws: exit 3 where the newest checkpoint does not hold, or a data key does not open.
    func reading<Value>(
        opensContent: Bool = false,
        _ work: (LogReader) throws -> Value
    ) throws -> Value {
        let reader = try place.openReader(opensContent: opensContent)
        defer { try? reader.close() }
        do {
            return try work(reader)
        } catch let error as SignedNote.Rejection {
            throw unverified(error, by: reader)
        } catch let error as KeyVaultError {
            switch error {
            case .wrongMasterKey, .damagedKey: throw Failure.doesNotVerify(error.description)
            case .storage, .readOnly: throw error
            }
        }
    }

    private func unverified(_ error: SignedNote.Rejection, by reader: LogReader) -> Failure {
        let (log, name) = (place.logFile, place.keysFolder + "/log.vkey")
        let key = (try? reader.verifierKey())?.description ?? "that cannot be read"
        let file = reader.isPinned ? name : "the log itself, for want of \(name)"
        return .doesNotVerify(
            "the newest checkpoint of \(log) does not verify against the key \(key) of \(file): "
                + "\(error); run `aside log verify`, and if \(name) is another log's, put this log's "
                + "own back"
        )
    }

    /// Opens the home for writing, does what is due and then some work, and closes it however that ends.
    ///
    /// - Parameter capture: whose open calls are kept, as `Workplace.open` says.
    func writing<Value>(
        keeping capture: CallOpened.Capture? = nil,
        _ work: (Workplace) async throws -> Value
    ) async throws -> Value {
        let workplace = try await Workplace.open(place, keeping: capture, watchedAt: terminal)
        return try await workplace.closing { try await work(workplace) }
    }

    /// The same for work on a call that the log is to have; where there is no log, none is begun.
    func writing<Value>(
        about call: String,
        _ work: (CallID, Workplace) async throws -> Value
    ) async throws -> Value {
        let id = try CallID.known(call)
        // Without its content: a vault that a crash left half written is mended by whoever writes.
        try place.openReader(opensContent: false).close()
        return try await writing { try await work(id, $0) }
    }
}
