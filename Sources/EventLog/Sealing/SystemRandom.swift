import Glibc

/// Bytes of the system generator, drawn in as few calls as it allows.
enum SystemRandom {
    /// What `getentropy` gives at once.
    private static let mostAtOnce = 256

    static func bytes(_ count: Int) -> [UInt8] {
        // No byte is read before it was drawn: a draw fills its whole range or the process stops.
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let start = buffer.baseAddress {
                let part = min(count - filled, mostAtOnce)
                precondition(getentropy(start + filled, part) == 0, "the system has no randomness")
                filled += part
            }
        }
    }
}
