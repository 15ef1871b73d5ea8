import Agent
import Events
import Synchronization

/// A language model that answers its newest question when the run lets it, as the dice will have it.
///
/// The mutex guards the state.
final class SimulatedModel: LanguageModel {
    private struct State {
        var asked = 0
        var prompt: Prompt?
        var waiting: [CheckedContinuation<ModelAnswer?, Never>] = []
        var isGone = false
    }

    private struct Unreachable: Error {}

    let name = "simulated"
    let isOutside: Bool
    var outsideProcessors: Set<String> { isOutside ? ["Simulated Models"] : [] }
    private let state = Mutex(State())

    init(isOutside: Bool) { self.isOutside = isOutside }

    /// How many questions have arrived.
    var asked: Int { state.withLock { $0.asked } }

    func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        let answer = await withCheckedContinuation { wake in
            let isGone = state.withLock { state in
                state.asked += 1
                state.prompt = prompt
                if !state.isGone { state.waiting.append(wake) }
                return state.isGone
            }
            if isGone { wake.resume(returning: nil) }
        }
        guard let answer else { throw Unreachable() }
        return answer
    }

    /// Answers the newest question; those before it were withdrawn and hear nothing that counts.
    func answer(_ dice: inout Dice) {
        let (prompt, waiting) = state.withLock { state in
            defer { state.waiting = [] }
            return (state.prompt, state.waiting)
        }
        let answer = prompt.flatMap { Self.answer(to: $0, &dice) }
        for wake in waiting { wake.resume(returning: answer) }
    }

    /// The process is gone: nobody waits any more.
    func disappear() {
        let waiting = state.withLock { state in
            defer { (state.isGone, state.waiting) = (true, []) }
            return state.waiting
        }
        for wake in waiting { wake.resume(returning: nil) }
    }

    private enum Kind { case nudge, silence, invention, foreignLine, junk, unknownTool, failure }

    private static func answer(to prompt: Prompt, _ dice: inout Dice) -> ModelAnswer? {
        let kind: Kind = dice.pick(weighing: [
            (55, .nudge), (15, .silence), (6, .invention), (6, .foreignLine), (6, .junk),
            (6, .unknownTool), (6, .failure),
        ])
        guard kind != .failure, let line = prompt.lines.last?.version.value,
            let passage = prompt.passages.first
        else { return nil }
        switch kind {
        case .silence: return calling("stay_silent", [:])
        case .unknownTool: return calling("send_mail", [:])
        case .junk: return answer([.init(name: "nudge", arguments: Array("{\"line\":".utf8))])
        default:
            let invented = kind == .invention ? "Promise them 40 percent and be done" : nil
            return calling(
                "nudge",
                [
                    "line": .integer(Int64(line) + (kind == .foreignLine ? 1000 : 0)),
                    "passage": .string(passage.id),
                    "headline": .string(invented ?? passage.headline),
                    "body": .string(invented ?? passage.body),
                ]
            )
        }
    }

    private static func calling(_ tool: String, _ arguments: JSONObject) -> ModelAnswer {
        answer([.init(name: tool, arguments: CanonicalJSON.encode(arguments))])
    }

    private static func answer(_ calls: [ModelAnswer.ToolCall]) -> ModelAnswer {
        ModelAnswer(
            calls: calls,
            usage: ModelUsage(tokensIn: 100, tokensOut: 10),
            firstTokenMicros: 1
        )
    }
}
