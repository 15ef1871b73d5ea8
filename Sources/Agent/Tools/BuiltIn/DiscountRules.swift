import Yams

/// Who may give a discount, from the `discounts` of `pricing.yaml`.
public struct DiscountRules: Hashable, Sendable {
    /// Up to how much somebody may give.
    public struct Tier: Hashable, Sendable {
        /// The largest discount they may give.
        public var upTo: Percent
        /// Their role; `rep` is whoever reads the nudge.
        public var approver: String
    }

    /// From the smallest to the largest.
    public var tiers: [Tier]
    /// Who decides above the last tier; nobody when nil.
    public var above: String?
    /// More than this is never given; shown to nobody.
    public var floor: Percent?
    /// What a discount is traded for.
    public var inReturnFor: [String]

    /// The tier's name for the rep.
    static let rep = "rep"

    /// What the rules say of one discount.
    struct Ruling: Hashable {
        /// Who decides, or `nobody`.
        var decides: String
        var isPossible: Bool
        var line: String
    }

    /// What the rules say of a discount; it names the asked share only, never a limit.
    func ruling(on percent: Percent) -> Ruling {
        let share = "\(percent.text) %"
        let approver = tiers.first { percent <= $0.upTo }?.approver ?? above
        guard let approver, floor.map({ percent <= $0 }) ?? true else {
            return Ruling(
                decides: "nobody",
                isPossible: false,
                line: "\(share): nobody may give that. Trade something else."
            )
        }
        let trade = inReturnFor.first.map { " Trade it, for example for \($0)." } ?? ""
        let line =
            approver == Self.rep
            ? "\(share) is yours to give.\(trade)"
            : "\(share): \(approver) decides, not you.\(trade)"
        return Ruling(decides: approver, isPossible: true, line: line)
    }
}

extension DiscountRules {
    private static let known: Set<String> = ["tiers", "above", "floor_percent", "in_return_for"]

    /// Reads the rules; every mistake is named by its line.
    init(_ node: Node, in file: YAMLFile, line: Int) throws(InputError) {
        let fields = try file.fields(of: node, line: line, known: Self.known)
        let found = try file.elements(of: fields["tiers"], named: "tiers", line: line)
        guard !found.isEmpty else {
            throw file.error(line, "discounts without tiers", "a list of tiers")
        }
        var tiers: [Tier] = []
        for node in found {
            let tier = try Self.tier(node, in: file)
            if let last = tiers.last, tier.upTo <= last.upTo {
                throw file.error(node, "a tier that is not above the one before", "a larger share")
            }
            tiers.append(tier)
        }
        let floor = try fields["floor_percent"].map { node throws(InputError) in
            try file.percent(node, named: "floor_percent")
        }
        if let floor, let last = tiers.last, floor < last.upTo {
            throw file.error(
                fields["floor_percent"],
                "a floor_percent below a tier",
                "at least the last tier's share"
            )
        }
        self.tiers = tiers
        self.floor = floor
        above = try fields["above"].map { node throws(InputError) in
            try file.text(node, named: "above")
        }
        inReturnFor = try file.texts(fields["in_return_for"], named: "in_return_for")
    }

    private static func tier(_ node: Node, in file: YAMLFile) throws(InputError) -> Tier {
        let fields = try file.fields(
            of: node,
            line: node.mark?.line ?? 1,
            known: ["up_to_percent", "approver"]
        )
        guard let share = fields["up_to_percent"], let approver = fields["approver"] else {
            throw file.error(node, "an incomplete tier", "up_to_percent and approver")
        }
        return Tier(
            upTo: try file.percent(share, named: "up_to_percent"),
            approver: try file.text(approver, named: "approver")
        )
    }
}
