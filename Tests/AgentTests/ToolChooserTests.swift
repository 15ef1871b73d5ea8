import Testing

@testable import Agent

@Suite struct ToolChooserTests {
    /// The model that comes with Aside.
    static func shipped() throws -> ToolChooser {
        try ToolChooser(parsing: try JudgementModel.file("tools"))
    }

    /// Tools of a sales desk: the model was fitted on none of them.
    static let desk = [
        ToolDescription(
            name: "quote_create",
            summary: "Creates a price quote for a number of seats.",
            inputs: [
                .init(
                    name: "Plan",
                    label: "Plan",
                    categories: ["Starter", "Team", "Enterprise"],
                    isRequired: true
                ),
                .init(name: "Seats", label: "Number of Seats", isRequired: true),
            ]
        ),
        ToolDescription(
            name: "demo_schedule",
            summary: "Schedules a product demo.",
            inputs: [
                .init(
                    name: "Day",
                    label: "Day",
                    categories: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
                    isRequired: true
                )
            ]
        ),
    ].map { CandidateTool($0) }

    private static func rep(_ text: String) -> ConversationLine {
        ConversationLine(speaker: .rep, text: text)
    }

    private static func prospect(_ text: String) -> ConversationLine {
        ConversationLine(speaker: .prospect, text: text)
    }

    @Test func `an unknown tool is chosen by its words`() throws {
        let chooser = try Self.shipped()
        let quote = chooser.choice(
            among: Self.desk,
            on: "Forty, please.",
            after: [
                Self.prospect("I would like a quote for the Team plan."),
                Self.rep("Sure, for what number of seats should the quote be?"),
            ]
        )
        #expect(quote.best == "quote_create")
        let demo = chooser.choice(
            among: Self.desk,
            on: "Can you schedule a demo for Thursday?",
            after: [Self.rep("Hello, how can I help?")]
        )
        #expect(demo.tool == "demo_schedule")
    }

    @Test func `an offer that is accepted makes its tool due, and thanks make none due`() throws {
        let chooser = try Self.shipped()
        let lines = [
            Self.prospect("I want to schedule a demo on Friday."),
            Self.rep("There is a demo available on Friday. Would you like me to book it for you?"),
        ]
        let yes = chooser.choice(among: Self.desk, on: "Yes, please do.", after: lines)
        #expect(yes.tool == "demo_schedule")
        let thanks = chooser.choice(
            among: Self.desk,
            on: "Great, thank you, bye!",
            after: lines + [
                Self.prospect("Yes, please."), Self.rep("Your demo is successfully scheduled."),
            ]
        )
        #expect(thanks.tool == nil)
        #expect(thanks.scorePerMille < yes.scorePerMille)
    }

    @Test func `a greeting makes no tool due`() throws {
        let choice = try Self.shipped().choice(among: Self.desk, on: "Hello there!", after: [])
        #expect(choice.tool == nil)
    }

    @Test func `without candidates there is no choice`() throws {
        let choice = try Self.shipped().choice(among: [], on: "Book it.", after: [])
        #expect(choice == ToolChooser.Choice(tool: nil, best: nil, scorePerMille: 0))
    }

    @Test func `punctuation and case change nothing`() throws {
        let chooser = try Self.shipped()
        let plain = chooser.choice(
            among: Self.desk,
            on: "Let's do Friday at 7pm, that's fine!",
            after: [Self.rep("On what day shall I schedule the demo?")]
        )
        let bare = chooser.choice(
            among: Self.desk,
            on: "lets do friday at 7 pm thats fine",
            after: [Self.rep("on what day shall i schedule the demo")]
        )
        #expect(plain == bare)
    }

    @Test func `a category of an input that is said fills it, and its label asks for it`() {
        let tool = Self.desk[0]
        #expect(tool.mentions(in: HeardWords("the enterprise one")).values == 0b01)
        #expect(tool.mentions(in: HeardWords("How many seats?")).labels == 0b10)
        #expect(tool.mentions(in: HeardWords("I need a quote.")).named == 1)
    }

    @Test func `inputs beyond the sixty-fourth are passed over`() {
        let inputs = (0..<70).map {
            ToolDescription.Input(name: "input\($0)", label: "word\($0)", isRequired: true)
        }
        let tool = CandidateTool(ToolDescription(name: "wide", inputs: inputs))
        #expect(tool.required == .max)
        #expect(tool.mentions(in: HeardWords("word63 word69")).labels == 1 << 63)
    }

    @Test(arguments: JudgementModel.broken(kind: "tools", tail: #""tools":{}"#))
    func `a broken model is refused by its name`(broken: JudgementModel.Broken) {
        let file = SourceFile(path: "models/tools.json", bytes: Array(broken.json.utf8))
        let error = #expect(throws: InputError.self) { try ToolChooser(parsing: file) }
        #expect(error?.description.hasPrefix("models/tools.json:1: found \(broken.found)") == true)
    }

    @Test func `broken weights of a tool are refused with the tool's name`() {
        let json =
            #"{"bias":0,"features":[],"kind":"tools","threshold_per_mille":300,"#
            + #""tools":{"quote":{"features":["t how"],"weights":[]}},"version":1,"weights":[]}"#
        let file = SourceFile(path: "models/tools.json", bytes: Array(json.utf8))
        let error = #expect(throws: InputError.self) { try ToolChooser(parsing: file) }
        #expect(error?.found == "0 weights of 1 features (quote)")
    }
}
