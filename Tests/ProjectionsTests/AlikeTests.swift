import AsideTesting
import Events
import Projections
import Testing

@Suite struct `What the report finds as the gate's own check does` {
    private let lee = SampleCalls.lee
    private let kim = SampleCalls.kim

    /// A call whose gate is open from the fourth second on.
    private func opened() -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(lee, .prospect, name: "Lee", region: nil, at: 0)
        call.notice(lee, sentAt: 0.4, shownAt: 0.6)
        let grants = [call.basis(at: 1), call.grant(lee, at: 4)]
        call.openGate(relyingOn: grants, at: 4)
        return call
    }

    private func found(_ call: CallRecorder) -> [Finding] {
        Folded<ComplianceReport>(ComplianceReport(call: call.call), folding: call.log.events)
            .view.breaches
    }

    private func codes(_ call: CallRecorder) -> [Finding.Code] { found(call).map(\.code) }

    /// A withdrawal as a later writer may write it, or a wrong one.
    private struct Withdrawal: Fact {
        static let type = EventType.consentWithdrawn
        var purposes: [String]?
    }

    @Test(arguments: [["voice_cloning", "sharing"], nil, ["live_transcription"]])
    func `given a withdrawal that cannot be read, when a line follows, then it is found`(
        purposes: [String]?
    ) {
        var call = opened()
        call.record(Withdrawal(purposes: purposes), of: lee, at: 10, actor: .participant)
        call.say(lee, "Still there?", from: 11, to: 12)
        #expect(codes(call) == [.contentWithoutAgreement])
    }

    /// A join as a later writer may write it.
    struct Joining: Fact {
        static let type = EventType.participantJoined
        var role = "observer"
        var kind = "standard"
        var lookup = "resolved"
    }

    @Test(arguments: [
        Joining(role: "seer"), Joining(kind: "hologram"), Joining(lookup: "maybe"),
        Joining(lookup: "failed"),
    ])
    func `given a join that cannot be read, then the gate stays shut`(joining: Joining) {
        var call = opened()
        call.record(joining, of: kim, at: 10, actor: .room)
        call.notice(kim, sentAt: 10, shownAt: 11)
        var grants = [call.grant(kim, at: 12)]
        call.say(lee, "Who is that?", from: 12, to: 13)
        #expect(codes(call) == [.contentBesideFailedLookup])
        grants.append(call.grant(lee, at: 14))
        call.openGate(relyingOn: grants, at: 14)
        #expect(codes(call).last == .gateOpenedInSpite)
        #expect(found(call).last?.reason == .lookupFailed)
    }

    /// A change as a later writer may write it.
    private struct Change: Fact {
        static let type = EventType.participantChanged
        var minor = "perhaps"
    }

    @Test func `given a change that cannot be read, when a line follows, then it is found`() {
        var call = opened()
        call.record(Change(), of: lee, at: 10, actor: .room)
        call.say(lee, "Hello", from: 11, to: 12)
        #expect(codes(call) == [.contentBesideMinor, .contentBesideSharedDevice])
    }

    @Test func `given the end of a call, when a line follows before the seal, then it is found`() {
        var call = opened()
        let closed = CallClosed(reason: .ended, counts: [:], droppedLines: [:])
        call.record(closed, at: 10, actor: .room)
        call.say(lee, "Are they gone?", from: 11, to: 12)
        #expect(codes(call) == [.contentOutsideGate])
        call.openGate(relyingOn: [], at: 13)
        #expect(codes(call).last == .gateOpenedAfterEnd)
    }

    @Test
    func `given a gate that could not stay open, when nothing opens it again, then it is shut`() {
        var call = opened()
        call.leave(lee, at: 10)
        call.record(ParticipantReconnected(grantKept: true), of: lee, at: 11, actor: .room)
        call.say(lee, "I am back", from: 12, to: 13)
        #expect(codes(call) == [.contentOutsideGate])
    }

    @Test func `given an opening for less than was agreed to, then it is found`() {
        var call = opened()
        call.openGate([.liveTranscription, .storage], relyingOn: [], at: 10)
        #expect(codes(call) == [.gateOpenedForOthers])
    }

    @Test(arguments: [
        (TrackSource.microphone, Purpose.liveTranscription, true),
        (.screenshare, .screenFrames, true), (.camera, .screenFrames, false),
        (.microphone, .screenFrames, false), (.screenshare, .liveTranscription, false),
    ])
    func `given a track, when it is received for what it does not carry, then it is found`(
        source: TrackSource,
        purpose: Purpose,
        isFine: Bool
    ) {
        var call = opened()
        let subscribed = TrackSubscribed(source: source, purpose: purpose)
        call.record(subscribed, of: call.rep, at: 10, actor: .room)
        #expect(codes(call) == (isFine ? [] : [.contentForAnotherPurpose]))
    }

    @Test func `given a line or a picture of nobody who is there, when checked, then it is found`()
    {
        var call = opened()
        call.join(kim, .observer, name: "Bot", region: nil, kind: .agent, at: 5)
        let stranger = Pseudonym("p-0000000000000bad")
        let line = LineTranscribed(startMicros: 6_000_000, endMicros: 7_000_000, masked: 0)
        let frame = FrameSampled(atMicros: 6_000_000, width: 1, height: 1, bytes: 1, why: "first")
        for subject in [lee, kim, stranger, nil] {
            call.record(line, of: subject, at: 7, actor: .room)
            call.record(frame, of: subject, at: 7, actor: .room)
        }
        #expect(found(call).allSatisfy { $0.code == .contentOfNobodyPresent })
        #expect(found(call).map(\.subject) == [kim, kim, stranger, stranger, nil, nil])
    }

    @Test func `given a grant without the notice that it answers, when checked, then it is found`()
    {
        func grant(after prepare: (inout CallRecorder) -> Void) -> [Finding.Code] {
            var call = CallRecorder()
            call.open(.live)
            call.join(lee, .prospect, name: "Lee", region: nil, at: 0)
            prepare(&call)
            call.grant(lee, at: 9)
            return codes(call)
        }
        let unasked = grant { _ in }
        #expect(unasked == [.grantWithoutNotice])
        let unseen = grant { $0.notice(lee, sentAt: 1, shownAt: nil) }
        #expect(unseen == [.grantWithoutNotice])
        let seen = grant { $0.notice(lee, sentAt: 1, shownAt: 2) }
        #expect(seen.isEmpty)
        let again = grant { call in
            call.notice(lee, sentAt: 1, shownAt: 2)
            call.notice(lee, sentAt: 3, shownAt: nil)
        }
        #expect(again == [.grantWithoutNotice])
        let late = grant { call in
            call.notice(lee, sentAt: 1, shownAt: 2)
            call.leave(lee, at: 3)
            call.record(ParticipantReconnected(grantKept: false), of: lee, at: 8, actor: .room)
        }
        #expect(late == [.grantWithoutNotice])
    }

    @Test func `given a notice that was shown and not sent, when checked, then it is found`() {
        var call = opened()
        let shown = NoticeShown(
            purposes: Purpose.allCases,
            textDigest: "00",
            attestation: "client attested display"
        )
        call.record(shown, of: lee, at: 10, actor: .participant)
        #expect(codes(call) == [.noticeShownUnsent])
    }

    @Test func `given a nudge of somebody who is not the rep, when checked, then it is found`() {
        var call = opened()
        let line = call.say(lee, "Too expensive", from: 5, to: 6)
        let nudge = call.nudge(1, answering: line, headline: "ROI", derivedFrom: [lee], at: 7)
        let seen = NudgeAcknowledged(nudge: nudge, channel: "recorder", latencyMicros: 1)
        call.record(seen, of: call.rep, at: 8, actor: .participant)
        #expect(codes(call).isEmpty)
        call.record(seen, of: lee, at: 8, actor: .participant)
        call.record(NudgeDecided(nudge: nudge, line: line), of: lee, at: 9, actor: .coach)
        #expect(codes(call) == [.nudgeNotForRep, .nudgeNotForRep])
    }
}
