import AsideTesting
import Events
import Reports
import Testing

@Suite struct `Tools and models in reports` {
    /// A call with one tool of each end, and questions to a model: answered, withdrawn and not asked.
    private func used(tools: Int = 4) -> CallRecorder {
        var call = SampleCalls.rich()
        for number in 0..<tools {
            let id = ToolCallID("tool-\(number)")
            call.record(
                ToolCalled(toolCall: id, purpose: .crmLookup, acting: false, deadlineMicros: 1),
                sealing: .content(
                    .init(tool: "look_up_account", arguments: #"{"name":"Acme"}"#),
                    of: [SampleCalls.lee]
                ),
                of: SampleCalls.lee,
                at: 61,
                actor: .coach
            )
            switch number {
            case 0:
                call.record(
                    ToolCompleted(
                        toolCall: id,
                        latencyMicros: 120_000,
                        resultBytes: 1,
                        origin: .source
                    ),
                    of: SampleCalls.lee,
                    at: 62,
                    actor: .coach
                )
            case 1:
                call.record(
                    ToolFailed(
                        toolCall: id,
                        reason: .junk,
                        latencyMicros: 0,
                        missingField: "result.content"
                    ),
                    of: SampleCalls.lee,
                    at: 62,
                    actor: .coach
                )
            case 2:
                call.record(
                    ToolTimedOut(toolCall: id, latencyMicros: 800_000),
                    of: SampleCalls.lee,
                    at: 62,
                    actor: .coach
                )
                call.record(
                    ToolWentStale(toolCall: id, reason: .afterDeadline, latencyMicros: 900_000),
                    of: SampleCalls.lee,
                    at: 62,
                    actor: .coach
                )
            default: break
            }
        }
        return call
    }

    private static let ends = [
        "Answered after 120.000 ms", "Failed after 0.000 ms (junk, without result.content)",
        "Given up after 800.000 ms (no answer in time)", "Called, no outcome recorded",
    ]

    private func toolRows(_ review: ReportDocument) -> [ReportSection.Row] {
        (review.sections[6].tables.first?.rows ?? []).filter { $0.cells[1] == "tool" }
    }

    @Test func `given tools, when reviewed, then the timeline has each with how it ended`() {
        let call = used()
        let report = Samples.review(call)
        let rows = toolRows(report)
        #expect(rows.map { $0.cells[4] } == Self.ends)
        #expect(rows.allSatisfy { $0.cells[2] == "look_up_account" && $0.index != nil })
        #expect(rows.first?.cells.first == "0:01:01.000")
        #expect(!Samples.texts(report).contains { $0.contains("Acme") })
        let erased = Samples.review(call, erasing: [SampleCalls.lee])
        let rest = toolRows(erased)
        #expect(rest.map { $0.cells[2] } == Array(repeating: "erased", count: 4))
        #expect(rest.map { $0.cells[4] } == Self.ends)
        #expect(erased.projection == report.projection)
    }

    @Test func `given tools, when reported, then section 9 has a row for each`() throws {
        let section = Samples.compliance(used()).sections[8]
        let table = try #require(section.tables.first { $0.key == "tools-called" })
        #expect(table.rows.map { $0.cells[4] } == Self.ends)
        #expect(table.rows.allSatisfy { $0.cells[3] == "CRM look-up" && $0.index != nil })
        #expect(!section.paragraphs.contains { $0.contains("more call") })
    }

    @Test func `given an answer that lacked something, when reported, then section 12 names it`() {
        var call = SampleCalls.departing()
        let request = call.depart(
            .model,
            .aiAnalysis,
            to: "Wordwell Ltd",
            of: [SampleCalls.lee],
            at: 100
        )
        call.arrive(request, .malformed, bytesOut: 40, lacking: "choices", at: 101)
        let facts = Samples.compliance(call).sections[11].facts
        let told = facts.first { $0.key == "egress-unanswered" }?.value
        #expect(told?.contains("1 (no proper answer, without choices)") == true)
    }

    @Test func `given more tools than a table shows, when reported, then the rest are counted`()
        throws
    {
        let section = Samples.compliance(used(tools: 203)).sections[8]
        let table = try #require(section.tables.first { $0.key == "tools-called" })
        #expect(table.rows.count == 200)
        #expect(section.facts.first { $0.key == "tools" }?.value == "203")
        #expect(
            section.paragraphs.contains(
                "The table shows the first 200 calls of tools, and 3 more calls of tools stand in "
                    + "the log."
            )
        )
    }

    @Test func `given questions to a model, when reported, then section 9 has a row for each`()
        throws
    {
        var call = SampleCalls.rich()
        let (first, second) = (InvocationID("first"), InvocationID("second"))
        let line = StreamVersion(15)
        for (step, id) in [first, second].enumerated() {
            call.record(
                ModelInvoked(
                    invocation: id,
                    line: line,
                    model: "wordwell",
                    step: step + 1,
                    lines: 6,
                    passages: 1,
                    frame: nil,
                    deadlineMicros: 1
                ),
                of: SampleCalls.lee,
                at: 61,
                actor: .coach
            )
        }
        call.record(
            ModelCompleted(
                invocation: first,
                choice: .silence,
                usage: ModelUsage(tokensIn: 1, tokensOut: 1),
                firstTokenMicros: 1,
                latencyMicros: 300_000
            ),
            of: SampleCalls.lee,
            at: 62,
            actor: .coach
        )
        call.record(
            ModelSuperseded(invocation: second, line: line, latencyMicros: 400_000),
            of: SampleCalls.lee,
            at: 62,
            actor: .coach
        )
        call.record(
            ModelFailed(invocation: InvocationID("third"), reason: .overBudget, latencyMicros: 0),
            of: SampleCalls.lee,
            at: 63,
            actor: .coach
        )
        let section = Samples.compliance(call).sections[8]
        let rows = try #require(section.tables.first { $0.key == "models-asked" }?.rows)
        #expect(
            rows.map { Array($0.cells.dropFirst(2)) } == [
                [
                    "wordwell", "entry 16", "6 lines, one passage, no picture",
                    "Answered after 300.000 ms (silence)",
                ],
                [
                    "wordwell", "entry 16", "6 lines, one passage, no picture",
                    "Withdrawn after 400.000 ms (a newer turn came)",
                ],
                ["–", "–", "–", "Not asked (over budget)"],
            ]
        )
        #expect(rows.allSatisfy { $0.index != nil })
    }

    @Test func `given a chain whose second model answered, when reported, then the row names both`()
        throws
    {
        var call = SampleCalls.rich()
        let question = InvocationID("first")
        call.record(
            ModelInvoked(
                invocation: question,
                line: StreamVersion(15),
                model: "out",
                step: 1,
                lines: 6,
                passages: 1,
                frame: nil,
                deadlineMicros: 1
            ),
            of: SampleCalls.lee,
            at: 61,
            actor: .coach
        )
        call.record(
            ModelCompleted(
                invocation: question,
                choice: .silence,
                usage: ModelUsage(tokensIn: 1, tokensOut: 1),
                firstTokenMicros: 1,
                latencyMicros: 300_000,
                model: "loc"
            ),
            of: SampleCalls.lee,
            at: 62,
            actor: .coach
        )
        let section = Samples.compliance(call).sections[8]
        let row = try #require(section.tables.first { $0.key == "models-asked" }?.rows.first)
        #expect(row.cells[2] == "out, then loc")
        #expect(row.cells.last == "loc answered after 300.000 ms (silence)")
    }
}
