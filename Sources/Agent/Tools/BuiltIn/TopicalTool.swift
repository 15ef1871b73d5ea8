public import Events

extension BuiltInTool {
    /// The arguments that a turn's words give to this tool; nil when they give none, and then the
    /// tool is not called.
    ///
    /// The words only ever fill in a value: which tool it is stands in the play, and whose account it
    /// is in the call.
    public func arguments(
        fromTurn text: String,
        knowing playbook: Playbook
    ) -> JSONObject? {
        switch self {
        case .getBattlecard:
            let words = Words(text)
            let names = playbook.entries.lazy.flatMap(\.competitorNames)
            return names.first { words.contain(Words($0)) }.map { ["competitor": .string($0)] }
        case .getAccountContext:
            return [:]
        case .checkDiscountAuthority:
            let plays = playbook.entries.filter { $0.tool == self }
            let share = AskedDiscount(triggers: plays.flatMap(\.triggers)).share(in: text)
            return share.map { ["percent": .string($0.text)] }
        case .logOutcome:
            return nil
        }
    }
}
