import Agent
import EventLog
import Events
import Foundation
import Synchronization

extension Home {
    /// The file of the outcomes of all calls.
    var outcomes: URL { URL(fileURLWithPath: path).appendingPathComponent("outcomes.jsonl") }
}

/// Writes the outcomes of calls into a file, one JSON object a line: what `log_outcome` acts on where
/// `tools.yaml` names no service for it.
///
/// A line is whole and on the disk when the call returns. The mutex lets one writer at a time in.
final class OutcomeFile: ToolSource {
    private let url: URL
    private let call: CallID
    private let account: String?
    private let clock: any WallClock
    private let writing = Mutex(())

    /// The file of the outcomes, for one call; it is made when the first outcome is written.
    init(_ url: URL, call: CallID, account: String?, clock: any WallClock) {
        (self.url, self.call, self.account, self.clock) = (url, call, account, clock)
    }

    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        try Task.checkCancellation()
        var line = invocation.arguments
        line["call"] = .string(call.text)
        line["account"] = account.map { .string($0) }
        line["at"] = .string(clock.now.description)
        line["toolCall"] = .string(invocation.id.text)
        let bytes = CanonicalJSON.encode(line) + [UInt8(ascii: "\n")]
        do {
            try writing.withLock { _ in try append(Data(bytes)) }
        } catch {
            throw ToolFault.unavailable
        }
        return ["line": .string("Outcome written down."), "written": .bool(true)]
    }

    private func append(_ line: Data) throws {
        // What reps note about customers is for the operator of this machine only.
        if !FileManager.default.fileExists(atPath: url.path) {
            let isMade = FileManager.default.createFile(
                atPath: url.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
            guard isMade else { throw ToolFault.unavailable }
        }
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: line)
        try file.synchronize()
    }
}
