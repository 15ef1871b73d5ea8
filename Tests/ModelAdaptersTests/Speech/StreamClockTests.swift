import Testing

@testable import ModelAdapters

@Suite("The moments of a stream in its call") struct StreamClockTests {
    @Test func `are counted from where its sound began`() {
        var clock = StreamClock()
        clock.add(50_000, from: 7_000_000)
        clock.add(50_000, from: 7_050_000)
        #expect(clock.start(0) == 7_000_000)
        #expect(clock.end(80_000) == 7_080_000)
        // No service knows of sound that it was not sent.
        #expect(clock.end(9_000_000) == 7_100_000)
    }

    @Test func `skip what was not heard`() {
        var clock = StreamClock()
        clock.add(1_000_000, from: 0)
        clock.add(1_000_000, from: 30_000_000)
        #expect(clock.end(1_000_000) == 1_000_000)
        #expect(clock.start(1_000_000) == 30_000_000)
        #expect(clock.start(1_500_000) == 30_500_000)
    }

    @Test func `go by the sound that came earliest, since none can come too early`() {
        var clock = StreamClock()
        clock.add(50_000, from: 100_000)
        clock.add(50_000, from: 290_000)
        #expect(clock.start(50_000) == 150_000)
        clock.add(50_000, from: 170_000)
        #expect(clock.start(0) == 70_000)
    }

    @Test func `do not move back for silence that nobody spoke`() {
        var clock = StreamClock()
        clock.add(50_000, from: 0)
        clock.addSilence(1_200_000)
        clock.add(50_000, from: 700_000)
        #expect(clock.start(0) == 0)
        #expect(clock.start(1_250_000) == 700_000)
    }

    @Test func `stay few, however often sound is missing`() {
        var clock = StreamClock()
        for place in 0..<1_000 { clock.add(1_000, from: Int64(place) * 1_000_000) }
        #expect(clock.start(999_000) == 999_000_000)
        #expect(clock.start(0) >= 0)
    }
}
