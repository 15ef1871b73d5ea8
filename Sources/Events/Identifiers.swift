import Synchronization

/// A short text that names one thing, checked once where it enters.
public protocol Identifier: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The text.
    var text: String { get }
    /// Takes a text that the caller knows to have the identifier's form.
    init(_ text: String)
}

extension Identifier {
    /// The text itself.
    public var description: String { text }

    /// By the text's characters.
    public static func < (one: Self, other: Self) -> Bool { one.text < other.text }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// One event: a UUID of version 7 in lower case (RFC 9562).
public struct EventID: Identifier {
    /// The UUID's text.
    public let text: String
    /// Takes the UUID's text.
    public init(_ text: String) { self.text = text }
}

/// One person in one call: random, so that it says nothing about who they are.
public struct Pseudonym: Identifier {
    /// `p-` and 16 hex digits.
    public let text: String
    /// Takes the pseudonym's text.
    public init(_ text: String) { self.text = text }
}

/// One call: opaque, a UUID unless a call script names it.
public struct CallID: Identifier {
    /// The id's text.
    public let text: String
    /// Takes the id's text.
    public init(_ text: String) { self.text = text }

    /// The longest id accepted; it is part of a stream name and of file names.
    public static let longest = 64

    /// Checks an id from outside: 1…64 of letters, digits, `.`, `_` and `-`, not beginning with `.`.
    public init?(checking text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard allowed, (1...Self.longest).contains(text.utf8.count), text.first != "." else {
            return nil
        }
        self.text = text
    }
}

/// One nudge, the same in every event about it; the client uses it to show a nudge once.
public struct NudgeID: Identifier {
    /// The UUID's text.
    public let text: String
    /// Takes the UUID's text.
    public init(_ text: String) { self.text = text }
}

/// One question to a language model, the same in its intent and its outcome.
public struct InvocationID: Identifier {
    /// The UUID's text.
    public let text: String
    /// Takes the UUID's text.
    public init(_ text: String) { self.text = text }
}

/// One request that left for somebody else, the same in its intent and its outcome.
public struct EgressID: Identifier {
    /// The UUID's text.
    public let text: String
    /// Takes the UUID's text.
    public init(_ text: String) { self.text = text }
}

/// One call of a tool, the same in every event about it.
public struct ToolCallID: Identifier {
    /// The UUID's text.
    public let text: String
    /// Takes the UUID's text.
    public init(_ text: String) { self.text = text }
}

/// A stream of events with versions of its own.
public struct StreamName: Identifier {
    /// The name: `call/<id>`, `after/<id>`, `custody` or `system`.
    public let text: String
    /// Takes the name.
    public init(_ text: String) { self.text = text }

    /// The stream of one call.
    public static func call(_ id: CallID) -> StreamName { StreamName("call/" + id.text) }
    /// The stream of what comes after one call.
    public static func after(_ id: CallID) -> StreamName { StreamName(afterPrefix + id.text) }
    /// Keys, holds, erasures and views of evidence.
    public static let custody = StreamName("custody")

    /// The call whose own stream this is.
    public var call: CallID? {
        guard isCall else { return nil }
        return CallID(String(Substring(text.utf8.dropFirst(Self.callPrefix.utf8.count))))
    }

    private static let callPrefix = "call/"
    private static let afterPrefix = "after/"

    /// The call after which this stream comes, when it is one of `after/…`.
    public var callBefore: CallID? {
        guard text.utf8.starts(with: Self.afterPrefix.utf8) else { return nil }
        return CallID(String(Substring(text.utf8.dropFirst(Self.afterPrefix.utf8.count))))
    }

    /// Whether an event of a type may stand in this stream (docs/EVENT_FORMAT.md §3).
    public func holds(_ type: EventType) -> Bool {
        if self == .custody { return type.family == "custody" }
        if callBefore != nil { return ["tool", "egress"].contains(type.family) }
        return !isCall || type.family != "custody"
    }

    /// Whether this is the stream of a call.
    public var isCall: Bool { text.utf8.starts(with: Self.callPrefix.utf8) }
}

/// Makes ids from injected time and randomness.
///
/// A lock owns the last millisecond and the counter, so that ids made by one generator sort in the
/// order in which they were made.
public final class IDGenerator: Sendable {
    private struct State {
        var random: any RandomNumberGenerator & Sendable
        var millisecond: Int64 = -1
        var counter: UInt16 = 0
    }

    private let clock: any WallClock
    private let state: Mutex<State>

    /// A generator over a clock and a source of randomness (the system's, except in tests).
    public init(
        clock: any WallClock,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.clock = clock
        state = Mutex(State(random: random))
    }

    /// A fresh event id.
    public func eventID() -> EventID { EventID(uuid()) }

    /// A fresh nudge id.
    public func nudgeID() -> NudgeID { NudgeID(uuid()) }

    /// A fresh id of a question to a language model.
    public func invocationID() -> InvocationID { InvocationID(uuid()) }

    /// A fresh id for one call of a tool.
    public func toolCallID() -> ToolCallID { ToolCallID(uuid()) }

    /// A fresh id of a request that leaves.
    public func egressID() -> EgressID { EgressID(uuid()) }

    /// A fresh call id.
    public func callID() -> CallID { CallID(uuid()) }

    /// A fresh pseudonym: 64 random bits.
    public func pseudonym() -> Pseudonym {
        Pseudonym("p-" + hex(state.withLock { $0.random.next() as UInt64 }, digits: 16))
    }

    /// A fresh single-use number: 128 random bits in hex.
    public func nonce() -> String {
        state.withLock { state in
            hex(state.random.next() as UInt64, digits: 16)
                + hex(state.random.next() as UInt64, digits: 16)
        }
    }

    /// RFC 9562 §5.7: 48 bits of milliseconds, the version, a 12-bit counter, 62 random bits.
    private func uuid() -> String {
        let now = clock.now.micros / 1000
        let (millisecond, counter, random) = state.withLock { state in
            if now > state.millisecond {
                (state.millisecond, state.counter) = (now, 0)
            } else if state.counter == 0xFFF {
                (state.millisecond, state.counter) = (state.millisecond + 1, 0)
            } else {
                state.counter += 1
            }
            return (state.millisecond, state.counter, state.random.next() as UInt64)
        }
        let head = UInt64(millisecond) << 16 | 0x7000 | UInt64(counter)
        let tail = (random & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return uuidText(head, tail)
    }
}

/// A UUID as text (RFC 9562 §4): 32 digits, with a hyphen before the 9th, 13th, 17th and 21st.
private func uuidText(_ head: UInt64, _ tail: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { buffer in
        var end = 0
        for place in 0..<32 {
            if place >= 8, place <= 20, place.isMultiple(of: 4) {
                buffer[end] = UInt8(ascii: "-")
                end += 1
            }
            let half = place < 16 ? head : tail
            buffer[end] = Hex.digit(UInt8(half >> UInt64(60 - 4 * (place & 15)) & 15))
            end += 1
        }
        return end
    }
}

/// The last digits of a number in hex.
private func hex(_ value: UInt64, digits: Int) -> String {
    String(unsafeUninitializedCapacity: digits) { buffer in
        for place in 0..<digits {
            buffer[place] = Hex.digit(UInt8(value >> UInt64(4 * (digits - 1 - place)) & 15))
        }
        return digits
    }
}
