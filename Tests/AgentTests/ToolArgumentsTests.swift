import Agent
import Events
import Testing

@Suite struct ToolArgumentsTests {
    private struct Nothing: ToolSource {
        func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject
        { [:] }
    }

    private let box: ToolBox = {
        var box = ToolBox()
        let tool = Tool(
            name: "offer",
            summary: "Makes an offer",
            inputs: [
                ToolInput("percent", .percent, "how much"),
                ToolInput("months", .integer(1...60), "for how long"),
                ToolInput("plan", .choice(["starter", "growth"]), isRequired: false, "which"),
                ToolInput("note", .text(longest: 5), isRequired: false, "a note"),
                ToolInput("account", .given("brightwater"), isRequired: false, "whose"),
            ],
            access: .readOnly,
            purpose: .aiAnalysis
        )
        box.add(tool, over: Nothing())
        box.add(ProviderTool(name: "web_search", provider: "elsewhere", definition: [:]))
        return box
    }()

    private func parse(_ arguments: JSONObject, of name: String = "offer") throws -> JSONObject {
        try box.invocation(of: name, arguments, id: ToolCallID("1")).arguments
    }

    private func arguments(_ name: String? = nil, _ value: JSON? = nil) -> JSONObject {
        var arguments: JSONObject = ["percent": .string("5"), "months": .integer(12)]
        if let name { arguments[name] = value }
        return arguments
    }

    @Test(arguments: [
        ("discount", JSON.integer(1) as JSON?, ToolRefusal.unknownArgument(place: 0)),
        ("percent", nil, .missing(input: "percent")), ("months", .null, .missing(input: "months")),
        ("months", .string("12"), .illTyped(input: "months")),
        ("months", .integer(61), .illTyped(input: "months")),
        ("percent", .string("5%"), .illTyped(input: "percent")),
        ("percent", .string("100.1"), .illTyped(input: "percent")),
        ("percent", .string("-5"), .illTyped(input: "percent")),
        ("percent", .string("٥"), .illTyped(input: "percent")),
        ("percent", .string("1e1"), .illTyped(input: "percent")),
        ("percent", .string("5.25"), .illTyped(input: "percent")),
        ("percent", .array([.integer(5)]), .illTyped(input: "percent")),
        ("plan", .string("Starter"), .illTyped(input: "plan")),
        ("note", .string("longer"), .illTyped(input: "note")),
        ("note", .string("  "), .illTyped(input: "note")),
        ("note", .string("a\u{0}b"), .illTyped(input: "note")),
        ("note", .object([:]), .illTyped(input: "note")),
    ])
    func `unknown, missing and ill-typed arguments are refused`(
        name: String,
        value: JSON?,
        refusal: ToolRefusal
    ) {
        #expect(throws: refusal) { try parse(arguments(name, value)) }
    }

    @Test(arguments: [("5", "5"), ("5.0", "5"), ("05", "5"), ("12.5", "12.5"), ("100", "100")])
    func `a share has one form, so that equal calls are equal`(said: String, form: String) throws {
        #expect(try parse(arguments("percent", .string(said)))["percent"] == .string(form))
    }

    @Test func `what the call gives is set by it, whatever anybody says`() throws {
        let named = try parse(arguments("account", .string("oakfell")))
        #expect(named["account"] == .string("brightwater"))
        #expect(try parse(arguments())["account"] == .string("brightwater"))
        #expect(try parse(arguments("account", .object([:]))) == named)
    }

    @Test func `the schema says what parsing takes, and nothing of what the call gives`() throws {
        let schema = try #require(box["offer"]).schema
        #expect(schema["additionalProperties"] == .bool(false))
        #expect(schema["required"] == .array([.string("percent"), .string("months")]))
        let names = schema["properties"]?.object?.members.map(\.name)
        #expect(names == ["months", "note", "percent", "plan"])
    }

    @Test func `an unknown tool is refused, and a provider's is its own business`() throws {
        #expect(throws: ToolRefusal.unknownTool) { try parse([:], of: "rm") }
        #expect(throws: ToolRefusal.belongsToProvider) { try parse([:], of: "web_search") }
        #expect(box.providerTools(of: ["elsewhere"]).map(\.name) == ["web_search"])
        #expect(box.providerTools(of: ["another"]).isEmpty)
        #expect(box["web_search"] == nil)
    }

    @Test func `no refusal repeats what was said`() {
        for refusal in [
            ToolRefusal.unknownTool, .belongsToProvider, .unknownArgument(place: 3),
            .missing(input: "percent"), .illTyped(input: "note"),
        ] {
            #expect(refusal.description.hasPrefix("tool call refused: "))
        }
    }
}
