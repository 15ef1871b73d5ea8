import AsideTesting
import Events
import Projections
import Testing

/// What holds of every projection: its digest depends on the events alone, and not on their content.
@Suite struct `Every projection` {
    private static let calls: [CallRecorder] = [
        SampleCalls.rich(), SampleCalls.refused(), SampleCalls.asserted(),
        SampleCalls.rich(.live, breaking: true), SampleCalls.departing(),
    ]

    private func agrees<View: Projection>(_ type: View.Type) {
        for call in Self.calls {
            let events = call.log.events
            let whole = Folded<View>(folding: events)
            var prefix = Folded<View>()
            for (cut, event) in events.enumerated() {
                prefix.apply(event)
                guard cut % 5 == 0 else { continue }
                var parts = prefix
                for later in events.dropFirst(cut + 1) { parts.apply(later) }
                #expect(parts.stateDigest == whole.stateDigest, "\(View.name) cut at \(cut)")
                #expect(parts.position == whole.position)
            }
        }
    }

    private func survivesErasure<View: Projection>(_ type: View.Type) {
        for call in Self.calls {
            let before = Folded<View>(folding: call.log.events)
            let everyone: Set = [call.rep, SampleCalls.lee, SampleCalls.kim]
            for people in [[SampleCalls.lee], [call.rep], everyone] as [Set<Pseudonym>] {
                let after = Folded<View>(folding: call.log.events(erasing: people))
                #expect(after.stateDigest == before.stateDigest, "\(View.name)")
                #expect(after.view.state == before.view.state)
            }
        }
    }

    @Test func `given a call, when it is folded from any prefix, then it agrees with one fold`() {
        agrees(LiveCall.self)
        agrees(ConsentLedger.self)
        agrees(ComplianceReport.self)
        agrees(CallReview.self)
        agrees(Meters.self)
        agrees(RetentionSchedule.self)
        agrees(CallIndex.self)
    }

    @Test func `given a call, when people are erased, then the digest stays the same`() {
        survivesErasure(LiveCall.self)
        survivesErasure(ConsentLedger.self)
        survivesErasure(ComplianceReport.self)
        survivesErasure(CallReview.self)
        survivesErasure(Meters.self)
        survivesErasure(RetentionSchedule.self)
        survivesErasure(CallIndex.self)
    }

    @Test func `given a rich call, when its states are written, then no content is in them`() {
        let events = SampleCalls.rich().log.events
        let states = [
            Folded<LiveCall>(folding: events).view.state,
            Folded<ConsentLedger>(folding: events).view.state,
            Folded<ComplianceReport>(folding: events).view.state,
            Folded<CallReview>(folding: events).view.state,
            Folded<CallIndex>(folding: events).view.state,
        ]
        for state in states {
            let text = String(decoding: CanonicalJSON.encode(state), as: UTF8.self)
            for word in ["expensive", "Dana", "Lee <b>", "works-agreement", "ROI", "acme"] {
                #expect(!text.contains(word))
            }
        }
    }

    @Test func `given the sample calls, when they are folded, then the golden states come out`()
        throws
    {
        for call in [SampleCalls.rich(), SampleCalls.refused(), SampleCalls.asserted()] {
            let events = call.log.events
            try Golden.check(Folded<LiveCall>(folding: events), of: call.call)
            try Golden.check(Folded<ConsentLedger>(folding: events), of: call.call)
            try Golden.check(Folded<ComplianceReport>(folding: events), of: call.call)
            try Golden.check(Folded<CallReview>(folding: events), of: call.call)
            try Golden.check(Folded<Meters>(folding: events), of: call.call)
            try Golden.check(Folded<RetentionSchedule>(folding: events), of: call.call)
            try Golden.check(Folded<CallIndex>(folding: events), of: call.call)
        }
    }
}
