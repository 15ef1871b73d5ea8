/// 256 neighbouring hashes of one level: the unit in which the tree is stored and published.
///
/// Level 0 holds leaf hashes; a hash of level n + 1 is the root of one full tile of level n.
public struct Tile: Hashable, Sendable {
    /// How many hashes a full tile has (C2SP tlog-tiles).
    public static let width: UInt64 = 256
    /// log2 of the width: how many rows of the tree one level of tiles spans.
    public static let height = 8

    /// The level.
    public let level: Int
    /// The place in the level, from 0.
    public let number: UInt64
    /// The hashes, 256 unless the tile is the right-most of its level.
    public let hashes: [TreeHash]

    /// A tile of 1…256 hashes.
    public init(level: Int, number: UInt64, hashes: [TreeHash]) {
        (self.level, self.number, self.hashes) = (level, number, hashes)
    }

    /// How many hashes level `level` of a tree of this size has.
    static func hashCount(level: Int, size: UInt64) -> UInt64 {
        level >= 8 ? 0 : size >> UInt64(level * height)
    }

    /// How many hashes the tile has in a tree of this size; 0 when it does not exist yet.
    static func width(level: Int, number: UInt64, size: UInt64) -> UInt64 {
        let (first, overflow) = number.multipliedReportingOverflow(by: width)
        let count = hashCount(level: level, size: size)
        guard !overflow, count > first else { return 0 }
        return min(width, count - first)
    }
}

/// Where a tile is published: `tile/<L>/<N>[.p/<W>]` (C2SP tlog-tiles).
public struct TilePath: Hashable, Sendable, CustomStringConvertible {
    /// The level; nil for a bundle of entries (`tile/entries/…`).
    public let level: Int?
    /// The place in the level, from 0.
    public let number: UInt64
    /// How many hashes (or entries) the tile has, 1…256.
    public let width: Int

    /// The path of a tile of hashes, or of a bundle of entries when there is no level.
    public init(level: Int?, number: UInt64, width: Int) {
        (self.level, self.number, self.width) = (level, number, width)
    }

    /// The path, such as `tile/0/x001/x234/067` or `tile/1/000.p/5`.
    public var description: String {
        var groups = [Self.threeDigits(number % 1000)]
        var rest = number / 1000
        while rest > 0 {
            groups.insert("x" + Self.threeDigits(rest % 1000), at: 0)
            rest /= 1000
        }
        let name = level.map(String.init) ?? "entries"
        let partial = width < Int(Tile.width) ? ".p/\(width)" : ""
        return "tile/\(name)/" + groups.joined(separator: "/") + partial
    }

    /// Parses exactly the form that `description` writes.
    public init?(_ text: String) {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let name = parts.removeFirst()
        let level = Int(name)
        guard name == "entries" || level.map({ (0..<64).contains($0) }) == true else { return nil }
        var width = Int(Tile.width)
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()), (1..<width).contains(partial) else {
                return nil
            }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        var number: UInt64 = 0
        for part in parts {
            let digits = part.hasPrefix("x") ? part.dropFirst() : part
            guard digits.count == 3, let value = UInt64(digits) else { return nil }
            let (scaled, overflow) = number.multipliedReportingOverflow(by: 1000)
            guard !overflow, scaled <= UInt64.max - value else { return nil }
            number = scaled + value
        }
        self.init(level: level, number: number, width: width)
        guard description == text else { return nil }
    }

    private static func threeDigits(_ value: UInt64) -> String {
        String(repeating: "0", count: value < 10 ? 2 : value < 100 ? 1 : 0) + String(value)
    }
}
