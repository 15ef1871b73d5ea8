import Events

/// The tools that come with Aside.
public enum BuiltInTool: String, CaseIterable, Hashable, Sendable {
    case getBattlecard = "get_battlecard"
    case getAccountContext = "get_account_context"
    case checkDiscountAuthority = "check_discount_authority"
    case logOutcome = "log_outcome"

    /// Those that a play may name: what they take can be read off a turn, and they change nothing.
    public static let forPlays: [BuiltInTool] = [
        .getBattlecard, .getAccountContext, .checkDiscountAuthority,
    ]

    /// The names that no other tool of a call may have: a model calls every tool by its name alone.
    ///
    /// They are those of the built-in tools, and of the coach's own: silence, a tip, a closer look.
    public static let reservedNames = Set(
        allCases.map(\.rawValue) + ModelChoice.offered.map(\.name) + [LookCloser.name]
    )

    /// The tool, as everybody sees it.
    ///
    /// - Parameters:
    ///   - account: the call's own account; the only one that can be looked up.
    ///   - outcomes: how a call of its field can end.
    public func tool(
        account: String?,
        outcomes: [String] = FollowUpWords.standard.outcomes
    ) -> Tool {
        switch self {
        case .getBattlecard:
            Tool(
                name: rawValue,
                summary: "What we say about a competitor",
                inputs: [ToolInput("competitor", .text(longest: 80), "the name that was said")],
                access: .readOnly,
                purpose: .aiAnalysis
            )
        case .getAccountContext:
            Tool(
                name: rawValue,
                summary: "What we know of the customer in this call",
                inputs: [
                    ToolInput(
                        "account",
                        .given(account ?? ""),
                        isRequired: false,
                        "always this call's"
                    )
                ],
                access: .readOnly,
                purpose: .crmLookup
            )
        case .checkDiscountAuthority:
            Tool(
                name: rawValue,
                summary: "Who may give a discount of this size, and in return for what",
                inputs: [ToolInput("percent", .percent, "off the list price, such as 12.5")],
                access: .readOnly,
                purpose: .aiAnalysis
            )
        case .logOutcome:
            Tool(
                name: rawValue,
                summary: "Write down the outcome of this call",
                inputs: [
                    ToolInput("outcome", .choice(outcomes), "how it ended"),
                    ToolInput("note", .text(longest: 500), isRequired: false, "one sentence"),
                ],
                access: .acting,
                purpose: .crmLookup
            )
        }
    }
}

extension ToolBox {
    /// What stands behind a built-in tool in place of files: a service.
    public struct Service: Sendable {
        /// The way to it.
        public var source: any ToolSource
        /// How long an answer is waited for; nil for as long as the tool says.
        public var deadlineMicros: Int64?

        /// A service.
        public init(source: any ToolSource, deadlineMicros: Int64? = nil) {
            (self.source, self.deadlineMicros) = (source, deadlineMicros)
        }
    }

    /// The built-in tools of a call, over what was read at the start or over services.
    ///
    /// A tool with nothing behind it is not in the box.
    ///
    /// - Parameters:
    ///   - account: the call's own account, from its metadata and never from what is said in it.
    ///   - services: what stands behind a tool in place of the playbook's files.
    ///   - outcomes: where outcomes are written down; nil leaves the tool out.
    ///   - words: what its field calls those outcomes.
    public init(
        playbook: Playbook,
        facts: PlaybookFacts,
        account: String?,
        services: [BuiltInTool: Service] = [:],
        outcomes: (any ToolSource)? = nil,
        in words: FollowUpWords = .standard
    ) {
        self.init()
        var sources: [BuiltInTool: any ToolSource] = [.getBattlecard: BattlecardSource(playbook)]
        if let known = account.flatMap({ facts.accounts[$0] }) {
            sources[.getAccountContext] = AccountSource(account: known)
        }
        if let discounts = facts.discounts {
            sources[.checkDiscountAuthority] = DiscountSource(discounts: discounts)
        }
        sources[.logOutcome] = outcomes
        for tool in BuiltInTool.allCases {
            let service = services[tool]
            // A service must not be asked about no account.
            guard let source = service?.source ?? sources[tool],
                tool != .getAccountContext || account != nil
            else { continue }
            let known = tool.tool(account: account, outcomes: words.outcomes)
            add(service?.deadlineMicros.map(known.waiting) ?? known, over: source)
        }
    }
}

extension Tool {
    /// The same tool with another deadline; its answer is fresh at least as long.
    fileprivate func waiting(forMicros micros: Int64) -> Tool {
        var limits = limits
        limits.deadlineMicros = micros
        limits.freshMicros = max(limits.freshMicros, micros)
        return Tool(
            name: name,
            summary: summary,
            inputs: inputs,
            access: access,
            purpose: purpose,
            limits: limits
        )
    }
}
