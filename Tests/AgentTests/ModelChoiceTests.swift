import Events
import Testing

@testable import Agent

@Suite("What a language model answers")
struct ModelChoiceTests {
    private func choice(_ name: String, _ json: String) -> ModelChoice? {
        let call = ModelAnswer.ToolCall(name: name, arguments: Array(json.utf8))
        let usage = ModelUsage(tokensIn: 1, tokensOut: 1)
        let answer = ModelAnswer(calls: [call], usage: usage, firstTokenMicros: 1)
        return try? ModelChoice(answer, knowing: ["look_up"])
    }

    private static let long = String(repeating: "h", count: ModelChoice.longestHeadline + 1)

    @Test(arguments: [
        "0.93", "null", "\"sure\"", "12345678901234567890", "[0.1,{\"a\":2.5}]",
        "{\"deep\":[[1.5]]}",
    ])
    func `is a nudge whatever it holds beside what it was asked for`(more: String) throws {
        let json = """
            {"confidence":\(more),"line":7,"passage":"price","headline":"Show it","body":"Now."}
            """
        guard case .nudge(let nudge)? = choice("nudge", json) else {
            Issue.record("no nudge")
            return
        }
        #expect(nudge.line == StreamVersion(7) && nudge.passage == "price")
        #expect(nudge.headline == "Show it" && nudge.body == "Now.")
    }

    @Test(arguments: [
        #"{"passage":"price","headline":"Show it","body":"Now."}"#,
        #"{"line":7.5,"passage":"price","headline":"Show it","body":"Now."}"#,
        #"{"line":7,"passage":0.5,"headline":"Show it","body":"Now."}"#,
        #"{"line":7,"passage":"price","headline":["Show it",0.5],"body":"Now."}"#,
    ])
    func `is none where that is missing, or a fraction`(json: String) {
        #expect(choice("nudge", json) == nil)
    }

    @Test(
        arguments: [
            (#"{"passage":"p","headline":"H","body":"B"}"#, "nudge.line"),
            (#"{"line":7,"passage":null,"headline":"H","body":"B"}"#, "nudge.passage"),
            (#"{"line":7,"passage":"p"}"#, "nudge.headline"),
            (#"{"line":7,"passage":"p","headline":"H","text":"secret words"}"#, "nudge.body"),
            // Not missing, and of no use.
            (#"{"line":"7","passage":"p","headline":"H","body":"B"}"#, "nudge.line"),
            (#"{"line":7,"passage":1,"headline":"H","body":"B"}"#, "nudge.passage"),
            (
                #"{"line":7,"passage":"p","headline":"\#(ModelChoiceTests.long)","body":"B"}"#,
                "nudge.headline"
            ),
            (#"{"line":7,"passage":"p","headline":"H","body":""}"#, "nudge.body"),
            ("words", "arguments"), (#"{"line":7,"passage":"p","headl"#, "arguments"),
        ] as [(String, String)]
    )
    func `is named by what it lacks, and by nothing that it holds`(json: String, name: String) {
        let answer = ModelAnswer(
            calls: [.init(name: "nudge", arguments: Array(json.utf8))],
            usage: ModelUsage(tokensIn: 1, tokensOut: 1),
            firstTokenMicros: 1
        )
        let unusable = #expect(throws: ModelChoice.Unusable.self) {
            try ModelChoice(answer, knowing: [])
        }
        #expect(unusable?.missing?.name == name)
    }

    @Test(
        arguments: [
            (["look_up", "look_away"], "{}", "name"), (["look_up"], #"{"a""#, "arguments"),
            (Array(repeating: "look_up", count: ModelChoice.mostTools + 1), "{}", nil),
        ] as [([String], String, String?)]
    )
    func `is no call of tools that are unknown, not whole or too many`(
        names: [String],
        arguments: String,
        missing: String?
    ) {
        let answer = ModelAnswer(
            calls: names.map { .init(name: $0, arguments: Array(arguments.utf8)) },
            usage: ModelUsage(tokensIn: 1, tokensOut: 1),
            firstTokenMicros: 1
        )
        let unusable = #expect(throws: ModelChoice.Unusable.self) {
            try ModelChoice(answer, knowing: ["look_up"])
        }
        #expect(unusable?.missing?.name == missing)
    }

    @Test func `is none in words alone`() {
        let words = ModelAnswer(
            calls: [],
            usage: ModelUsage(tokensIn: 1, tokensOut: 1),
            firstTokenMicros: 1
        )
        #expect(throws: ModelChoice.Unusable(missing: "tool call")) {
            try ModelChoice(words, knowing: ["look_up"])
        }
    }

    @Test func `calls a tool with whole arguments alone, since none may go missing on the way`() {
        #expect(choice("look_up", #"{"percent":12}"#) != nil)
        #expect(choice("look_up", #"{"percent":12.5}"#) == nil)
        #expect(choice("look_up", #"{"account":"acme","percents":[{"a":12.5}]}"#) == nil)
    }
}
