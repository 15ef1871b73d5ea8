import Events

/// What the runner knows of the tools of one call: answers that stand, and which tools are left alone.
///
/// It decides and the runner acts. Time is the stopwatch's.
struct ToolLedger {
    /// What to do about a call.
    enum Decision: Hashable {
        /// Ask the source.
        case ask
        /// The same call is under way: share its answer.
        case join
        /// The same call was answered.
        case answer(Answer)
        /// Do not ask.
        case refuse(ToolFailed.Reason)
    }

    /// An answer of a source.
    struct Answer: Hashable, Sendable {
        var json: JSONObject
        var bytes: Int
        var cameAtMicros: Int64
        /// Until when the same call is answered with it.
        var standsUntilMicros: Int64
    }

    /// More different calls than a call of an hour makes; the oldest answer goes first.
    static let mostAnswers = 256

    private enum Breaker {
        case closed(failures: Int)
        case open(untilMicros: Int64)
        /// One call is let through to see whether the tool is back.
        case trying
    }

    private var answers: [ToolInvocation.Fingerprint: Answer] = [:]
    private var underWay: Set<ToolInvocation.Fingerprint> = []
    private var notBack: [String: Int] = [:]
    private var breakers: [String: Breaker] = [:]

    /// Decides about a call, and takes it as begun when the decision is to ask.
    mutating func decide(_ invocation: ToolInvocation, atMicros now: Int64) -> Decision {
        let (tool, key) = (invocation.tool, invocation.fingerprint)
        if underWay.contains(key) { return .join }
        if let answer = answers[key] {
            if now <= answer.standsUntilMicros { return .answer(answer) }
            answers[key] = nil
        }
        guard notBack[tool.name, default: 0] < tool.limits.mostUnderWay else {
            return .refuse(.busy)
        }
        switch breakers[tool.name] ?? .closed(failures: 0) {
        case .closed: break
        case .trying: return .refuse(.circuitOpen)
        case .open(let until):
            guard now >= until else { return .refuse(.circuitOpen) }
            breakers[tool.name] = .trying
        }
        underWay.insert(key)
        notBack[tool.name, default: 0] += 1
        return .ask
    }

    /// The tool answered.
    mutating func answered(_ invocation: ToolInvocation, _ answer: Answer) {
        underWay.remove(invocation.fingerprint)
        answeredLate(invocation, answer)
    }

    /// The tool answered after it had been given up: it works, however slowly, and the same call is
    /// answered with it unless a newer answer stands longer.
    mutating func answeredLate(_ invocation: ToolInvocation, _ answer: Answer) {
        breakers[invocation.tool.name] = .closed(failures: 0)
        let known = answers[invocation.fingerprint]
        if let known, known.standsUntilMicros > answer.standsUntilMicros { return }
        if known == nil, answers.count >= Self.mostAnswers {
            let oldest = answers.min { $0.value.cameAtMicros < $1.value.cameAtMicros }
            if let oldest { answers[oldest.key] = nil }
        }
        answers[invocation.fingerprint] = answer
    }

    /// The tool failed, or was given up; that it did not want the arguments, or was not asked, is
    /// no failing of its.
    mutating func failed(
        _ invocation: ToolInvocation,
        with fault: ToolFault,
        atMicros now: Int64
    ) {
        underWay.remove(invocation.fingerprint)
        let (name, limits) = (invocation.tool.name, invocation.tool.limits)
        guard fault != .refusedArguments else { return breakers[name] = .closed(failures: 0) }
        guard fault != .notAllowed else { return tryAgain(name, atMicros: now) }
        switch breakers[name] ?? .closed(failures: 0) {
        case .closed(let failures) where failures + 1 < limits.failuresToOpen:
            breakers[name] = .closed(failures: failures + 1)
        case .closed, .trying:
            breakers[name] = .open(untilMicros: now + limits.openMicros)
        case .open:
            break
        }
    }

    /// A tool that was not asked is as it was; the next call may be the one that tries it.
    private mutating func tryAgain(_ name: String, atMicros now: Int64) {
        if case .trying? = breakers[name] { breakers[name] = .open(untilMicros: now) }
    }

    /// The source returned, in time or not: it takes no place any more.
    mutating func cameBack(_ tool: Tool) {
        notBack[tool.name, default: 1] -= 1
    }
}
