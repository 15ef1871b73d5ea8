/// How much is read of what others send, and how long it is waited for.
enum WireLimits {
    /// The longest answer that is read, whole or streamed: many times what a tip or its tools need.
    static let longestAnswer = 8 << 20
}
