import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `The review` {
    @Test
    func `given a coached call, when reviewed, then nudges stand beside the line they answer`()
        throws
    {
        let report = Samples.review(SampleCalls.rich())
        let row = try #require(report.sections[2].tables.first?.rows.first)
        #expect(row.cells[1] == "Honestly, it is = too expensive.")
        #expect(row.cells[2] == "Objection")
        #expect(row.cells[3] == "Price objection: anchor on ROI – Cite the six-week payback.")
        #expect(row.cells[6] == "Used")
    }

    @Test func `given required statements, when reviewed, then made and missed are told apart`()
        throws
    {
        let rows = try #require(Samples.review(SampleCalls.rich()).sections[3].tables.first?.rows)
        #expect(
            rows.map { Array($0.cells.prefix(2)) } == [
                ["recording-notice", "no"], ["price-in-writing", "yes, at 0:00:14.000"],
            ]
        )
    }

    @Test func `given an erased customer, when reviewed, then their words and name read erased`()
        throws
    {
        let call = SampleCalls.rich()
        let report = Samples.review(call, erasing: [SampleCalls.lee])
        let rows = try #require(report.sections[6].tables.first?.rows)
        let customer = rows.filter { $0.cells[3] == "Prospect" }
        #expect(!customer.isEmpty)
        #expect(customer.allSatisfy { $0.cells[2] == "erased" && $0.cells[4] == "erased" })
        #expect(report.projection == Samples.review(call).projection)
    }

    @Test func `given a follow-up, when reviewed, then it stands there, and reads erased later`()
        throws
    {
        var call = SampleCalls.rich()
        call.followUp(answering: nil)
        let section = try #require(Samples.review(call).sections.last)
        #expect(section.title == "After the call")
        let values = section.facts.map(\.value)
        #expect(values[1] == "“Too dear.” – Price\n→ not answered")
        #expect(values[2] == "Both sides: “talk on Friday” (on Friday)")
        #expect(Array(values.suffix(2)) == ["Our call", "Hello,\n\nThank you."])
        #expect(section.tables.first?.rows.map { $0.cells[2] } == ["None yet"])
        let erased = try #require(
            Samples.review(call, erasing: [SampleCalls.lee]).sections.last
        )
        #expect(erased.facts.dropFirst().allSatisfy { $0.value == "erased" })
        #expect(erased.tables.first?.rows.count == 1)
    }

    @Test func `given a step of one person, when reviewed, then the name stands beside the role`()
        throws
    {
        var call = SampleCalls.rich()
        call.followUp(answering: nil, owedBy: SampleCalls.lee)
        let section = try #require(Samples.review(call).sections.last)
        let steps = section.facts.first { $0.key == "next-steps" }
        #expect(steps?.value == "Prospect (Lee <b>): “talk on Friday” (on Friday)")
        // The draft is under content keys; the name is evidence.
        let events = call.log.events(erasing: [SampleCalls.lee], .evidence)
        let nameless = ReviewDocument.make(
            Folded<CallReview>(folding: events),
            meters: Folded<Meters>(folding: events),
            prices: Samples.prices,
            in: Samples.context(call, withNames: true)
        )
        let erased = nameless.sections.last?.facts.first { $0.key == "next-steps" }
        #expect(erased?.value == "erased")
    }

    @Test func `given a pack's word for objections, when reviewed, then the heading has it`() {
        var call = SampleCalls.rich()
        call.followUp(answering: nil)
        var context = Samples.context(call, withNames: true)
        context.labels = PackLabels(roles: [:], kinds: [:], objections: "concerns")
        let events = call.log.events
        let report = ReviewDocument.make(
            Folded<CallReview>(folding: events),
            meters: Folded<Meters>(folding: events),
            prices: Samples.prices,
            in: context
        )
        let fact = report.sections.last?.facts.first { $0.key == "objections" }
        #expect(fact?.label == "Concerns, and how they were answered")
    }

    @Test(arguments: [nil, .refused, .tooLate] as [ToolApprovalRefused.Reason?])
    func `given an answer to a question, when reviewed, then it is told`(
        refusal: ToolApprovalRefused.Reason?
    ) throws {
        var call = SampleCalls.rich()
        call.followUp(answering: .some(refusal))
        let row = try #require(Samples.review(call).sections.last?.tables.first?.rows.first)
        let told =
            switch refusal {
            case nil: ["Approved", "Done"]
            case .tooLate: ["Too late", "Not done"]
            default: ["Refused", "Not done"]
            }
        #expect(Array(row.cells.suffix(2)) == told)
        let section = Samples.compliance(call).sections[8]
        let counts = ["drafted", "asked", "approved", "done"].map { key in
            section.facts.first { $0.key == key }?.value
        }
        #expect(counts == ["1", "1", refusal == nil ? "1" : "0", refusal == nil ? "1" : "0"])
    }

    @Test func `given a refused call, when reviewed, then it says that nothing was heard`() {
        let report = Samples.review(SampleCalls.refused())
        #expect(report.verdict.code == "unheard")
        #expect(
            report.sections.allSatisfy {
                !$0.tables.isEmpty || !$0.paragraphs.isEmpty || !$0.facts.isEmpty
            }
        )
    }

    @Test func `given prices, when reviewed, then the cost table adds up`() throws {
        let rows = try #require(Samples.review(SampleCalls.rich()).sections[4].tables.first?.rows)
        #expect(rows.last?.cells.first == "Together")
        #expect(rows.first?.cells[2] == "0.000500 per minute")
    }

    @Test func `given tokens or a model outside, when reviewed, then none are denied`() {
        func denies(_ call: CallRecorder) -> Bool {
            Samples.review(call).sections[4].paragraphs.contains { $0.contains("no tokens") }
        }
        #expect(denies(SampleCalls.rich()))
        #expect(!denies(SampleCalls.departing()), "a model outside was asked in the call")
        var later = SampleCalls.rich()
        later.record(
            EgressRequested(
                request: EgressID("later"),
                service: .model,
                purpose: .followUp,
                outside: true,
                bytes: 1
            ),
            at: 4000,
            actor: .coach,
            in: .after(later.call)
        )
        #expect(!denies(later), "a model outside was asked after the call")
        var counted = CallRecorder()
        counted.open(.live)
        counted.record(
            ModelCompleted(
                invocation: InvocationID("question"),
                choice: .silence,
                usage: ModelUsage(tokensIn: 119_980, tokensOut: 20),
                firstTokenMicros: 1,
                latencyMicros: 2
            ),
            of: counted.rep,
            at: 5,
            actor: .coach
        )
        counted.end(at: 60)
        #expect(!denies(counted), "the model counted some")
    }

    @Test func `given a nudge, when reviewed, then each stage stands beside its budget`() throws {
        let section = Samples.review(SampleCalls.rich()).sections[5]
        let rows = try #require(section.tables.first?.rows)
        #expect(
            rows.map { [$0.cells[0], $0.cells[2], $0.cells[5], $0.cells[6]] } == [
                ["Words end → line final", "120.000 ms", "300.000 ms", "yes"],
                ["→ passages retrieved", "20.000 ms", "–", "–"],
                ["→ decided", "1.000 ms", "–", "–"],
                ["→ nudge composed", "39.000 ms", "500.000 ms", "yes"],
                ["→ durable", "2.000 ms", "–", "–"],
                ["→ seen", "1.250 ms", "50.000 ms", "yes"],
                ["Words end → seen", "183.250 ms", "1750.000 ms", "yes"],
            ]
        )
    }

    @Test func `given a replay, when reviewed, then its times of speech are called the script's`() {
        func speaksOfScript(_ call: CallRecorder) -> Bool {
            Samples.review(call).sections[5].paragraphs.contains { $0.contains("the script's") }
        }
        #expect(speaksOfScript(SampleCalls.rich(.replay)))
        #expect(!speaksOfScript(SampleCalls.rich(.live)))
    }

    @Test func `given no nudge, when reviewed, then it says that there is nothing to measure`() {
        let section = Samples.review(SampleCalls.refused()).sections[5]
        #expect(section.tables.isEmpty)
        #expect(section.paragraphs == ["No nudge was sent, so there is nothing to measure."])
    }
}

extension CallRecorder {
    /// A draft after the call, and a question: unanswered, approved and done (nil), or refused.
    ///
    /// - Parameter person: who owes its next step; both sides if nil.
    fileprivate mutating func followUp(
        answering answer: ToolApprovalRefused.Reason??,
        owedBy person: Pseudonym? = nil
    ) {
        let stream = StreamName.after(call)
        let (draft, act) = (ToolCallID("draft"), ToolCallID("act"))
        let people = [rep, SampleCalls.lee]
        func called(_ id: ToolCallID, acting: Bool) -> ToolCalled {
            ToolCalled(toolCall: id, purpose: .followUp, acting: acting, deadlineMicros: 1)
        }
        func completed(_ id: ToolCallID) -> ToolCompleted {
            ToolCompleted(toolCall: id, latencyMicros: 1, resultBytes: 1, origin: .source)
        }
        let owner =
            person.map { #""isShared":false,"line":9,"owner":"prospect","person":"\#($0.text)""# }
            ?? #""isShared":true,"line":9,"owner":"rep""#
        let text = """
            {"draft":{"body":"Hello,\\n\\nThank you.","subject":"Our call"},\
            "nextSteps":[{"due":"on Friday",\(owner),\
            "what":"talk on Friday"}],"objections":[{"answers":[],"headline":"Price","line":8,\
            "play":"price","quote":"Too dear."}],"outcome":{"note":"","outcome":"undecided"}}
            """
        record(called(draft, acting: false), of: rep, at: 4000, actor: .coach, in: stream)
        record(
            completed(draft),
            sealing: .content(.init(result: text), of: people),
            of: rep,
            at: 4000,
            actor: .coach,
            in: stream
        )
        record(
            ToolApprovalAsked(
                toolCall: act,
                purpose: .followUp,
                channel: "terminal",
                expiresAt: time(9000)
            ),
            sealing: .content(
                .init(tool: "log_outcome", arguments: "{}", question: "Write it down?"),
                of: people
            ),
            of: rep,
            at: 4000,
            actor: .coach,
            in: stream
        )
        guard let answer else { return }
        guard let answer else {
            let given = ToolApprovalGiven(toolCall: act, channel: "terminal", latencyMicros: 1)
            record(given, of: rep, at: 4001, actor: .operator, in: stream)
            record(called(act, acting: true), of: rep, at: 4001, actor: .coach, in: stream)
            record(completed(act), of: rep, at: 4001, actor: .coach, in: stream)
            return
        }
        let refused = ToolApprovalRefused(
            toolCall: act,
            reason: answer,
            channel: "terminal",
            latencyMicros: 1
        )
        record(refused, of: rep, at: 4001, actor: .operator, in: stream)
    }
}
