public import Events

/// Which data keys of a vault do not open, although what else is wrapped there does.
public struct KeyCheck: Hashable, Sendable {
    /// How many data keys there are.
    public let count: Int
    /// Those that do not open, in the order in which they were made.
    public let damaged: [DataKeyID]

    /// The calls of those that do not open, each once.
    public var damagedCalls: [CallID] {
        var seen: Set<CallID> = []
        return damaged.map(\.call).filter { seen.insert($0).inserted }
    }
}
