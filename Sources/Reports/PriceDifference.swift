/// A review that was made with other prices than those it is compared with.
///
/// The prices are the deployment's and not the log's, so a genuine review stops verifying when they
/// change; this says why.
public struct PriceDifference: Hashable, Sendable, CustomStringConvertible {
    /// The digest of the prices that the review names.
    public let found: String
    /// The digest of the prices of this installation.
    public let expected: String
    /// Whether nothing differs but what follows from the prices.
    public let explainsAll: Bool

    /// The difference of prices, if both reports name their prices and they are not the same.
    ///
    /// - Parameter differences: all differences of the two.
    public init?(
        file: ReportDocument,
        rebuilt: ReportDocument,
        _ differences: [ReportComparison.Difference]
    ) {
        guard let found = Self.digest(in: file), let expected = Self.digest(in: rebuilt),
            found != expected
        else { return nil }
        (self.found, self.expected) = (found, expected)
        let places = rebuilt.sections.indices.filter {
            rebuilt.sections[$0].number == ReportComparison.costSection
        }
        explainsAll = differences.allSatisfy { difference in
            places.contains {
                difference.path.hasPrefix("sections.\($0).tables.0.rows.")
                    || difference.path.hasPrefix("sections.\($0).facts.")
                        && difference.found == found && difference.expected == expected
            }
        }
    }

    /// What was found and expected, and what to do.
    public var description: String {
        "it was made with other prices than this installation has: found prices of digest "
            + "\(found), expected \(expected). "
            + (explainsAll
                ? "Nothing but section \(ReportComparison.costSection) differs. "
                : "There are differences beside the prices. ")
            + "Verify it where the price list is the one that it was made with"
    }

    /// The digest that a report names; what has not the form of one is nil, and only differs.
    private static func digest(in document: ReportDocument) -> String? {
        let section = document.sections.first { $0.number == ReportComparison.costSection }
        let fact = section?.facts.first { $0.key == ReportComparison.pricesKey }
        guard let text = fact?.value, text.utf8.count == 64, text.utf8.allSatisfy(isHexDigit)
        else { return nil }
        return text
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension ReportComparison {
    /// The section of a review that tells what the call cost.
    static let costSection = 5
    /// The key of its fact that names the prices.
    static let pricesKey = "prices"
}
