/// Says which tool, if any, is due after a completed turn of the prospect.
///
/// Most of what it knows holds for any tool: whether the talk is about it, which of its inputs were
/// said, whether the rep has just asked for the last one or offered to go ahead. For tools that it
/// was fitted on it knows words too. It only proposes; a permit and the tool's own rules decide.
///
/// Offered for building with: a `Call` does not ask it but goes by the tool that a play names.
public struct ToolChooser: Sendable {
    /// What it chose.
    public struct Choice: Hashable, Sendable {
        /// The name of the tool that is due; nil when none is.
        public var tool: String?
        /// The best candidate, due or not; nil without candidates.
        public var best: String?
        /// How likely the best candidate is due, per mille.
        public var scorePerMille: Int
    }

    private let shared: WeightTable
    private let own: [UInt64: WeightTable]
    private let bias: Int
    private let thresholdPerMille: Int

    /// Reads a fitted model.
    ///
    /// - Throws: `InputError` that names the file when it is not a model of this kind and version.
    public init(parsing file: SourceFile) throws(InputError) {
        let model = try ModelFile(
            parsing: file,
            kind: "tools",
            fields: ["bias", "features", "threshold_per_mille", "tools", "weights"]
        )
        bias = try model.integer("bias", in: -1_000_000...1_000_000)
        thresholdPerMille = try model.integer("threshold_per_mille", in: 1...999)
        shared = try model.weights()
        var own: [UInt64: WeightTable] = [:]
        for (name, table) in try model.weightsByName("tools") {
            own[WordHash.of(name.utf8)] = table
        }
        self.own = own
    }

    /// Chooses among the tools of a call after a completed turn; lines are oldest first.
    public func choice(
        among tools: [CandidateTool],
        on turn: String,
        after lines: [ConversationLine]
    ) -> Choice {
        let features = ToolFeatures(of: turn, after: lines, among: tools)
        let base = Feature.ids(of: features.shared)
        let baseSum = shared.sum(of: base)
        var best: (place: Int, score: Int)?
        for (place, tool) in tools.enumerated() {
            let general = Feature.ids(of: features.general[place])
            var sum = baseSum + shared.sum(of: general)
            var count = base.count + general.count
            if let table = own[tool.id] {
                let special = Feature.ids(of: features.special[place])
                sum += table.sum(of: base) + table.sum(of: special)
                count += base.count + special.count
            }
            let chance = WeightTable.chance(sum: sum, features: count, bias: bias)
            let score = Int((chance * 1_000).rounded())
            if score > best?.score ?? -1 { best = (place, score) }
        }
        guard let best else { return Choice(tool: nil, best: nil, scorePerMille: 0) }
        let name = tools[best.place].name
        return Choice(
            tool: best.score >= thresholdPerMille ? name : nil,
            best: name,
            scorePerMille: best.score
        )
    }
}
