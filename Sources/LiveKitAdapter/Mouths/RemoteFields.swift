import Events
import Foundation

/// The fields of a payload that came over the room; unknown ones are passed over.
struct RemoteFields {
    private let object: [String: Value]

    /// What a field may hold: true is no number, and 1 is no flag.
    private enum Value: Decodable {
        case flag(Bool)
        case count(Int)
        case text(String)
        case texts([String])
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let count = try? value.decode(Int.self) {
                self = .count(count)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let texts = try? value.decode([String].self) {
                self = .texts(texts)
            } else {
                self = .other
            }
        }
    }

    /// Reads a payload.
    init(_ payload: String) throws(RemoteRefusal) {
        guard payload.utf8.count <= RemoteCalls.longestPayload,
            let object = try? JSONDecoder().decode([String: Value].self, from: Data(payload.utf8))
        else { throw .noObject }
        self.object = object
    }

    /// A text that must be there.
    func text(_ name: String) throws(RemoteRefusal) -> String {
        guard case .text(let text)? = object[name] else {
            throw .malformed("found no text '\(name)'")
        }
        return text
    }

    /// Texts that may be missing.
    func optionalTexts(_ name: String) throws(RemoteRefusal) -> [String]? {
        guard let value = object[name] else { return nil }
        guard case .texts(let texts) = value else {
            throw .malformed("found no list of texts '\(name)'")
        }
        return texts
    }

    /// A count of people that may be missing.
    func optionalCount(_ name: String) throws(RemoteRefusal) -> Int? {
        guard let value = object[name] else { return nil }
        guard case .count(let count) = value, (1...ParticipantJoined.mostHeads).contains(count)
        else {
            throw .malformed("found no count of people '\(name)'")
        }
        return count
    }

    /// True or false; nil when it is neither.
    func flag(_ name: String) -> Bool? {
        guard case .flag(let flag)? = object[name] else { return nil }
        return flag
    }
}

extension CanonicalJSON {
    /// An object as a payload.
    static func text(_ object: JSONObject) -> String {
        String(decoding: encode(object), as: UTF8.self)
    }
}
