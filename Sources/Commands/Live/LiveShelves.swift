import Agent
import Events
import Foundation
import LiveKitAdapter

/// The playbooks of a process, each read once and kept; the default one is read at the start.
actor PlaybookShelf {
    private let folder: URL?
    private let services: Services
    private var kept: [String: CallKnowledge] = [:]

    /// - Throws: `InputError` if the default playbook cannot be read.
    init(with services: Services) async throws {
        self.services = services
        folder = ProcessInfo.processInfo.environment["ASIDE_PLAYBOOKS"].map {
            URL(fileURLWithPath: $0)
        }
        kept["sales/"] = try await CallKnowledge(pack: nil, playbook: nil, with: services)
    }

    /// What the coach knows in a call.
    func knowledge(for metadata: CallMetadata) async throws -> CallKnowledge {
        let key = (metadata.pack ?? "sales") + "/" + (metadata.playbook ?? "")
        if let known = kept[key] { return known }
        let fresh = try await CallKnowledge(
            pack: metadata.pack,
            playbook: try metadata.playbook.map(place),
            with: services
        )
        kept[key] = fresh
        return fresh
    }

    /// A name leads to a folder of its own below the shelf's, and nowhere else.
    private func place(of name: String) throws -> URL {
        guard let folder, !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
            throw Failure.failed(
                "call refused: its playbook is not a folder below ASIDE_PLAYBOOKS; name one there"
            )
        }
        return folder.appendingPathComponent(name)
    }
}

/// The calls that a stopped process left open, until a job comes for their room.
actor OpenCalls {
    private var calls: [OpenCall]

    init(_ calls: [OpenCall]) { self.calls = calls }

    /// The call of a room and a rep, once.
    func take(room: String, rep: String) -> OpenCall? {
        let place = calls.firstIndex { $0.details.room == room && $0.details.rep == rep }
        return place.map { calls.remove(at: $0) }
    }

    /// Keeps a call for the next job after all.
    func putBack(_ call: OpenCall) { calls.append(call) }

    /// Those that nobody came for.
    func takeAll() -> [OpenCall] {
        defer { calls = [] }
        return calls
    }
}
