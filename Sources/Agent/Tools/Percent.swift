import Events

/// A share from 0 to 100 %, in thousandths of the whole.
public struct Percent: Hashable, Comparable, Sendable {
    /// Thousandths: 125 is 12.5 %.
    public let perMille: Int

    /// So many thousandths; nil unless 0…1000.
    public init?(perMille: Int) {
        guard (0...1000).contains(perMille) else { return nil }
        self.perMille = perMille
    }

    /// Reads `12`, `12.5` or `12.0`: at most one decimal, nothing around it.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...3).contains(parts[0].utf8.count),
            parts.count == 1 || parts[1].utf8.count == 1,
            parts.joined().utf8.allSatisfy({ (48...57).contains($0) }),
            let whole = Int(parts[0]), let tenths = parts.count == 2 ? Int(parts[1]) : 0
        else { return nil }
        self.init(perMille: whole * 10 + tenths)
    }

    /// Reads a JSON string of that form, or a whole number.
    init?(_ value: JSON) {
        switch value {
        case .string(let text): self.init(text)
        case .integer(let whole) where (0...100).contains(whole):
            self.init(perMille: Int(whole) * 10)
        default: return nil
        }
    }

    /// `12`, or `12.5` when there is a decimal.
    public var text: String {
        perMille % 10 == 0 ? String(perMille / 10) : "\(perMille / 10).\(perMille % 10)"
    }

    /// By size.
    public static func < (one: Percent, other: Percent) -> Bool { one.perMille < other.perMille }
}
