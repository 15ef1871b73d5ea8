import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a review says of what was not said` {
    /// A call with one required statement, whose gate opens in the fourth second.
    private func requiring(_ purposes: [Purpose]) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.record(
            PlaybookLoaded(entries: 1, requiredStatements: 1, digest: "00"),
            sealing: .evidence(.init(required: ["recording-notice"]), of: call.rep),
            at: 0,
            actor: .coach
        )
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.openGate(purposes, relyingOn: [basis, call.grant(SampleCalls.lee, at: 4)], at: 4)
        return call
    }

    @Test func `given a statement that was not sought, when reviewed, then it is not missed`()
        throws
    {
        func told(_ call: CallRecorder) throws -> (made: String, notes: [String]) {
            let section = Samples.review(call).sections[3]
            return (try #require(section.tables.first?.rows.first).cells[1], section.paragraphs)
        }
        let opening: [Purpose] = [.liveTranscription, .storage]
        var call = requiring(opening)
        call.say(SampleCalls.lee, "Hello.", from: 5, to: 6)
        #expect(try told(call).made == "not sought: nothing that the rep said was captured")
        #expect(try told(call).notes.isEmpty)
        call.say(call.rep, "Hello, this is recorded.", from: 7, to: 9)
        call.openGate(opening + [.aiAnalysis], relyingOn: [], at: 10)
        call.say(call.rep, "This began too early.", from: 9.5, to: 11)
        #expect(
            try told(call).made
                == "not sought: AI analysis was not in force for anything that the rep said"
        )
        call.say(call.rep, "What matters most to you?", from: 12, to: 14)
        #expect(try told(call).made == "no")
        #expect(try told(call).notes.count == 1)
        #expect(try told(call).notes.first?.hasSuffix("in force: 1 of 3.") == true)
    }

    @Test
    func `given lines, when reviewed, then monologue and questions are named for what they are`()
        throws
    {
        var call = requiring(Purpose.allCases)
        #expect(Samples.review(call).sections[1].paragraphs.count == 1)
        call.say(SampleCalls.lee, "what does it cost", from: 5, to: 6)
        call.say(SampleCalls.lee, "And when?", from: 16, to: 17)
        let section = Samples.review(call).sections[1]
        let table = try #require(section.tables.first)
        #expect(table.columns.suffix(2) == ["Longest monologue", "Lines with a question mark"])
        #expect(table.rows.first?.cells.suffix(2) == ["0:00:12.000", "1"])
        let note = try #require(section.paragraphs.first)
        #expect(note.contains("pauses included") && note.contains("counted by their mark"))
    }

    @Test func `given silences, when reviewed, then each is told with its line, play and reason`()
        throws
    {
        var call = requiring(Purpose.allCases)
        let line = call.say(SampleCalls.lee, "It is too dear.", from: 5, to: 6)
        func keepSilent(_ reason: NudgeSuppressed.Reason, _ headline: String?) {
            call.record(
                NudgeSuppressed(reason: reason, line: line),
                sealing: .content(
                    .init(play: "price", weighing: nil, kind: "objection", headline: headline),
                    of: [SampleCalls.lee]
                ),
                of: call.rep,
                at: 7,
                actor: .coach
            )
        }
        keepSilent(.kindCooldown, "Price objection: anchor on ROI")
        keepSilent(.outranked, nil)
        call.record(
            NudgeSuppressed(reason: .notInForce, line: line),
            of: call.rep,
            at: 8,
            actor: .coach
        )
        func rows(erasing people: Set<Pseudonym> = []) throws -> [[String]] {
            let tables = Samples.review(call, erasing: people).sections[2].tables
            return try #require(tables.first { $0.key == "silences" }).rows.map(\.cells)
        }
        let cooldown = "one of this kind had been shown too recently"
        let gone = "its purpose was not in force any more, or the rep had gone"
        #expect(
            try rows() == [
                ["0:00:07.000", "It is too dear.", "Price objection: anchor on ROI", cooldown],
                [
                    "0:00:07.000", "It is too dear.", "price",
                    "a better play answered the same words",
                ],
                ["0:00:08.000", "It is too dear.", "not recorded", gone],
            ]
        )
        let erased = try rows(erasing: [SampleCalls.lee])
        #expect(
            erased.map { Array($0[1...2]) } == [
                ["erased", "erased"], ["erased", "erased"], ["erased", "not recorded"],
            ]
        )
        #expect(erased.map { $0[3] } == (try rows()).map { $0[3] })
    }
}
