public import Events

/// The two tools of a follow-up, as everybody sees them.
public enum FollowUpTools {
    /// Drafts; changes nothing and sends nothing.
    public static let draft = Tool(
        name: "draft_follow_up",
        summary: "What is left to do after this call",
        inputs: [],
        access: .readOnly,
        purpose: .followUp,
        limits: limits
    )

    /// `log_outcome`, as in a call but under the purpose that outlives it.
    ///
    /// - Parameters:
    ///   - words: what the call's field calls its outcomes.
    ///   - deadlineMicros: how long an answer is waited for; nil for as long as nobody minds.
    public static func logOutcome(
        in words: FollowUpWords = .standard,
        deadlineMicros: Int64? = nil
    ) -> Tool {
        let known = BuiltInTool.logOutcome.tool(account: nil, outcomes: words.outcomes)
        var limits = limits
        limits.deadlineMicros = deadlineMicros ?? limits.deadlineMicros
        limits.freshMicros = max(limits.freshMicros, limits.deadlineMicros)
        return Tool(
            name: known.name,
            summary: known.summary,
            inputs: known.inputs,
            access: known.access,
            purpose: .followUp,
            limits: limits
        )
    }

    /// How long the rep has to say yes: they read it when they get to it, and after a week it is about
    /// something that is over.
    public static let answerMicros: Int64 = 7 * 86_400_000_000

    /// Nobody is talking any more: a slow disk or service may have its time.
    private static let limits: ToolLimits = {
        var limits = ToolLimits.standard
        limits.deadlineMicros = 5_000_000
        return limits
    }()
}

extension CallFollowUp {
    /// The result of `draft_follow_up`.
    ///
    /// - Throws: never for a value of this type; its fields are texts, flags and integers.
    public func json() throws -> JSONObject { try JSONCoding.members(of: self) }

    /// What `log_outcome` would be called with.
    public var outcomeArguments: JSONObject {
        ["outcome": .string(outcome.outcome), "note": .string(outcome.note)]
    }
}
