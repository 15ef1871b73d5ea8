import AsideTesting
import Events
import Projections
import Testing

/// What is kept of a fold is compared with the next one, and nothing else is.
@Suite struct FoldMarkTests {
    private static let call = SampleCalls.rich()
    private static let events = call.log.events

    private func comesBy<View: Projection>(_ view: View) throws {
        let everyone: Set = [Self.call.rep, SampleCalls.lee, SampleCalls.kim]
        let erased = Self.call.log.events(erasing: everyone)
        let whole = Folded(view, folding: Self.events).stateDigest
        for count in stride(from: 0, through: Self.events.count, by: 7) {
            let mark = Folded(view, folding: Self.events.prefix(count)).mark
            for events in [Self.events, erased] {
                let folded = try Folded(view, folding: events, comingBy: mark)
                #expect(folded.stateDigest == whole, "\(View.name) from \(count)")
            }
        }
    }

    @Test
    func `given a mark at any prefix, when a call is folded anew, then it comes by, erased or not`()
        throws
    {
        try comesBy(LiveCall())
        try comesBy(ConsentLedger())
        try comesBy(ComplianceReport())
        try comesBy(CallReview())
        try comesBy(Meters())
    }

    private func mark(
        at count: UInt64,
        codeVersion: Int = LiveCall.codeVersion,
        of projection: String = LiveCall.name
    ) -> FoldMark {
        FoldMark(
            projection: projection,
            codeVersion: codeVersion,
            position: TreeSize(count),
            stateDigest: "another"
        )
    }

    @Test func `given another state at a mark, when a call is folded anew, then it says where`() {
        for count in [0, 7, UInt64(Self.events.count)] {
            let mark = mark(at: count)
            let missed = #expect(throws: FoldMark.Missed.self) {
                _ = try Folded<LiveCall>(folding: Self.events, comingBy: mark)
            }
            #expect(missed?.mark == mark)
            #expect(missed?.reached == mark.position)
            #expect(missed?.description.contains("another state at position \(count)") == true)
        }
    }

    @Test func `given a mark beyond the last event, when a call is folded anew, then it says so`() {
        for count in [0, 7, Self.events.count - 1] {
            let mark = Folded<LiveCall>(folding: Self.events).mark
            let missed = #expect(throws: FoldMark.Missed.self) {
                _ = try Folded<LiveCall>(folding: Self.events.prefix(count), comingBy: mark)
            }
            #expect(missed?.reached == TreeSize(UInt64(count)))
            #expect(missed?.description.contains("events at position \(count),") == true)
        }
    }

    @Test func `given a mark of other code, when folded, then nothing differs`() throws {
        let others = [
            mark(at: 7, codeVersion: LiveCall.codeVersion + 1),
            mark(at: UInt64(Self.events.count) + 1, codeVersion: LiveCall.codeVersion + 1),
            mark(at: 7, of: CallReview.name),
        ]
        for other in others {
            let folded = try Folded<LiveCall>(folding: Self.events, comingBy: other)
            #expect(folded.mark == Folded<LiveCall>(folding: Self.events).mark)
        }
    }
}
