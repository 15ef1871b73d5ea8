/// A difference hash of a picture's brightness: 64 bits that change little when the picture does.
///
/// Each bit says whether a cell of a grid is darker than the one to its right (Krawetz, "Kind of Like
/// That", 2013). Equal neighbours, of which slides are full, would toss a coin on every rounding, so
/// a bit takes a difference that the eye could see.
struct PerceptualHash: Hashable, Sendable {
    /// Nine columns have eight differences.
    static let columns = 9
    static let rows = 8
    /// Levels of 255; encoding noise, averaged over a cell, stays below.
    static let leastStep = 2

    let bits: UInt64

    /// A hash that is known.
    init(bits: UInt64) { self.bits = bits }

    /// The hash of a grid of brightness, row after row.
    init(ofGrid luma: [UInt8]) {
        precondition(luma.count == Self.columns * Self.rows, "the grid is 9 by 8")
        var bits: UInt64 = 0
        for row in 0..<Self.rows {
            for column in 0..<(Self.columns - 1) {
                let left = Int(luma[row * Self.columns + column])
                let right = Int(luma[row * Self.columns + column + 1])
                bits = bits << 1 | (right - left >= Self.leastStep ? 1 : 0)
            }
        }
        self.bits = bits
    }

    /// In how many bits two hashes differ.
    func distance(to other: Self) -> Int { (bits ^ other.bits).nonzeroBitCount }

    /// Sixteen hex digits.
    var hex: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
