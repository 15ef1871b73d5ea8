import AsideTesting
import Events
import Testing

@testable import Agent

@Suite("Damaged calls of a language model", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedChoiceTests {
    private static let arguments = [
        #"{"line":7,"passage":"price","headline":"Show it","body":"Now é 😀.","confidence":0.9}"#,
        #"{"percent":12,"account":{"id":"acme","open":[true,null,{"a":-3}]}}"#,
    ]

    private static func choice(_ name: String, _ arguments: [UInt8]) -> ModelChoice? {
        let answer = ModelAnswer(
            calls: [.init(name: name, arguments: arguments)],
            usage: ModelUsage(tokensIn: 1, tokensOut: 1),
            firstTokenMicros: 1
        )
        return try? ModelChoice(answer, knowing: ["look_up"])
    }

    @Test func `are a tip that can be read, a call that can be logged, or unusable`() async throws {
        func isRead(_ bytes: [UInt8]) -> Bool {
            Self.choice("nudge", bytes) != nil || Self.choice("look_up", bytes) != nil
        }
        try await Mutations.each(of: Self.arguments, intact: isRead) { bytes, random in
            let name = ["nudge", "look_up", "stay_silent"].randomElement(using: &random) ?? ""
            guard let choice = Self.choice(name, bytes) else { return }
            switch choice {
            case .silence: #expect(name == "stay_silent")
            case .nudge(let nudge):
                #expect((1...ModelChoice.longestHeadline).contains(nudge.headline.count))
                #expect((1...ModelChoice.longestBody).contains(nudge.body.count))
            case .tools(let requests):
                for request in requests {
                    let written = CanonicalJSON.encode(request.arguments)
                    // Deeper than the log allows it is refused, as no tool takes it.
                    guard let read = try? CanonicalJSON.parse(written) else { continue }
                    #expect(read == .object(request.arguments))
                }
            }
        }
    }
}
