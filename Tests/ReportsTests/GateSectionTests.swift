import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of the gate` {
    private let lee = SampleCalls.lee

    /// A live call whose gate opens in the fourth second.
    ///
    /// - Parameter grants: what the opening says it relied on; nil for what it did rely on.
    private func opened(relyingOn grants: [StreamVersion]? = nil) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        let grant = call.grant(lee, at: 4)
        call.openGate(relyingOn: grants ?? [basis, grant], at: 4)
        return call
    }

    private func close(_ call: inout CallRecorder, for reason: GateReason, at seconds: Double) {
        call.record(GateClosed(reasons: [reason], droppedLines: [:]), at: seconds)
        call.record(
            CaptureStopped(
                steps: [.init(step: .buffersDropped, latencyMicros: 2_000)],
                discardedTurns: 0,
                droppedNudges: 0
            ),
            at: seconds
        )
    }

    /// What the first row of the withdrawals says of the gate, and of the work that was running.
    private func answer(in call: CallRecorder) throws -> [String] {
        let section = Samples.compliance(call).sections[7]
        let table = try #require(section.tables.first { $0.key == "withdrawals" })
        return Array(try #require(table.rows.first).cells[5...6])
    }

    @Test func `given sharing is taken back, when somebody leaves later, then that is no answer`()
        throws
    {
        var call = opened()
        call.withdraw(lee, [.sharing], at: 300)
        let opening = call.log.size
        call.openGate(Purpose.allCases.filter { $0 != .sharing }, relyingOn: [], at: 300)
        var disobeyed = call
        call.leave(lee, at: 2_400)
        close(&call, for: .otherSideAbsent, at: 2_400)
        let gate = "gate stayed open, without it from 0:05:00.000, entry \(opening.count) on"
        #expect(try answer(in: call) == [gate, "its work stopped"])
        disobeyed.depart(.model, .aiAnalysis, to: "Wordwell Ltd", of: [lee], at: 310)
        #expect(try answer(in: disobeyed) == [gate, "its work went on: see the exceptions"])
    }

    @Test func `given work for what was taken back, when it was stopped, then it says how fast`()
        throws
    {
        var call = opened()
        call.withdraw(lee, [.sharing], at: 300)
        call.openGate(Purpose.allCases.filter { $0 != .sharing }, relyingOn: [], at: 300)
        call.record(
            CaptureStopped(
                steps: [.init(step: .workCancelled, latencyMicros: 2_000)],
                discardedTurns: 0,
                droppedNudges: 0
            ),
            at: 300
        )
        let work = try #require(try answer(in: call).last)
        #expect(work.hasPrefix("its work stopped within "))
        let section = Samples.compliance(call).sections[7]
        let table = try #require(section.tables.first { $0.key == "stop_1" })
        #expect(table.columns.last == "After the event that took a purpose out of force")
    }

    @Test func `given a gate that closed late for it, when told how fast, then the wait counts`()
        throws
    {
        var call = opened()
        call.withdraw(lee, at: 300)
        close(&call, for: .withdrawn, at: 302)
        #expect(try answer(in: call).last == "within 2002.000 ms")
    }

    /// What section 6 says of the order of grants, opening and capture.
    private func order(in call: CallRecorder) throws -> String {
        var call = call
        call.say(lee, "Hello.", from: 5, to: 6)
        let paragraphs = Samples.compliance(call).sections[5].paragraphs
        return try #require(paragraphs.first { $0.hasPrefix("Consent is prior when") })
    }

    @Test func `given every grant before the opening, when reported, then the order is told`()
        throws
    {
        #expect(try order(in: opened()).hasSuffix("Here they are in this order."))
    }

    @Test func `given a grant behind the opening, when reported, then the order is denied`()
        throws
    {
        // The basis is the third event of the call and the gate's opening the sixth.
        var call = opened(relyingOn: [StreamVersion(3), StreamVersion(7)])
        let late = call.grant(lee, at: 4.5)
        #expect(late == StreamVersion(7))
        #expect(
            try order(in: call).hasSuffix("At the opening of entry 5 they are not in this order.")
        )
    }

    @Test(arguments: [2, 40] as [UInt64])
    func `given a grant that is none, when reported, then the order is not shown`(
        version: UInt64
    ) throws {
        let call = opened(relyingOn: [StreamVersion(3), StreamVersion(version)])
        #expect(try order(in: call).contains("the log lacks one grant"))
    }

    @Test func `given an opening on nothing, when reported, then the order is not shown`() throws {
        #expect(try order(in: opened(relyingOn: [])).contains("names no grant"))
    }

    @Test
    func `given two openings, when reported, then each is compared with what came in after it`()
        throws
    {
        var call = opened()
        call.say(lee, "Hello.", from: 5, to: 6)
        call.record(GateHeld(reasons: [.joiner], droppedLines: [:]), at: 10)
        call.openGate(relyingOn: [StreamVersion(3), call.grant(lee, at: 14)], at: 14)
        var early = call
        call.say(lee, "Here again.", from: 15.5, to: 16.5)
        call.openGate([.liveTranscription, .storage], relyingOn: [], at: 20)
        early.say(lee, "Was I heard?", from: 13.5, to: 15)
        func openings(_ call: CallRecorder) throws -> [[String]] {
            let tables = Samples.compliance(call).sections[5].tables
            return try #require(tables.first { $0.key == "openings" }).rows.map(\.cells)
        }
        let first = [
            "0:00:04.000, entry 5", "0:00:04.000, entry 4", "–", "0:00:06.000, entry 6",
            "0:00:05.000, entry 6", "yes",
        ]
        let second = ["0:00:14.000, entry 9", "0:00:14.000, entry 8", "–"]
        #expect(
            try openings(call) == [
                first, second + ["0:00:16.500, entry 10", "0:00:15.500, entry 10", "yes"],
            ]
        )
        #expect(
            try openings(early) == [
                first, second + ["0:00:15.000, entry 10", "0:00:13.500, entry 10", "no"],
            ]
        )
        let told = Samples.compliance(early).sections[5].paragraphs
        #expect(
            told.contains {
                $0.hasSuffix(
                    "At the opening of entry 9 they are not in this order. "
                        + "At the other openings they are."
                )
            }
        )
    }

    /// How somebody who acts on single purposes is drawn.
    private func lane(_ acts: (inout CallRecorder) -> Void) throws -> [String] {
        var call = CallRecorder()
        call.open(.live)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0)
        acts(&call)
        call.end(at: 60)
        let timeline = try #require(Samples.compliance(call).sections[5].figure?.timeline)
        return timeline.lanes[0].spans.map { "\($0.style.rawValue) \($0.label)" }
    }

    @Test func `given two standings to the opening purposes, when drawn, then the worse is shown`()
        throws
    {
        let refused = try lane {
            $0.refuse(lee, at: 5)
            $0.grant(lee, [.liveTranscription], at: 10)
        }
        #expect(refused == ["waiting present", "refused refused", "refused refused"])
        let half = try lane {
            $0.notice(lee, sentAt: 1, shownAt: 2)
            $0.grant(lee, [.liveTranscription], at: 5)
            $0.grant(lee, [.storage], at: 10)
            $0.withdraw(lee, [.storage], at: 20)
        }
        #expect(
            half == [
                "waiting present", "waiting asked", "waiting asked", "waiting asked",
                "agreed agreed", "refused withdrew",
            ]
        )
    }

    @Test func `given an opening, when reported, then it names the entries that it relied on`()
        throws
    {
        func why(_ call: CallRecorder) throws -> String? {
            let tables = Samples.compliance(call).sections[5].tables
            return try #require(tables.first { $0.key == "gate" }).rows.first?.cells[4]
        }
        #expect(try why(opened()) == "relies on entries 2, 4")
        #expect(
            try why(opened(relyingOn: [StreamVersion(3), StreamVersion(40)]))
                == "relies on entry 2 and one entry that the log lacks"
        )
        #expect(try why(opened(relyingOn: [])) == "names nothing that it relies on")
    }

    @Test func `given an entry that needs two purposes, when counted, then it is one entry`() {
        var call = opened()
        call.withdraw(lee, at: 300)
        close(&call, for: .withdrawn, at: 300)
        call.record(
            StatementMet(line: StreamVersion(1)),
            of: call.rep,
            at: 310,
            actor: .coach
        )
        let report = Samples.compliance(call)
        #expect(report.exceptions.count { $0.code == "content-outside-gate" } == 2)
        #expect(
            report.sections[15].paragraphs.contains {
                $0.hasPrefix("At one entry something was captured")
            }
        )
    }

    @Test func `given no answer to a withdrawal, when reported, then the row says so`() throws {
        var call = opened()
        call.withdraw(lee, at: 300)
        call.leave(lee, at: 2_400)
        close(&call, for: .otherSideAbsent, at: 2_400)
        let expected = ["no answer of the gate is recorded", "no stop is recorded"]
        #expect(try answer(in: call) == expected)
        let found = Samples.compliance(call).exceptions.first {
            $0.code == "withdrawal-without-stop"
        }
        #expect(
            found?.text == "After a withdrawal of participant \(lee.text) it is not recorded that "
                + "the gate closed for it, nor that the capture stopped."
        )
    }

    @Test func `given a process that ends as the gate closes, then the stop alone is missing`() {
        var call = opened()
        call.withdraw(lee, at: 300)
        let closing = call.log.size
        call.record(GateClosed(reasons: [.withdrawn], droppedLines: [:]), at: 300)
        call.record(
            CallClosed(reason: .interrupted, counts: [:], droppedLines: [:]),
            at: 300,
            actor: .log
        )
        let report = Samples.compliance(call)
        #expect(report.verdict.code == "exceptions")
        let found = report.exceptions.first { $0.code == "withdrawal-without-stop" }
        #expect(
            found?.text == "The gate closed for a withdrawal of participant \(lee.text) (entry "
                + "\(closing.count)), but that the capture stopped is not recorded. The process had "
                + "ended by then, and the call was closed as interrupted."
        )
    }
}
