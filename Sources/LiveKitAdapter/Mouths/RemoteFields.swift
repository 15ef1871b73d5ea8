import Events
import Foundation

/// The fields of a payload that came over the room; unknown ones are passed over.
struct RemoteFields {
    private let object: [String: Any]

    /// Reads a payload.
    init(_ payload: String) throws(RemoteRefusal) {
        guard payload.utf8.count <= RemoteCalls.longestPayload,
            let value = try? JSONSerialization.jsonObject(with: Data(payload.utf8)),
            let object = value as? [String: Any]
        else { throw .noObject }
        self.object = object
    }

    /// A text that must be there.
    func text(_ name: String) throws(RemoteRefusal) -> String {
        guard let text = object[name] as? String else {
            throw .malformed("found no text '\(name)'")
        }
        return text
    }

    /// Texts that may be missing.
    func optionalTexts(_ name: String) throws(RemoteRefusal) -> [String]? {
        guard let value = object[name] else { return nil }
        guard let texts = value as? [String] else {
            throw .malformed("found no list of texts '\(name)'")
        }
        return texts
    }

    /// A count of people that may be missing.
    func optionalCount(_ name: String) throws(RemoteRefusal) -> Int? {
        guard let value = object[name] else { return nil }
        guard let count = value as? Int, (1...ParticipantJoined.mostHeads).contains(count) else {
            throw .malformed("found no count of people '\(name)'")
        }
        return count
    }

    /// True or false; nil when it is neither.
    func flag(_ name: String) -> Bool? { object[name] as? Bool }
}

extension CanonicalJSON {
    /// An object as a payload.
    static func text(_ object: JSONObject) -> String {
        String(decoding: encode(object), as: UTF8.self)
    }
}
