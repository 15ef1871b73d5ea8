import AsideTesting
import Foundation

/// Everybody else in a room: played by a script, or by a recording.
public protocol Others: Sendable {
    /// Lets them do something; room.py and desk.py have the acts.
    func act(_ act: String, _ fields: [String: Any]) throws
}

extension Others {
    /// Lets somebody publish a track.
    public func publish(_ identity: String, _ source: String) throws {
        try act("publish", ["by": identity, "source": source])
    }

    /// Somebody's client calls a method of the coach.
    public func call(_ method: String, by identity: String, _ payload: String) throws {
        try act("call", ["by": identity, "method": method, "payload": payload])
    }
}

/// A room of a script.
public struct PuppetRoom: Others {
    private let puppets: Puppets
    /// Its name.
    public let name: String

    /// What lets the coach in.
    public var token: String { sights.compactMap(\.token).first ?? name }

    /// Opens a room; `how` is how the server answers whoever comes.
    public init(_ puppets: Puppets, how answer: String = "welcome") async throws {
        (self.puppets, name) = (puppets, "room-" + UUID().uuidString)
        try act("open", ["answer": answer])
        await until { $0.contains { $0.saw == "opened" } }
    }

    /// Lets somebody in it do something.
    public func act(_ act: String, _ fields: [String: Any] = [:]) throws {
        let names: [String: Any] = ["room": name, "do": act]
        try puppets.tell(fields.merging(names) { _, name in name })
    }

    /// What was seen in it.
    public var sights: [Puppets.Sight] { puppets.sights.all.filter { $0.room == name } }

    /// Waits until what was seen in it is so; also until the script is at its end.
    @discardableResult
    public func until(
        _ holds: @escaping @Sendable ([Puppets.Sight]) -> Bool
    ) async -> [Puppets.Sight] {
        await puppets.sights.until { [name] all in
            holds(all.filter { $0.room == name }) || all.last?.saw == "end"
        }
        .filter { $0.room == name }
    }
}
