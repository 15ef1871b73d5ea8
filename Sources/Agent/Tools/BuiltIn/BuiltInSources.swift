import Events

/// Finds what we say about a competitor, by name or alias.
struct BattlecardSource: ToolSource {
    private let cards: [Words: PlaybookEntry]

    init(_ playbook: Playbook) {
        var cards: [Words: PlaybookEntry] = [:]
        for entry in playbook.entries {
            for name in entry.competitorNames where cards[Words(name)] == nil {
                cards[Words(name)] = entry
            }
        }
        self.cards = cards
    }

    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        let name = invocation.arguments["competitor"]?.string ?? ""
        guard let card = cards[Words(name)] else { return ["known": .bool(false)] }
        return [
            "known": .bool(true),
            "play": .string(card.id),
            "headline": .string(card.headline),
            "body": .string(card.body),
            "line": .string(card.headline),
        ]
    }
}

/// Says what is known of the call's own account; it holds no other.
struct AccountSource: ToolSource {
    let account: AccountFacts

    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        var answer = account.fields
        answer["line"] = .string(account.line)
        return answer
    }
}

/// Says who may give a discount; never how far anybody could go.
struct DiscountSource: ToolSource {
    let discounts: DiscountRules

    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        guard let percent = invocation.arguments["percent"]?.string.flatMap({ Percent($0) }) else {
            throw ToolFault.refusedArguments
        }
        let ruling = discounts.ruling(on: percent)
        var answer: JSONObject = [
            "percent": .string(percent.text),
            "decides": .string(ruling.decides),
            "line": .string(ruling.line),
        ]
        if ruling.isPossible, !discounts.inReturnFor.isEmpty {
            answer["in_return_for"] = .array(discounts.inReturnFor.map { .string($0) })
        }
        return answer
    }
}
