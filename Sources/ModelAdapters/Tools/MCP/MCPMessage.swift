import Agent
import Events
import Synchronization

/// A message of JSON-RPC 2.0, as a server of the Model Context Protocol sends it.
enum MCPMessage {
    /// An answer to a question of ours.
    case answer(id: Int, Result<WireJSON, MCPError>)
    /// A question to us, with its id as it is to be given back.
    case question(id: JSON, method: String)
    /// Something that asks for no answer.
    case notice(method: String)
    /// A message for want of something that every one has; its id, where it answers a question of ours.
    case lacking(WireField, id: Int?)

    /// Reads what came at once: a message, or an array of them (revision 2025-03-26).
    ///
    /// What is none of them is passed over: an answer whose id is no number of ours answers nothing. One
    /// of those is null, which an error has whose question could not be read.
    static func read(_ bytes: [UInt8]) -> [MCPMessage] {
        guard let json = try? WireJSON(parsing: bytes) else { return [] }
        return (json.array ?? [json]).compactMap(MCPMessage.init)
    }

    private init?(_ json: WireJSON) {
        guard case .object(let members) = json else { return nil }
        guard let version = json["jsonrpc"] else {
            // The id of a question is its asker's own.
            self = .lacking("jsonrpc", id: json["method"] == nil ? json["id"]?.count : nil)
            return
        }
        guard version.string == "2.0" else { return nil }
        if let method = json["method"]?.string {
            guard let id = json["id"] else {
                self = .notice(method: method)
                return
            }
            guard let name = JSON(id), name.string != nil || name.integer != nil else { return nil }
            self = .question(id: name, method: method)
        } else if let id = json["id"]?.count {
            if let result = json["result"] {
                self = .answer(id: id, .success(result))
            } else if let error = json["error"] {
                self = .answer(id: id, .failure(MCPError(code: error["code"]?.whole ?? 0)))
            } else {
                self = .lacking("result", id: id)
            }
        } else if members["id"] == nil {
            self = .lacking("id", id: nil)
        } else {
            return nil
        }
    }

    /// The method of the notice that the tools of a server are others now.
    static let toolsChanged = "notifications/tools/list_changed"

    /// A question of ours, on one line.
    static func question(_ id: Int, _ method: String, _ parameters: JSONObject) -> [UInt8] {
        CanonicalJSON.encode([
            "jsonrpc": .string("2.0"), "id": .integer(Int64(id)), "method": .string(method),
            "params": .object(parameters),
        ])
    }

    /// A notice of ours, on one line.
    static func notice(_ method: String, _ parameters: JSONObject = [:]) -> [UInt8] {
        CanonicalJSON.encode([
            "jsonrpc": .string("2.0"), "method": .string(method), "params": .object(parameters),
        ])
    }

    /// Our answer to a question: we are there, and offer nothing else.
    static func answer(to id: JSON, _ method: String) -> [UInt8] {
        var answer: JSONObject = ["jsonrpc": .string("2.0"), "id": id]
        if method == "ping" {
            answer["result"] = .object([:])
        } else {
            let error: JSONObject = [
                "code": .integer(-32601), "message": .string("This client offers no such method."),
            ]
            answer["error"] = .object(error)
        }
        return CanonicalJSON.encode(answer)
    }
}

/// That a server answered a question with an error; its sentences are not repeated.
struct MCPError: Error, Hashable {
    /// JSON-RPC's code.
    var code: Int64

    /// The question's parameters were not taken.
    static let invalidParameters: Int64 = -32602
}

/// How a server is spoken to.
protocol MCPWay: Sendable {
    /// Whether it still knows us since it was greeted.
    var isOpen: Bool { get async }
    /// The revision that was agreed on.
    func agree(on version: String) async
    /// Asks, and waits no longer than a time.
    func ask(
        _ id: Int,
        _ question: [UInt8],
        within micros: Int64,
        through door: EgressDoor
    ) async throws -> Result<WireJSON, MCPError>
    /// Says something that has no answer and nobody's words.
    func tell(_ notice: [UInt8]) async
    /// Ends it.
    func close() async
}

/// Whether a server said that its tools are others now; any task may say so.
final class MCPChange: Sendable {
    private let flag = Atomic(false)

    /// Takes note.
    func happened() { flag.store(true, ordering: .relaxed) }

    /// Whether it happened since the last time that this was asked.
    func take() -> Bool { flag.exchange(false, ordering: .relaxed) }
}
