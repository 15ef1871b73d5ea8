/// How much is read of what others send: nothing that they send is kept without a bound.
enum WireLimits {
    /// The longest answer that is read, whole or streamed: many times what a tip or its tools need.
    static let longestAnswer = 8 << 20
    /// The longest head of an answer: what providers send beside the status is a few kilobytes.
    static let longestHead = 64 << 10
    /// How much of a refusal is read: its code stands in the first lines.
    static let longestRefusal = 16 << 10
    /// The longest line of a stream; a provider that does not cut its chunks sends whole answers.
    static let longestLine = 1 << 20
    /// How much may follow the end of an answer before its connection is given up instead of kept.
    static let longestRest = 64 << 10
    /// How deep JSON may nest: schemas come to ten.
    static let deepestNesting = 64
    /// How many connections there may be to one place: a stream takes one, a process some hundreds.
    static let mostConnections = 1_024
    /// The longest answer of a tool, of which a part may be chosen; a turn has no use for more.
    static let longestToolAnswer = 1 << 20
}
