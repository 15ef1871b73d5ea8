import Agent
import AsideTesting
import Events
import Testing

@Suite struct `Of which companies those were told whose words a call has` {
    private static let company = "Wordwell Ltd"

    /// A call in which Lee speaks and Kim, who is told of nobody, does not.
    private func call(telling disclosure: Disclosure = CallRecorder.disclosure) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(call.rep, .rep, name: "Dana", region: nil, at: 0)
        call.join(SampleCalls.lee, .prospect, name: "Lee", region: nil, at: 0)
        call.join(SampleCalls.kim, .prospect, name: "Kim", region: nil, at: 0)
        let basis = call.basis(at: 0)
        call.notice(SampleCalls.lee, disclosing: disclosure, sentAt: 0.4, shownAt: 0.6)
        call.notice(SampleCalls.kim, disclosing: Disclosure(), sentAt: 0.4, shownAt: 0.6)
        let grants = [SampleCalls.lee, SampleCalls.kim].map { call.grant($0, at: 1) }
        call.openGate(relyingOn: [basis] + grants, at: 1)
        call.say(SampleCalls.lee, "Hello", from: 2, to: 3)
        call.say(call.rep, "Good morning", from: 4, to: 5)
        call.end(at: 6)
        return call
    }

    private func countNotTold(_ events: [RecordedEvent]) -> Int {
        AfterCallDisclosure(recorded: events).countNotTold(of: Self.company)
    }

    @Test func `given notices that name it, then everyone heard was told, whoever else was there`()
    {
        #expect(countNotTold(call().log.events) == 0)
    }

    @Test func `given one notice that does not name it, then one was not told`() {
        #expect(countNotTold(call(telling: Disclosure()).log.events) == 1)
        var other = CallRecorder.disclosure
        other.processors = other.processors.map {
            var processor = $0
            processor.name += " and Sons"
            return processor
        }
        #expect(countNotTold(call(telling: other).log.events) == 1)
    }

    @Test func `given notices that name it for words, then nobody was told that it gets pictures`()
    {
        let disclosure = AfterCallDisclosure(recorded: call().log.events)
        #expect(disclosure.countNotTold(of: Self.company, for: .aiAnalysis) == 0)
        #expect(disclosure.countNotTold(of: Self.company, for: .screenFrames) == 2)
    }

    @Test func `given evidence that was erased, then it cannot be shown, and counts as not told`() {
        #expect(countNotTold(call().log.events(erasing: [SampleCalls.lee])) == 1)
    }

    @Test func `given somebody who was told nothing, then that counts as not told`() {
        let events = call().log.events.filter {
            $0.type != .consentNoticeSent || $0.envelope.subject != SampleCalls.lee
        }
        #expect(countNotTold(events) == 1)
    }
}
