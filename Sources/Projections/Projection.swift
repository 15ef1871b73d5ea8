public import Events

/// A read model: a pure fold of recorded events.
///
/// A projection MUST depend on nothing but the events it was given, in their order: no clock, no
/// I/O, no randomness. What it opened from sealed fields is for rendering and MUST NOT reach
/// `state`; there, content stands by the digest of its ciphertext, so that the state is the same
/// before and after an erasure.
public protocol Projection: Sendable {
    /// The projection's name, as reports give it.
    static var name: String { get }
    /// Raised whenever the same events lead to another `state`.
    static var codeVersion: Int { get }

    /// The projection before any event.
    init()

    /// Takes in one event; an event that it does not know leaves it as it is.
    mutating func apply(_ event: RecordedEvent)

    /// What the projection holds, as its digest covers it.
    var state: JSONObject { get }
}

extension JSONObject {
    /// The members of a part of a state.
    ///
    /// States are plain values of strings, integers and flags; that they encode is a property of
    /// their types, proven by the golden files.
    init(stateOf part: some Encodable) {
        do {
            self = try JSONCoding.members(of: part)
        } catch {
            preconditionFailure("a state does not encode: \(type(of: part))")
        }
    }
}
