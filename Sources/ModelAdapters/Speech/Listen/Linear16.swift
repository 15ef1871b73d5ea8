extension Collection<Int16> {
    /// The samples as they are sent: 16 bits each, the lower first.
    var linear16: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 2)
        for sample in self {
            let bits = UInt16(bitPattern: sample)
            bytes += [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        }
        return bytes
    }
}
