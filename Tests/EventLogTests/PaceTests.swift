import Testing

@testable import EventLog

@Suite struct PaceTests {
    @Test func `Work is told at its begin and now and then, however it comes in`() {
        var told: [UInt64] = []
        var pace = Pace(of: 10_000) { done, all in
            told.append(done)
            #expect(all == 10_000)
        }
        for _ in 0..<1_500 { pace.advance() }
        pace.advance(by: 256)
        pace.advance(by: 5_000)
        #expect(told == [0, Pace.ofWriting, 6_756])
    }

    @Test func `Work is told in steps of its own`() {
        var told: [UInt64] = []
        var pace = Pace(of: 7, each: 3) { done, _ in told.append(done) }
        for _ in 0..<7 { pace.advance() }
        #expect(told == [0, 3, 6])
    }
}
