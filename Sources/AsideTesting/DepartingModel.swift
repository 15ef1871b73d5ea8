public import Agent
public import Events
import Synchronization

/// A language model that sends each prompt through the door to a processor, and keeps what it sent.
public final class DepartingModel: LanguageModel {
    /// The model's name in the log.
    public let name = "departing"
    /// Whether its processor is outside.
    public let isOutside: Bool
    /// Where prompts go.
    public let destination: Destination
    /// Who gets them.
    public var outsideProcessors: Set<String> { [destination.processor] }
    private let answer: @Sendable (borrowing Clearance) async throws -> ModelAnswer
    private let refusals = Mutex<[EgressRefusal]>([])
    private let sent = Atomic(0)

    /// A model at a processor.
    ///
    /// - Parameters:
    ///   - isOutside: what it says of itself; where prompts go is outside in any case.
    ///   - answer: what it does with what leaves.
    public init(
        isOutside: Bool = true,
        answer: @escaping @Sendable (borrowing Clearance) async throws -> ModelAnswer = { _ in
            ModelAnswer(
                calls: [.init(name: "stay_silent", arguments: [])],
                usage: ModelUsage(tokensIn: 100, tokensOut: 10),
                firstTokenMicros: 1
            )
        }
    ) {
        (self.isOutside, self.answer) = (isOutside, answer)
        destination = Destination(processor: "Example Models", region: "EU", isOutside: true)
    }

    /// How many prompts left.
    public var count: Int { sent.load(ordering: .relaxed) }
    /// Why others did not.
    public var refused: [EgressRefusal] { refusals.withLock { $0 } }

    /// Sends the prompt.
    public func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        let body = CanonicalJSON.encode(prompt.json)
        let departure = Departure(to: destination, asking: .model, carrying: body)
        do {
            return try await door.request(departure) { clearance in
                sent.add(1, ordering: .relaxed)
                clearance.traffic.sent(body.count)
                return try await answer(clearance)
            }
        } catch let refusal as EgressRefusal {
            refusals.withLock { $0.append(refusal) }
            throw refusal
        }
    }
}
