import AsideTesting
import ConsentGate
import Events
import Testing

@testable import Agent
@testable import ModelAdapters

@Suite("A turn of a call, with a model over the network", .timeLimit(.minutes(1)))
struct WholeTurnTests {
    /// The clients of everybody in the call.
    private struct Clients: PrivateChannel, NoticeChannel {
        let name = "test"
        let nudges = WatchedList<Nudge>()

        func deliver(_ nudge: Nudge) async -> Delivery {
            nudges.append([nudge])
            return .acknowledged
        }

        func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer { .unanswered }
        func show(_ notice: Notice) async {}
        func confirm(_ receipt: ConsentReceipt) async {}
    }

    private static let start = Timestamp.epoch.advanced(byMicros: 1_795_371_769_000_000)
    private static let play = """
        ---
        id: price
        kind: objection
        triggers: ["too expensive"]
        headline: "Price: six weeks to pay back"
        ---
        Show the payback slide: customers of their size recover the cost in 6 weeks.
        """

    private static func setup() throws -> CallSetup {
        let pack = SourceFile(
            path: "pack.yaml",
            bytes: Array("id: test\nclosing_phrases: [goodbye now]\n".utf8)
        )
        let play = SourceFile(path: "price.md", bytes: Array(play.utf8))
        return CallSetup(
            id: CallID("over-the-network"),
            capture: .replay,
            startedAt: start,
            rep: "dana",
            room: "room",
            inputDigest: "not-applicable",
            pack: try DomainPack(parsing: pack),
            playbook: try Playbook(parsing: [play]),
            noticeChannelName: "script",
            jurisdictions: .success(try JurisdictionTable(parsing: Array("[]".utf8))),
            build: "test"
        )
    }

    /// Says one line that calls for a tip; what was recorded, and what the rep was shown.
    private func turn(_ steps: ScriptedServer.Step...) async throws -> ([RecordedEvent], [Nudge]) {
        try await turn { _ in steps }
    }

    /// The same.
    ///
    /// - Parameters:
    ///   - provider: whose tools are the model's own; empty for nobody's.
    ///   - certificate: what the model proves with who it is; nil where it speaks in plain.
    ///   - script: what it does at each request, the first being 1.
    private func turn(
        asking form: EndpointModel.Form = .openAI,
        withToolsOf provider: String = "",
        over certificate: SelfSigned? = nil,
        _ script: @escaping @Sendable (_ number: Int) -> [ScriptedServer.Step]
    ) async throws -> ([RecordedEvent], [Nudge]) {
        let (journal, clients, time) = (RecordingJournal(), Clients(), ManualTime())
        let scheme = certificate == nil ? "http" : "https"
        let server = ScriptedServer { _, number in script(number) }
        try await server.run(certificate?.context()) { port in
            let model = EndpointModel(
                try Asked.endpoint(port) {
                    $0.address = try ServiceAddress("\(scheme)://127.0.0.1:\(port)")
                    $0.provider = provider
                },
                in: form,
                over: try Asked.transport(by: time)
            )
            let ports = CallPorts(
                journal: journal,
                privateChannel: clients,
                noticeChannel: clients,
                stopwatch: time,
                alarm: time,
                model: ModelChain([model], by: time),
                ids: IDGenerator(clock: ManualClock())
            )
            let call = Call(try Self.setup(), ports: ports)
            try await call.open()
            for (who, role) in [("dana", Role.rep), ("lee", .prospect)] {
                try await happens(0, .joined(arrival(who, role)), in: call)
            }
            let line = SpokenLine(
                text: "Honestly, that is too expensive for us.",
                startMicros: 5_500_000,
                endMicros: 6_000_000
            )
            try await happens(6.3, .line(identity: "lee", line), in: call)
            await call.settle()
        }
        return (journal.events, clients.nudges.all)
    }

    private func happens(_ second: Double, _ what: Observation.What, in call: Call) async throws {
        let at = Self.start.advanced(byMicros: Int64(second * 1_000_000))
        try await call.observe(Observation(at: at, what))
    }

    private func arrival(_ identity: String, _ role: Role) -> Arrival {
        Arrival(
            identity: identity,
            role: role,
            regionEvidence: "stated",
            assurance: "invited",
            basis: "agreed before"
        )
    }

    private func types(_ events: [RecordedEvent]) -> [String] {
        events.filter { ["model", "egress", "nudge"].contains(String($0.type.family)) }
            .map { String($0.type.rawValue.dropFirst("aside.".count)) }
    }

    @Test func `a silence of the model is in the log with what left for it`() async throws {
        let silence = OpenAIHearingTests.usual.replacing("nudge", with: "stay_silent")
        let (events, nudges) = try await turn(.stream(silence))
        #expect(
            types(events) == [
                "model.invoked", "egress.requested", "egress.ended", "model.completed",
                "nudge.suppressed",
            ]
        )
        let completed = try #require(events.compactMap { $0.fact(ModelCompleted.self) }.first)
        #expect(completed.usage == ModelUsage(tokensIn: 40, tokensOut: 9, tokensCached: 60))
        let requested = try #require(events.compactMap { $0.fact(EgressRequested.self) }.first)
        let ended = try #require(events.compactMap { $0.fact(EgressEnded.self) }.first)
        #expect(ended.bytesOut == requested.bytes)
        #expect(ended.bytesIn == silence.utf8.count)
        #expect(nudges.isEmpty)
    }

    @Test(
        arguments: [
            (.answer("", status: "401 No"), EgressEnded.Outcome.refusedKey),
            (.answer("", status: "404 No"), .unknownName),
            (.answer(#"{"error":{"code":"insufficient_quota"}}"#, status: "429 No"), .overQuota),
            (.answer("", status: "500 No"), .serverFailed), (.answer("words"), .malformed),
            (.stream("data: {\"error\":{\"type\":\"overloaded_error\"}}\n\n"), .serverFailed),
            (.stream("data: {broken\n\n"), .malformed), (.close, .serverFailed),
        ] as [(ScriptedServer.Step, EgressEnded.Outcome)]
    )
    func `a model that fails is one event in the log, and the playbook goes on`(
        step: ScriptedServer.Step,
        outcome: EgressEnded.Outcome
    ) async throws {
        let (events, nudges) = try await turn(step)
        #expect(
            types(events) == [
                "model.invoked", "egress.requested", "egress.ended", "model.failed",
                "nudge.decided", "nudge.sent", "nudge.acknowledged",
            ]
        )
        #expect(events.compactMap { $0.fact(EgressEnded.self)?.outcome } == [outcome])
        #expect(events.compactMap { $0.fact(ModelFailed.self)?.reason } == [.unavailable])
        #expect(nudges.map(\.headline) == ["Price: six weeks to pay back"])
    }

    @Test func `a model that cannot prove who it is, is one event as well`() async throws {
        let (events, nudges) = try await turn(over: SelfSigned()) { _ in [.openAI] }
        #expect(events.compactMap { $0.fact(EgressEnded.self)?.outcome } == [.tlsFailed])
        #expect(events.compactMap { $0.fact(ModelFailed.self)?.reason } == [.unavailable])
        #expect(nudges.map(\.headline) == ["Price: six weeks to pay back"])
    }

    @Test func `each request for an answer that was paused is in the log, and its tokens are`()
        async throws
    {
        let silence = AnthropicHearingTests.usual.replacing("nudge", with: "stay_silent")
        let (events, nudges) = try await turn(asking: .anthropic, withToolsOf: "p") {
            [.stream($0 == 1 ? PausedAnswerTests.paused : silence)]
        }
        #expect(
            types(events) == [
                "model.invoked", "egress.requested", "egress.ended", "egress.requested",
                "egress.ended", "model.completed", "nudge.suppressed",
            ]
        )
        let completed = try #require(events.compactMap { $0.fact(ModelCompleted.self) }.first)
        #expect(completed.usage == ModelUsage(tokensIn: 50, tokensOut: 49, tokensCached: 150))
        #expect(completed.providerToolCalls == 1)
        #expect(nudges.isEmpty)
    }

    @Test(
        arguments: [
            (.answer("{}"), "choices", "choices", ModelFailed.Reason.unavailable),
            (
                .stream(OpenAIHearingTests.usual.replacing(#""name":"nudge","#, with: "")),
                "tool_calls[].function.name", "tool_calls[].function.name", .unavailable
            ),
            // A whole answer on the wire, and no tip.
            (.openAI, nil, "nudge.passage", .invalid),
            (.stream(OpenAIHearingTests.stream()), nil, "tool call", .invalid),
        ] as [(ScriptedServer.Step, String?, String, ModelFailed.Reason)]
    )
    func `what an answer lacks is named in the log`(
        step: ScriptedServer.Step,
        ofRequest: String?,
        ofQuestion: String,
        reason: ModelFailed.Reason
    ) async throws {
        let (events, nudges) = try await turn(step)
        let ended = try #require(events.compactMap { $0.fact(EgressEnded.self) }.first)
        #expect(ended.missingField == ofRequest)
        let failed = try #require(events.compactMap { $0.fact(ModelFailed.self) }.first)
        #expect(failed.reason == reason)
        #expect(failed.missingField == ofQuestion)
        #expect(nudges.count == 1)
    }
}
