import Agent
import Events

/// What was found when a model was tried, for `aside doctor`.
public struct ProbeResult: Hashable, Sendable {
    /// Whether it can be used: it answered, and by calling the tool.
    public let isGood: Bool
    /// One line: what was found and, where it is not good, what to do.
    public let line: String
    /// The shortest limits within which its answer would have come; nil where there was none that can be
    /// used.
    public var needed: TimeLimits?
}

extension EndpointModel {
    /// The tool that a probe offers.
    private static var tool: Question.Tool {
        Question.Tool(
            name: "stay_silent",
            summary: "Says nothing.",
            schema: ["type": .string("object"), "properties": .object([:])]
        )
    }

    /// Tries the endpoint, rested or not, with a question that carries nobody's words.
    public func probe() async -> ProbeResult {
        let began = transport.time.nowMicros
        do {
            let told = try await ask(
                Question(probing: Self.tool),
                within: .patient,
                through: .forNobodysWords
            )
            return result(told, micros: transport.time.nowMicros - began)
        } catch let fault as EgressFault {
            return ProbeResult(isGood: false, line: endpoint.name + ": " + fault.description)
        } catch {
            return ProbeResult(isGood: false, line: endpoint.name + ": the test was ended early")
        }
    }

    private func result(_ told: Told, micros: Int64) -> ProbeResult {
        let (calls, tokens) = (told.answer.calls, told.answer.tokens)
        guard calls.first?.name == Self.tool.name else {
            if told.answer.isCutOff {
                return ProbeResult(
                    isGood: false,
                    line: "\(endpoint.name): its answer ended at max_tokens "
                        + "(\(endpoint.mostTokens)) before it called a tool; raise that, or have "
                        + "it think less"
                )
            }
            return ProbeResult(
                isGood: false,
                line: "\(endpoint.name): answered without calling the tool it was told to call; "
                    + "the coach needs a model that calls tools"
            )
        }
        let found = [
            "answers in \(micros / 1_000) ms",
            told.isStream ? "streams" : "does not stream",
            "calls tools",
            tokens == TokenCounts()
                ? "does not count tokens, so each answer counts at its most" : "counts tokens",
        ]
        return ProbeResult(
            isGood: true,
            line: endpoint.name + ": " + found.joined(separator: ", "),
            needed: TimeLimits(
                firstByteMicros: told.firstByteMicros,
                idleMicros: told.longestGapMicros,
                wholeMicros: micros
            )
        )
    }
}
