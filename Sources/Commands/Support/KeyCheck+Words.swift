import EventLog
import Events

extension KeyCheck {
    /// How many keys are damaged, and of which calls; nil where none is.
    var damage: String? {
        guard !damaged.isEmpty else { return nil }
        let calls = damagedCalls.map(\.text)
        let place = (calls.count == 1 ? "call " : "calls ") + calls.joined(separator: ", ")
        return damaged.count == 1
            ? "one key of keys.db is damaged (\(place))"
            : "\(damaged.count) of the \(count) keys of keys.db are damaged (\(place))"
    }
}
