import Testing

@testable import Agent

@Suite struct `The screen sampler waits for a picture to settle` {
    @Test func `given a slide that stands, then it is kept once, a quarter of a second in`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 60)
        #expect(screen.kept == ["300 first A"])
        #expect(screen.sampler.skipped == ["unchanged": 599])
    }

    @Test func `given a scroll that comes to rest, then only the rest is kept, and sharp`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 5)
        screen.moves(from: 5, to: 6.5)
        screen.shows("B", from: 6.5, to: 12)
        #expect(screen.kept == ["300 first A", "6800 changed B"])
        #expect(screen.sampler.skipped["moving"] == 15)
        #expect(screen.accounts)
    }

    @Test func `given single frames far apart, then each stands for a second and is kept`() {
        var screen = Screen()
        screen.shows("A", at: 0)
        screen.shows("B", at: 20)
        screen.shows("B", at: 40)
        screen.shows("C", at: 60)
        screen.waits(until: 61)
        #expect(screen.kept == ["1000 first A", "21000 changed B", "61000 changed C"])
        #expect(screen.sampler.skipped == ["unchanged": 1])
    }

    @Test func `given a gap in the middle of a scroll, then a short one does not pass for rest`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 5)
        screen.moves(from: 5, to: 5.5)
        screen.moves(from: 6.3, to: 6.8)
        screen.shows("B", from: 6.8, to: 9)
        #expect(screen.kept == ["300 first A", "7100 changed B"])
    }

    @Test func `given a slow scroll, then its beginning does not pass for its end`() {
        var screen = Screen()
        let start = Screen.look("A").hash.bits
        for frame in 0..<20 {
            let look = Look(
                hash: PerceptualHash(bits: start ^ (UInt64(1) << (UInt64(frame) * 2) &- 1)),
                mean: 128,
                variance: 900
            )
            screen.shows(look, named: "~", at: Double(frame) / 10)
        }
        #expect(screen.kept.isEmpty, "each frame resembles the one before, none the first")
        #expect(screen.accounts)
    }

    @Test func `given a cursor that blinks, then the picture is the same`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 1)
        let bits = Screen.look("A").hash.bits
        for frame in 0..<200 {
            let blink = frame / 5 % 2 == 0 ? bits : bits ^ 0b101
            let look = Look(hash: PerceptualHash(bits: blink), mean: 127, variance: 900)
            screen.shows(look, named: "A", at: 1 + Double(frame) / 10)
        }
        #expect(screen.kept == ["300 first A"])
        #expect(screen.sampler.skipped == ["unchanged": 209])
    }

    @Test func `given the same shapes in another light, then it is another picture`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 1)
        let dimmed = Look(hash: Screen.look("A").hash, mean: 60, variance: 300)
        for frame in 0..<10 { screen.shows(dimmed, named: "a", at: 5 + Double(frame) / 10) }
        #expect(screen.kept == ["300 first A", "5300 changed a"])
    }
}

@Suite struct `The screen sampler keeps to its rate and its budget` {
    @Test func `given slides flipped while nobody speaks, then one in three seconds is kept`() {
        var screen = Screen()
        for (place, slide) in "ABCDEFGHIJ".enumerated() {
            screen.shows(slide, from: Double(place), to: Double(place) + 1)
        }
        #expect(
            screen.kept == ["300 first A", "3300 changed D", "6300 changed G", "9300 changed J"]
        )
        #expect(screen.sampler.skipped["over-rate"] == 6)
        #expect(screen.accounts)
    }

    @Test func `given the same while somebody speaks, then one a second is kept`() {
        var screen = Screen()
        for (place, slide) in "ABCDEFGHIJ".enumerated() {
            screen.speaks(at: Double(place))
            screen.shows(slide, from: Double(place), to: Double(place) + 1)
        }
        #expect(screen.kept.count == 10)
        #expect(screen.sampler.skipped["over-rate"] == nil)
    }

    @Test func `given a change that came too soon, then it is kept when the rate allows`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 1)
        screen.shows("B", from: 1, to: 1.5)
        screen.waits(until: 10)
        #expect(screen.kept == ["300 first A", "3300 changed B"])
    }

    @Test func `given somebody begins to speak, then what waited is kept at once`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 1)
        screen.shows("B", from: 1, to: 2)
        screen.speaks(at: 2)
        screen.waits(until: 2)
        #expect(screen.kept.count == 2)
        #expect(screen.kept.last?.hasSuffix("changed B") == true)
    }

    @Test func `given a video, then it neither floods nor starves, and says that it moves`() {
        var screen = Screen()
        screen.moves(from: 0, to: 30)
        #expect(screen.kept.count == 9)
        #expect(screen.kept.allSatisfy { $0.hasSuffix("moving ~") })
        #expect(screen.kept.first == "3000 moving ~")
        #expect(screen.accounts)
    }

    @Test func `given a video while somebody speaks, then it is kept no more often`() {
        var screen = Screen()
        for second in 0..<30 {
            screen.speaks(at: Double(second))
            screen.moves(from: Double(second), to: Double(second) + 1)
        }
        #expect(screen.kept.count == 9)
    }

    @Test func `given a budget that is used up, then nothing more is kept, and it is counted`() {
        var screen = Screen(SamplingSettings(budget: 2))
        for (place, slide) in "ABCD".enumerated() {
            screen.shows(slide, at: Double(place) * 10)
        }
        screen.waits(until: 60)
        #expect(screen.kept == ["1000 first A", "11000 changed B"])
        #expect(screen.sampler.skipped == ["over-budget": 2])
        #expect(screen.sampler.nextDeadline == nil)
    }

    @Test(arguments: 1...20)
    func `given anything at all, then every frame is kept or counted once`(seed: UInt64) {
        var screen = Screen(SamplingSettings(budget: 12))
        var (time, state) = (0.0, seed)
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let dice = state >> 33
            time += [0.04, 0.1, 0.4, 2][Int(dice % 4)]
            switch dice / 4 % 20 {
            case 0: screen.speaks(at: time)
            case 1: screen.points(at: time)
            case 2: screen.stops(at: time)
            case 3: screen.asksForDetail()
            case 4...8: screen.moves(from: time, to: time + 0.1)
            case let other: screen.shows(["A", "B", "C"][Int(other % 3)], at: time)
            }
            #expect(screen.accounts)
        }
        #expect(screen.kept.count <= 12)
        let times = screen.kept.compactMap { Int($0.prefix { $0 != " " }) }
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 1_000 })
    }
}
