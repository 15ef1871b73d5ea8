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

    /// How a call can end, as the outcome is written down.
    public static let outcomes = ["next-step-agreed", "undecided", "lost", "won", "not-a-fit"]

    /// The tool, as everybody sees it.
    ///
    /// - Parameter account: the call's own account; the only one that can be looked up.
    public func tool(account: String?) -> Tool {
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
                    ToolInput("outcome", .choice(Self.outcomes), "how it ended"),
                    ToolInput("note", .text(longest: 500), isRequired: false, "one sentence"),
                ],
                access: .acting,
                purpose: .crmLookup
            )
        }
    }
}

extension ToolBox {
    /// The built-in tools of a call, over what was read at the start.
    ///
    /// A tool over a file that is not there is not in the box.
    ///
    /// - Parameters:
    ///   - account: the call's own account, from its metadata and never from what is said in it.
    ///   - outcomes: where outcomes are written down; nil leaves the tool out.
    public init(
        playbook: Playbook,
        facts: PlaybookFacts,
        account: String?,
        outcomes: (any ToolSource)? = nil
    ) {
        self.init()
        func tool(_ one: BuiltInTool) -> Tool { one.tool(account: account) }
        add(tool(.getBattlecard), over: BattlecardSource(playbook))
        if let known = account.flatMap({ facts.accounts[$0] }) {
            add(tool(.getAccountContext), over: AccountSource(account: known))
        }
        if let discounts = facts.discounts {
            add(tool(.checkDiscountAuthority), over: DiscountSource(discounts: discounts))
        }
        if let outcomes { add(tool(.logOutcome), over: outcomes) }
    }
}
