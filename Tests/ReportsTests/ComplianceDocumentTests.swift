import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `The compliance report` {
    private static let titles = [
        "Verdict and exceptions", "Scope, call and participants", "Jurisdictions and policy",
        "Disclosures and their delivery", "Consent ledger", "Gate against first and last capture",
        "Late joiners, re-consents, refusals", "Withdrawals and how fast they were obeyed",
        "Coach activity and rep-only delivery", "Sensitive features",
        "The rep's own notice and basis", "Processors and transfers", "Log integrity",
        "Access log", "Retention, holds and erasures",
        "Failures, and that the gate stayed closed", "Export, verification and certificate",
        "Limits: what the log cannot prove",
    ]

    @Test
    func `given any call, when reported, then eighteen sections stand in order and say something`()
    {
        let calls = [
            SampleCalls.rich(), SampleCalls.rich(.live), SampleCalls.refused(),
            SampleCalls.asserted(), CallRecorder(),
        ]
        for call in calls {
            let report = Samples.compliance(call)
            #expect(report.sections.map(\.title) == Self.titles)
            #expect(report.sections.map(\.number) == Array(1...18))
            for section in report.sections {
                let says = section.paragraphs.count + section.facts.count + section.tables.count
                #expect(says > 0, "section \(section.number) is empty")
            }
        }
    }

    @Test func `given a script, when reported, then its verdict never says proven`() {
        for call in [SampleCalls.rich(), SampleCalls.rich(breaking: true)] {
            let report = Samples.compliance(call)
            let verdict = [report.verdict.code, report.verdict.headline, report.verdict.detail]
            #expect(!verdict.contains { $0.lowercased().contains("proven") })
        }
        #expect(Samples.compliance(SampleCalls.rich()).verdict.code == "scripted")
    }

    @Test
    func `given each kind of call, when reported, then the verdict is what the log can carry`() {
        #expect(Samples.compliance(SampleCalls.rich(.live)).verdict.code == "proven")
        #expect(
            Samples.compliance(SampleCalls.rich(.live, breaking: true)).verdict.code == "exceptions"
        )
        #expect(Samples.compliance(SampleCalls.asserted()).verdict.code == "asserted")
        let refused = Samples.compliance(SampleCalls.refused()).verdict
        #expect(refused.code == "unheard")
        #expect(refused.headline == "Nothing was captured: somebody refused")
    }

    @Test func `given a live call without its end, when reported, then consent is unproven`() {
        let call = SampleCalls.rich(.live)
        let cut = call.log.events.prefix { $0.type != .callClosed }
        let report = ComplianceDocument.make(
            Folded<ComplianceReport>(folding: cut),
            in: Samples.context(call)
        )
        #expect(report.verdict.code == "unproven")
        #expect(report.exceptions.map(\.code) == ["call-not-closed"])
    }

    @Test
    func
        `given requests that left, when reported, then the processors are listed, and what was stopped`()
        throws
    {
        let call = SampleCalls.departing()
        let report = Samples.compliance(call)
        #expect(report.exceptions.isEmpty)
        let section = report.sections[11]
        let table = try #require(section.tables.first { $0.key == "requests" })
        let rows = table.rows.map { Array($0.cells.prefix(7)) }
        #expect(
            rows == [
                [
                    "Wordwell Ltd", "EU", "speech to text", "Live transcription", "1", "0",
                    "0 bytes",
                ],
                ["Wordwell Ltd", "EU", "a language model", "AI analysis", "1", "1", "4.2 kB"],
                ["Our CRM", "EU", "a tool", "CRM look-up", "1", "0", "80 bytes"],
            ]
        )
        let facts = Dictionary(uniqueKeysWithValues: section.facts.map { ($0.key, $0.value) })
        #expect(facts["egress"] == "2")
        #expect(facts["egress-inside"] == "1")
        #expect(facts["egress-refused"] == "1 (without “Sharing”)")
        let erased = Samples.compliance(call, erasing: [SampleCalls.lee])
        let gone = try #require(erased.sections[11].tables.first { $0.key == "requests" })
        #expect(gone.rows.allSatisfy { $0.cells[0] == ReportDocument.erased })
    }

    @Test func `given a call carried on by another process, when reported, then it is said`() {
        var call = SampleCalls.departing()
        func restarts() -> String? {
            Samples.compliance(call).sections[12].facts.first { $0.key == "restarts" }?.value
        }
        #expect(restarts() == "none recorded")
        call.record(CallResumed(build: "1.0.1"), at: 90)
        #expect(restarts()?.hasPrefix("carried on at 0:01:30") == true)
    }

    @Test func `given a lost connection, when reported, then section 16 says for how long`()
        throws
    {
        var call = SampleCalls.departing()
        func outages() -> [[String]]? {
            let tables = Samples.compliance(call).sections[15].tables
            return tables.first { $0.key == "connection" }?.rows.map(\.cells)
        }
        #expect(outages() == nil)
        call.record(ConnectionLost(), at: 90, actor: .room)
        #expect(outages()?.map { Array($0.suffix(2)) } == [["not in this call", "–"]])
        call.record(ConnectionRestored(lostMicros: 2_500_000), at: 92.6, actor: .room)
        call.record(ConnectionLost(), at: 95, actor: .room)
        call.record(ConnectionRestored(lostMicros: nil), at: 99, actor: .room)
        let told = try #require(outages())
        #expect(told.map(\.first) == ["0:01:30.000", "0:01:35.000"])
        #expect(told.map(\.last) == ["0:00:02.500", "0:00:04.000"])
    }

    @Test func `given something captured while nobody saw who was there, then it is an exception`()
    {
        var call = SampleCalls.departing()
        call.record(ConnectionLost(), at: 90, actor: .room)
        call.say(SampleCalls.lee, "Who is there?", from: 91, to: 92)
        #expect(Samples.compliance(call).exceptions.map(\.code).contains("content-while-cut-off"))
    }

    @Test func `given sound that no service heard, when reported, then section 12 adds it up`() {
        var call = SampleCalls.departing()
        #expect(!Samples.compliance(call).sections[11].facts.contains { $0.key == "sound-lost" })
        for (second, lost) in [(100.0, Int64(2_000_000)), (101, 1_000_000)] {
            let request = call.depart(
                .speech,
                .liveTranscription,
                to: "Wordwell Ltd",
                of: [SampleCalls.lee],
                at: second
            )
            call.arrive(request, .unreachable, bytesOut: 0, losing: lost, at: second)
        }
        let facts = Samples.compliance(call).sections[11].facts
        #expect(facts.first { $0.key == "sound-lost" }?.value == "0:00:03.000")
        #expect(!facts.contains { $0.key == "sound-left" })
        call.end(at: 102, losing: 1_500_000)
        let left = Samples.compliance(call).sections[11].facts.first { $0.key == "sound-left" }
        #expect(left?.value == "0:00:01.500")
    }

    @Test func `given a breach, when reported, then every exception names its entry`() {
        let report = Samples.compliance(SampleCalls.rich(breaking: true))
        #expect(!report.exceptions.isEmpty)
        #expect(report.exceptions.allSatisfy { $0.index != nil })
    }

    @Test func `given no reason to name people, when reported, then no name and no word is in it`()
    {
        let texts = Samples.texts(Samples.compliance(SampleCalls.rich()))
        for secret in ["Dana", "Lee <b>", "Kim", "lee <b>", "expensive", "ROI"] {
            #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
        }
        #expect(texts.contains("p-00000000000001ee"))
        let asserted = Samples.texts(Samples.compliance(SampleCalls.asserted()))
        #expect(!asserted.contains { $0.contains("recorded line by Kim") })
    }

    @Test func `given a reason to name people, when reported, then names are in it and no words`() {
        let texts = Samples.texts(Samples.compliance(SampleCalls.rich(), withNames: true))
        #expect(texts.contains("Dana"))
        #expect(texts.contains("Lee <b>"))
        #expect(!texts.contains { $0.contains("expensive") })
        let asserted = Samples.compliance(SampleCalls.asserted(), withNames: true)
        #expect(Samples.texts(asserted).contains { $0.contains("recorded line by Kim") })
    }

    @Test func `given somebody who looked, when reported, then who it was is a name like others`()
        throws
    {
        func viewer(_ report: ReportDocument) throws -> String? {
            let views = try #require(report.sections[13].tables.first { $0.key == "views" })
            let who = try #require(views.columns.firstIndex(of: "Who"))
            return views.rows.first?.cells[who]
        }
        let call = SampleCalls.rich()
        #expect(try viewer(Samples.compliance(call)) == "withheld")
        #expect(try viewer(Samples.compliance(call, withNames: true)) == "manager")
        let erased = Samples.compliance(call, withNames: true, erasing: [call.rep])
        #expect(try viewer(erased) == ReportDocument.erased)
    }

    @Test func `given a call, when reported, then the figure shows the gate and each person`()
        throws
    {
        let report = Samples.compliance(SampleCalls.rich())
        let timeline = try #require(report.sections[5].figure?.timeline)
        #expect(timeline.lanes.map(\.label) == ["Sales rep", "Prospect", "Colleague", "Gate"])
        #expect(
            timeline.lanes[1].spans.map(\.label) == [
                "present", "asked", "asked", "agreed", "withdrew",
            ]
        )
        #expect(
            timeline.lanes[3].spans.map(\.label) == ["closed", "open", "held", "open", "closed"]
        )
        #expect(timeline.marks.map(\.label) == ["first capture", "last capture"])
    }

    @Test
    func `given what people were told, when reported, then sections 3 to 5 and 12 show it`() throws
    {
        let report = Samples.compliance(SampleCalls.rich(.live))
        let bases = try #require(report.sections[2].tables.first { $0.key == "bases" })
        #expect(bases.rows.map { $0.cells[2] } == ["Recorded basis", "Consent", "Consent"])
        let named = try #require(report.sections[3].tables.first { $0.key == "named" })
        #expect(named.rows.count == 3)
        #expect(named.rows.allSatisfy { $0.cells[2] == "Oakfell GmbH" })
        #expect(named.rows.allSatisfy { $0.cells[5].contains("spoken words") })
        let changes = try #require(report.sections[4].tables.first { $0.key == "changes" })
        #expect(changes.columns.contains("Stopwatch"))
        #expect(changes.rows.allSatisfy { $0.cells[2] != "–" })
        let processors = try #require(report.sections[11].tables.first { $0.key == "processors" })
        #expect(processors.rows.map { $0.cells[0] } == ["Wordwell Ltd"])
        #expect(processors.rows.first?.cells.last == "excluded, as stated")
    }

    @Test
    func `given a live call that names nobody responsible, when reported, then it is unproven`() {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.notice(SampleCalls.lee, disclosing: Disclosure(), sentAt: 0.4, shownAt: 1)
        let grant = call.grant(SampleCalls.lee, at: 4)
        call.openGate(relyingOn: [basis, grant], at: 4)
        call.end(at: 60)
        let report = Samples.compliance(call)
        #expect(report.verdict.code == "unproven")
        #expect(report.exceptions.map(\.code) == ["controller-not-stated"])
    }

    @Test
    func `given content beside a minor or people nobody counted, when reported, then it is found`()
    {
        for (shared, minor, code) in [
            (true, nil, "content-beside-shared-device"), (nil, true, "content-beside-minor"),
        ] as [(Bool?, Bool?, String)] {
            var call = CallRecorder()
            call.open(.live)
            call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
            let basis = call.basis(at: 0.2)
            call.join(
                SampleCalls.lee,
                .prospect,
                name: "Lee",
                region: "DE",
                shared: shared,
                minor: minor,
                at: 0.4
            )
            let grant = call.grant(SampleCalls.lee, at: 4)
            call.openGate(relyingOn: [basis, grant], at: 4)
            call.say(SampleCalls.lee, "Hello.", from: 5, to: 6)
            let report = Samples.compliance(call)
            #expect(report.verdict.code == "exceptions")
            #expect(report.exceptions.contains { $0.code == code })
        }
    }

    @Test func `given work after the call, when reported, then it needs the word of all heard`() {
        func told(_ call: CallRecorder) -> [String] {
            var call = call
            call.record(
                ToolCalled(
                    toolCall: ToolCallID("draft"),
                    purpose: .followUp,
                    acting: false,
                    deadlineMicros: 1
                ),
                of: call.rep,
                at: 4000,
                actor: .coach,
                in: .after(call.call)
            )
            let report = Samples.compliance(call)
            return [report.verdict.code] + report.exceptions.suffix(1).map(\.code)
        }
        #expect(told(SampleCalls.rich(.live)) == ["exceptions", "follow-up-without-agreement"])
        #expect(told(SampleCalls.refused()) == ["exceptions", "follow-up-out-of-place"])
        #expect(told(SampleCalls.departing()) == ["proven"])
    }

    @Test
    func `given something that turns out in mid-call, when reported, then all after it is found`()
        throws
    {
        for (change, code, words) in [
            (ParticipantChanged(shared: true), "content-beside-shared-device", "shared since"),
            (ParticipantChanged(minor: true), "content-beside-minor", "known since"),
        ] {
            var call = CallRecorder()
            call.open(.live)
            call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
            let basis = call.basis(at: 0.2)
            call.join(SampleCalls.lee, .prospect, name: "Lee", region: "DE", at: 0.4)
            let grant = call.grant(SampleCalls.lee, headCount: 1, at: 4)
            call.openGate(relyingOn: [basis, grant], at: 4)
            call.say(SampleCalls.lee, "Hello.", from: 5, to: 6)
            #expect(!Samples.compliance(call).exceptions.contains { $0.code == code })
            call.record(change, of: SampleCalls.lee, at: 20, actor: .room)
            call.say(SampleCalls.lee, "We are two now.", from: 30, to: 31)
            call.end(at: 60)
            let report = Samples.compliance(call)
            #expect(report.exceptions.contains { $0.code == code })
            let kinds = report.sections[1].tables.flatMap(\.rows).flatMap(\.cells)
            #expect(kinds.contains { $0.contains(words) })
            let lane = try #require(report.sections[5].figure?.timeline?.lanes[1])
            #expect(lane.spans.contains { $0.label == "not of age" } == (change.minor == true))
            let agreed = lane.spans.first { $0.label == "agreed" }
            #expect((agreed?.untilMicros == 20_000_000) == (change.minor == true))
        }
    }
}
