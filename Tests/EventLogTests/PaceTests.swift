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
        #expect(told == [0, Pace.toldEvery, 6_756])
    }
}
