/// What came of an answer that its provider paused: sent back as it is, the provider goes on with it.
struct PausedAnswer: Hashable, Sendable {
    /// Its blocks, in their order.
    var content: [WireJSON]
    /// Where the provider runs code for it; nil where it runs none.
    var container: String?

    /// The body of the request that carries the answer on: what was asked, and behind it what has come.
    ///
    /// - Parameter body: what was asked, as it left.
    /// - Returns: nil where that was no question of Anthropic's form.
    func body(carryingOn body: [UInt8]) -> [UInt8]? {
        guard case .object(var question)? = try? WireJSON(parsing: body),
            let messages = question["messages"]?.array
        else { return nil }
        let said: [String: WireJSON] = ["role": .string("assistant"), "content": .array(content)]
        question["messages"] = .array(messages + [.object(said)])
        if let container { question["container"] = .string(container) }
        return WireJSON.object(question).written
    }

    /// This with what came when it was carried on.
    func carriedOn(by more: PausedAnswer) -> PausedAnswer {
        PausedAnswer(
            content: content + more.content,
            container: more.container ?? container
        )
    }
}

/// The blocks of an answer as they come, each kept as it was.
struct HeardBlocks: Hashable, Sendable {
    private struct Block: Hashable {
        /// As it began.
        var start: [String: WireJSON]
        /// Its texts that came in pieces, by their names.
        var texts: [String: JoinedText] = [:]
        var input = JoinedText()
        var citations: [WireJSON] = []

        /// As it is; nil when a piece of it is not whole.
        var whole: WireJSON? {
            var members = start
            for (name, pieces) in texts {
                guard let text = pieces.text else { return nil }
                members[name] = .string((start[name]?.string ?? "") + text)
            }
            if !input.bytes.isEmpty {
                guard let input = try? WireJSON(parsing: input.bytes) else { return nil }
                members["input"] = input
            }
            if !citations.isEmpty {
                members["citations"] = .array((start["citations"]?.array ?? []) + citations)
            }
            return .object(members)
        }
    }

    private var blocks: [Int: Block] = [:]
    /// Whether something came that could not be given back as it was.
    private var isBroken = false

    /// Takes the beginning of a block, or all of it.
    mutating func begin(_ block: WireJSON?, at place: Int?) {
        guard let block, case .object(let members) = block, block.hasWholeTexts, let place else {
            return isBroken = true
        }
        blocks[place] = Block(start: members)
    }

    /// Takes what is added to a block.
    mutating func add(_ delta: WireJSON?, at place: Int?) {
        guard let place, blocks[place] != nil, let type = delta?["type"]?.string else {
            return isBroken = true
        }
        var isTaken = false
        switch type {
        case "text_delta", "thinking_delta", "signature_delta":
            let name = String(type.dropLast("_delta".count))
            if let piece = delta?[name]?.text {
                isTaken = blocks[place]?.texts[name, default: JoinedText()].add(piece) == true
            }
        case "input_json_delta":
            if let piece = delta?["partial_json"]?.text {
                isTaken = blocks[place]?.input.add(piece) == true
            }
        case "citations_delta":
            if let citation = delta?["citation"], citation.hasWholeTexts {
                blocks[place]?.citations.append(citation)
                isTaken = true
            }
        default: break
        }
        if !isTaken { isBroken = true }
    }

    /// The blocks in their order; nil when there are none, or one cannot be given back as it came.
    var content: [WireJSON]? {
        guard !isBroken, !blocks.isEmpty else { return nil }
        let whole = blocks.sorted { $0.key < $1.key }.compactMap(\.value.whole)
        return whole.count == blocks.count ? whole : nil
    }
}

extension WireJSON {
    /// Whether no text in it is a piece of one.
    fileprivate var hasWholeTexts: Bool {
        switch self {
        case .piece: false
        case .array(let elements): elements.allSatisfy(\.hasWholeTexts)
        case .object(let members): members.values.allSatisfy(\.hasWholeTexts)
        case .null, .bool, .number, .digits, .string: true
        }
    }
}
