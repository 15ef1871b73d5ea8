import EventLog
import Events
import LiveKitAdapter
import Logging

/// What `aside serve` tells whoever runs it: a line for each thing, on standard error, with its time and
/// how much it matters.
///
/// A line is fixed words, and values under the keys of a closed list: the worker's name, a call's id, how a
/// call ended, and what was found in the words of an error, which hold no content.
struct WorkerLog: Sendable {
    private enum Key: String {
        case agent, call, departure, finding
    }

    private let logger: Logger

    /// - Parameter makeHandler: what writes the lines down.
    init(_ makeHandler: (String) -> any LogHandler = { StreamLogHandler.standardError(label: $0) })
    {
        logger = Logger(label: "aside.serve", factory: makeHandler)
    }

    private func tell(
        _ level: Logger.Level,
        _ message: StaticString,
        _ values: KeyValuePairs<Key, String> = [:]
    ) {
        let metadata = values.map { ($0.key.rawValue, Logger.MetadataValue.string($0.value)) }
        logger.log(
            level: level,
            Logger.Message(stringLiteral: message.description),
            metadata: Dictionary(uniqueKeysWithValues: metadata)
        )
    }
}

// MARK: - The worker

extension WorkerLog {
    /// Something of the settings or of the machine that calls will miss.
    func remark(_ finding: String) { tell(.notice, "to be known", [.finding: finding]) }

    /// The worker's standing with the deployment has changed.
    func tell(_ news: WorkerNews, of agent: String) {
        switch news {
        case .registered(isAgain: false): tell(.info, "working; Ctrl-C drains", [.agent: agent])
        case .registered(isAgain: true): tell(.info, "registered again", [.agent: agent])
        case .lost(let error):
            tell(
                .warning,
                "not registered any more; calls go on, and registering is tried again",
                [.agent: agent, .finding: error.finding]
            )
        }
    }

    /// A call that the deployment has offered is not taken, for what its metadata say.
    func declined(_ error: MetadataError) {
        tell(.warning, "a call that was offered is declined", [.finding: error.description])
    }

    /// The worker has ended as it was asked to.
    func drained() { tell(.info, "drained; every call is closed") }

    /// The signed log takes nothing more, so the worker leaves every room and ends.
    func stopped(_ why: AppendError.Stop) {
        tell(.critical, "every room is left, and the worker ends", [.finding: why.description])
    }

    /// What is due for deletion was not deleted.
    func deletionFailed(_ fault: CallFault) {
        tell(
            .error,
            "deleting what is due failed, and is tried again in an hour",
            [.finding: fault.words]
        )
    }
}

// MARK: - Calls

extension WorkerLog {
    /// The coach is in the room.
    func joined(_ call: CallID) { tell(.info, "joined", [.call: call.text]) }

    /// The job was ended before the coach had joined.
    func notJoined(_ call: CallID) {
        tell(.info, "not joined, since the job was ended before that", [.call: call.text])
    }

    /// The call is over.
    func closed(_ call: CallID, _ departure: RoomDeparture) {
        tell(.info, "closed", [.call: call.text, .departure: departure.description])
    }

    /// The call was stopped by a fault.
    func failed(_ call: CallID, _ fault: CallFault) {
        tell(.error, "stopped by a fault", [.call: call.text, .finding: fault.words])
    }

    /// A call that nobody can carry on was not closed either; the next start does it.
    func notClosed(_ call: CallID, _ fault: CallFault) {
        tell(.error, "not closed", [.call: call.text, .finding: fault.words])
    }
}
