public import Agent
public import Events
import Synchronization

/// A language model that says what a test tells it, and shows what it was asked.
public final class ScriptedModel: LanguageModel {
    /// What it does with one question.
    public enum Turn: Sendable {
        /// It calls tools.
        case calls([ModelAnswer.ToolCall], using: [String] = [])
        /// It fails.
        case fails
        /// It never answers, and does not heed that it is cancelled.
        case hangs
    }

    private struct State {
        var turns: [Turn]
        var prompts: [Prompt] = []
        var hanging: [CheckedContinuation<Void, Never>] = []
        var isLetGo = false
    }

    private struct Unreachable: Error {}

    /// The company that it counts as, where it counts as outside.
    public static let processor = "Scripted Models"

    /// The model's name in the log.
    public let name = "scripted"
    /// Whether it counts as an outside processor.
    public let isOutside: Bool
    /// Its company, where it counts as outside.
    public var outsideProcessors: Set<String> { isOutside ? [Self.processor] : [] }
    /// The providers whose tools it owns.
    public let providers: Set<String>
    /// Whom its answers name as the one that gave them; nil for itself.
    private let answering: String?
    private let state: Mutex<State>

    /// A model that takes its turns in order, and is silent when they are used up.
    ///
    /// - Parameter answering: whom its answers name, as those of a chain name another model.
    public init(
        _ turns: [Turn],
        isOutside: Bool = false,
        providers: Set<String> = [],
        answering: String? = nil
    ) {
        state = Mutex(State(turns: turns))
        (self.isOutside, self.providers, self.answering) = (isOutside, providers, answering)
    }

    /// What it was asked, in order.
    public var prompts: [Prompt] { state.withLock { $0.prompts } }

    /// Answers as scripted.
    public func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        let turn = state.withLock { state in
            state.prompts.append(prompt)
            return state.turns.isEmpty ? Self.silence : state.turns.removeFirst()
        }
        switch turn {
        case .calls(let calls, let used):
            return ModelAnswer(
                calls: calls,
                providerTools: used,
                usage: ModelUsage(tokensIn: 100, tokensOut: 10),
                firstTokenMicros: 1,
                model: answering
            )
        case .fails: throw Unreachable()
        case .hangs:
            await withCheckedContinuation { wake in
                let isOver = state.withLock { state in
                    if !state.isLetGo { state.hanging.append(wake) }
                    return state.isLetGo
                }
                if isOver { wake.resume() }
            }
            throw Unreachable()
        }
    }

    /// Lets every question that hangs, or will, fail at last.
    public func letGo() {
        let hanging = state.withLock { state in
            state.isLetGo = true
            defer { state.hanging = [] }
            return state.hanging
        }
        for wake in hanging { wake.resume() }
    }

    /// A call of `stay_silent`.
    public static let silence = Turn.calls([.init(name: "stay_silent", arguments: [])])

    /// A call of `nudge`.
    public static func nudge(
        line: StreamVersion,
        passage: String,
        headline: String,
        body: String
    ) -> Turn {
        let arguments: JSONObject = [
            "line": .integer(Int64(line.value)), "passage": .string(passage),
            "headline": .string(headline), "body": .string(body),
        ]
        return .calls([.init(name: "nudge", arguments: CanonicalJSON.encode(arguments))])
    }

    /// A call of another tool.
    public static func tool(_ name: String, _ arguments: JSONObject) -> Turn {
        .calls([.init(name: name, arguments: CanonicalJSON.encode(arguments))])
    }
}
