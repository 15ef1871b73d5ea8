/// A JSON value as the log allows it: no floats, integers below 2^53, members in canonical order.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// The largest integer that every JSON reader holds exactly (RFC 8785 §3.2.2.3: 2^53 − 1).
    public static let largestInteger: Int64 = (1 << 53) - 1

    /// The string, when the value is one.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The integer, when the value is one.
    public var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The boolean, when the value is one.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, when the value is an array.
    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members, when the value is an object.
    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }
}

/// The members of a JSON object, unique and kept in canonical order (RFC 8785: by UTF-16 units).
public struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One name and its value.
    public struct Member: Hashable, Sendable {
        /// The member's name.
        public var name: String
        /// The member's value.
        public var value: JSON
    }

    /// The members in canonical order.
    public private(set) var members: [Member]

    /// An object without members.
    public init() {
        members = []
    }

    /// An object of these members; a repeated name is a programming error.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init()
        for (name, value) in elements {
            precondition(self[name] == nil, "an object literal names a member twice")
            self[name] = value
        }
    }

    /// An object whose members the caller has already found unique and in canonical order.
    init(canonical members: [Member]) {
        self.members = members
    }

    /// Reads, sets or (with nil) removes a member.
    public subscript(name: String) -> JSON? {
        get {
            for member in members where member.name.utf8.elementsEqual(name.utf8) {
                return member.value
            }
            return nil
        }
        set {
            let place = members.firstIndex { !canonicallyPrecedes($0.name, name) } ?? members.count
            let found = place < members.count && members[place].name.utf8.elementsEqual(name.utf8)
            switch (newValue, found) {
            case (let value?, true): members[place].value = value
            case (let value?, false): members.insert(Member(name: name, value: value), at: place)
            case (nil, true): members.remove(at: place)
            case (nil, false): break
            }
        }
    }
}

/// Whether one member name sorts before another by UTF-16 code units, read from UTF-8.
///
/// The two orders differ in one place only: a supplementary character (lead byte F0…F4, a surrogate
/// pair in UTF-16) sorts before U+E000…U+FFFF (lead byte EE or EF).
func canonicallyPrecedes(_ one: String, _ other: String) -> Bool {
    var left = one.utf8.makeIterator()
    var right = other.utf8.makeIterator()
    while true {
        switch (left.next(), right.next()) {
        case (nil, nil), (_?, nil):
            return false
        case (nil, _?):
            return true
        case (let x?, let y?) where x != y:
            if x >= 0xEE, y >= 0xEE, (x >= 0xF0) != (y >= 0xF0) { return x >= 0xF0 }
            return x < y
        default:
            continue
        }
    }
}
