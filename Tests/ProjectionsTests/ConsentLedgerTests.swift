import AsideTesting
import Events
import Projections
import Testing

@Suite struct `The consent ledger` {
    private func ledger(_ call: CallRecorder) -> ConsentLedger {
        Folded<ConsentLedger>(folding: call.log.events).view
    }

    @Test func `given a basis, when a notice is sent, then the basis stands`() {
        let call = SampleCalls.rich()
        let account = ledger(call)[call.rep]
        #expect(account?.standing(for: .storage) == .basis)
        #expect(account?.changes.map(\.standing) == [.basis])
        #expect(account?.notices.first?.shown != nil)
    }

    @Test func `given a grant, when it is withdrawn, then every step is on record in order`() {
        let account = ledger(SampleCalls.rich())[SampleCalls.lee]
        #expect(
            account?.changes.map(\.standing) == [.noticeSent, .disclosed, .granted, .withdrawn]
        )
        #expect(account?.standing(for: .aiAnalysis) == .withdrawn)
        #expect(account?.rejections.map(\.rejected.reason) == [.nonceMismatch])
    }

    @Test func `given a grant of some purposes, when asked, then the others are lacking`() {
        let call = SampleCalls.rich()
        let beforeWithdrawal = call.log.events.prefix { $0.type != .consentWithdrawn }
        let ledger = Folded<ConsentLedger>(folding: beforeWithdrawal).view
        #expect(ledger.lacking(.storage).isEmpty)
        #expect(ledger.lacking(.crmLookup) == [SampleCalls.kim])
    }

    @Test
    func `given any answer, when the person comes back too late, then nothing is known of them`() {
        var call = CallRecorder()
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 1)
        call.grant(SampleCalls.lee, at: 2)
        call.withdraw(SampleCalls.lee, [.sharing], at: 2)
        call.leave(SampleCalls.lee, at: 3)
        call.record(
            ParticipantReconnected(grantKept: false),
            of: SampleCalls.lee,
            at: 99,
            actor: .room
        )
        let account = ledger(call)[SampleCalls.lee]
        #expect(Purpose.allCases.allSatisfy { account?.standing(for: $0) == .unknown })
        let before = account?.changes.last?.before
        #expect(before?[.storage] == .granted && before?[.sharing] == .withdrawn)
    }

    @Test
    func `given a person, when a machine comes back under their name, then they are on record`() {
        var call = CallRecorder()
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 1)
        call.leave(SampleCalls.lee, at: 2)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, kind: .agent, at: 3)
        call.join(SampleCalls.kim, .prospect, name: "Kim", region: nil, kind: .agent, at: 4)
        let attendance = ledger(call).attendance
        #expect(attendance.everyPerson.map(\.pseudonym) == [SampleCalls.lee])
        #expect(attendance.humansPresent.isEmpty)
    }

    @Test func `given a no, when a notice is shown that they did not ask for, then the no stands`()
    {
        var call = CallRecorder()
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 1)
        call.notice(SampleCalls.lee, sentAt: 1, shownAt: nil)
        call.refuse(SampleCalls.lee, at: 2)
        call.record(
            NoticeShown(
                purposes: Purpose.allCases,
                textDigest: String(repeating: "c0de", count: 16),
                attestation: "client attested display"
            ),
            of: SampleCalls.lee,
            at: 3,
            actor: .participant
        )
        call.notice(SampleCalls.lee, sentAt: 4, shownAt: 5)
        let account = ledger(call)[SampleCalls.lee]
        #expect(account?.standing(for: .storage) == .refused)
        #expect(account?.changes.map(\.standing) == [.noticeSent, .refused])
        #expect(account?.notices.allSatisfy { $0.shown != nil } == true)
    }

    @Test func `given an assertion, when folded, then it is told from a grant`() {
        let account = ledger(SampleCalls.asserted())[SampleCalls.lee]
        #expect(account?.standing(for: .storage) == .asserted)
        #expect(account?.changes.first?.words?.value?.contains("Kim") == true)
    }
}
