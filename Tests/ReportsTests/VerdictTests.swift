import AsideTesting
import Events
import Projections
import Reports
import Testing

/// What the headline says of a call whose gate never opened.
@Suite struct `Why nothing was captured` {
    private let lee = SampleCalls.lee
    private let kim = SampleCalls.kim

    /// A live call with the rep in it, on a basis.
    private func begun() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        call.basis(at: 0.2)
        return call
    }

    private func headline(_ call: CallRecorder) -> String {
        var call = call
        call.end(at: 130)
        let verdict = Samples.compliance(call).verdict
        return verdict.code == "unheard" ? verdict.headline : verdict.code
    }

    private func timeOut(_ person: Pseudonym, in call: inout CallRecorder, at seconds: Double) {
        call.record(ConsentTimedOut(purposes: Purpose.allCases), of: person, at: seconds)
    }

    @Test func `given a side that never came, then that is the cause`() {
        var call = CallRecorder()
        call.open(.live)
        #expect(headline(call) == "Nothing was captured: nobody was in the call")
        call = begun()
        let alone = "Nothing was captured: nobody of the other side was in the call"
        #expect(headline(call) == alone)
        call.join(kim, .colleague, name: "Kim", region: "DE", at: 1)
        call.notice(kim, sentAt: 1, shownAt: 1.5)
        call.grant(kim, at: 2)
        #expect(headline(call) == alone)
        call.leave(call.rep, at: 3)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 4)
        #expect(
            headline(call) == "Nothing was captured: the rep and the other side were never in the "
                + "call at the same time"
        )
    }

    @Test func `given a refusal of another purpose beside silence, then silence is the cause`() {
        var call = begun()
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 1)
        call.join(kim, .prospect, name: "Kim", region: "DE", at: 1)
        call.notice(lee, sentAt: 1, shownAt: 2)
        call.record(
            ConsentRefused(
                purposes: [.followUp],
                act: .init(means: "click", options: ["allow", "refuse"], noticeDigest: "00")
            ),
            of: lee,
            at: 3,
            actor: .participant
        )
        call.grant(lee, [.liveTranscription, .storage], at: 4)
        #expect(headline(call) == "Nothing was captured: somebody had not answered")
        timeOut(kim, in: &call, at: 121)
        #expect(headline(call) == "Nothing was captured: somebody did not answer in time")
    }

    @Test func `given a refusal or a minor who had left, then those who stayed are the cause`() {
        for isMinor in [true, false] {
            var call = begun()
            call.join(lee, .prospect, name: "Lee", region: "DE", minor: isMinor ? true : nil, at: 1)
            if !isMinor { call.refuse(lee, at: 2) }
            let present = isMinor ? "somebody was present who is not of age" : "somebody refused"
            #expect(headline(call) == "Nothing was captured: " + present)
            call.leave(lee, at: 3)
            call.join(kim, .prospect, name: "Kim", region: "DE", at: 4)
            timeOut(kim, in: &call, at: 124)
            #expect(headline(call) == "Nothing was captured: somebody did not answer in time")
        }
    }

    @Test func `given several causes, then each is said`() {
        var call = begun()
        call.join(lee, .prospect, name: "Lee", region: "DE", shared: true, at: 1)
        call.join(kim, .prospect, name: "Kim", region: "DE", at: 1)
        call.refuse(kim, at: 2)
        #expect(
            headline(call) == "Nothing was captured: somebody had not answered; somebody refused; "
                + "several people shared a device and nobody had said how many they were"
        )
    }

    @Test func `given people who leave before the call ends, then it is looked at before that`() {
        var call = begun()
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 1)
        call.refuse(lee, at: 2)
        call.leave(lee, at: 100)
        call.leave(call.rep, at: 110)
        #expect(headline(call) == "Nothing was captured: somebody refused")
    }

    @Test func `given a transcript, then it carries no consent`() {
        var call = CallRecorder()
        call.open(.import)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(lee, .prospect, name: "Voice 2", region: nil, at: 0)
        #expect(
            headline(call) == "Nothing was captured: a transcript carries no consent of its own"
        )
    }
}

@Suite struct `Exceptions and notes` {
    private func report(_ isAnswered: Bool) -> ReportDocument {
        let lee = SampleCalls.lee
        var call = CallRecorder()
        call.open(.replay)
        call.join(call.rep, .rep, name: "Dana", region: "US-CA", at: 0.2)
        let basis = call.basis(at: 0.2)
        call.join(lee, .prospect, name: "Lee", region: "DE", at: 0.4)
        call.notice(lee, sentAt: 0.4, shownAt: 1)
        let grant = call.grant(lee, at: 4)
        call.openGate(relyingOn: [basis, grant], at: 4)
        if !isAnswered { call.withdraw(lee, at: 300) }
        call.record(
            CallClosed(reason: .interrupted, counts: [:], droppedLines: [:]),
            at: 300,
            actor: .log
        )
        return Samples.compliance(call)
    }

    private func counts(_ report: ReportDocument) -> [String] {
        report.sections[0].facts.filter { ["exceptions", "notes"].contains($0.key) }.map(\.value)
    }

    private func kinds(_ report: ReportDocument) -> [String] {
        report.sections[0].tables.flatMap(\.rows).map { $0.cells[0] }
    }

    @Test func `given both, then the headline and section 1 count them apart`() {
        let report = report(false)
        #expect(
            report.verdict.headline
                == "The log shows one exception that must be explained, and 2 notes"
        )
        #expect(counts(report) == ["1", "2"])
        #expect(kinds(report) == ["Exception", "Note", "Note"])
        #expect(report.exceptions.map(\.kind) == [.exception, .note, .note])
    }

    @Test func `given notes alone, then no exception is counted`() {
        let report = report(true)
        #expect(report.verdict.code == "scripted")
        #expect(counts(report) == ["0", "2"])
        #expect(kinds(report) == ["Note", "Note"])
    }
}
