import Testing

@testable import Agent

@Suite struct `The screen sampler looks again when it is asked` {
    @Test func `given words that point at the screen, then the picture is kept though unchanged`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 10)
        screen.points(at: 10)
        screen.shows("A", from: 10, to: 20)
        #expect(screen.kept == ["300 first A", "10300 words A"])
    }

    @Test func `given words in mid-scroll, then it still waits for the rest`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 5)
        screen.moves(from: 5, to: 6)
        screen.points(at: 5.5)
        screen.shows("B", from: 6, to: 9)
        #expect(screen.kept == ["300 first A", "6300 changed B"])
    }

    @Test func `given words about a share that sends nothing, then they lapse`() {
        var screen = Screen()
        screen.shows("A", at: 0)
        screen.points(at: 5)
        screen.shows("A", at: 30)
        screen.shows("B", at: 40)
        screen.waits(until: 50)
        #expect(screen.kept == ["1000 first A", "41000 changed B"])
    }

    @Test func `given words over and over, then no more than one picture a second`() {
        var screen = Screen()
        for tenth in 0..<100 {
            screen.points(at: Double(tenth) / 10)
            screen.shows("A", at: Double(tenth) / 10)
        }
        #expect((8...10).contains(screen.kept.count))
    }

    @Test func `given a request for detail, then the next settled picture answers it, once`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 5)
        screen.asksForDetail()
        screen.shows("A", from: 5, to: 20)
        #expect(screen.kept == ["300 first A", "5300 detail A"])
    }

    @Test func `given a request for detail of a video, then it is answered by what stands still`() {
        var screen = Screen()
        screen.asksForDetail()
        screen.moves(from: 0, to: 5)
        screen.shows("B", from: 5, to: 8)
        #expect(screen.kept == ["3000 moving ~", "5300 detail B"])
    }
}

@Suite struct `The screen sampler follows the share` {
    @Test func `given a restart, then its first picture is the first, even if it is the same`() {
        var screen = Screen()
        screen.shows("A", from: 0, to: 5)
        screen.stops(at: 5)
        screen.shows("A", from: 8, to: 10)
        #expect(screen.kept == ["300 first A", "8300 first A"])
    }

    @Test func `given a stop before a picture settled, then it is dropped and counted`() {
        var screen = Screen()
        screen.shows("A", at: 0)
        screen.stops(at: 0.5)
        screen.waits(until: 60)
        #expect(screen.kept.isEmpty)
        #expect(screen.sampler.skipped == ["moving": 1])
    }

    @Test func `given consent ends before a picture settled, then it is dropped for that reason`() {
        var screen = Screen()
        screen.shows("A", at: 0)
        screen.stops(at: 0.5, because: .notInForce)
        #expect(screen.sampler.nextDeadline == nil)
        #expect(screen.sampler.skipped == ["purpose-not-in-force": 1])
    }

    @Test(arguments: [(0, "black"), (16, "black"), (255, "blank")])
    func `given a screen that shows nothing, then it is counted and what it hid is not new`(
        level: Int,
        reason: String
    ) {
        var screen = Screen()
        screen.shows("A", from: 0, to: 2)
        let nothing = Look(hash: PerceptualHash(bits: 0), mean: level, variance: 0)
        for frame in 0..<20 { screen.shows(nothing, named: " ", at: 4 + Double(frame) / 10) }
        screen.shows("A", from: 6, to: 10)
        #expect(screen.kept == ["300 first A"])
        #expect(screen.sampler.skipped[reason] == 20)
    }

    @Test func `given bytes that are no picture, then the reason says which kind`() {
        let errors: [PictureError] = [
            .tooLarge, .empty, .planeTooShort, .strideUnusable, .unreadable,
        ]
        let reasons = errors.map { ScreenSampler.Skip($0).rawValue }
        #expect(reasons == ["too-large", "torn", "torn", "torn", "torn"])
    }
}

@Suite struct `Words that need the screen` {
    private func pack(_ more: String) throws(InputError) -> DomainPack {
        let yaml = "id: test\nclosing_phrases: [bye]\n" + more
        return try DomainPack(parsing: SourceFile(path: "pack.yaml", bytes: Array(yaml.utf8)))
    }

    @Test(arguments: ["So, as you can see, it rises.", "Look at this!", "What is on this slide?"])
    func `point at it`(line: String) throws {
        #expect(ScreenWords(try pack("")).needScreen(line))
    }

    @Test(arguments: ["I can see your point.", "It slides.", "Have a look at home."])
    func `and others do not`(line: String) throws {
        #expect(!ScreenWords(try pack("")).needScreen(line))
    }

    @Test(arguments: ["Can you read that?", "It is in the small print.", "Zoom in, please."])
    func `ask for it closer`(line: String) throws {
        #expect(ScreenWords(try pack("")).needDetail(line))
        #expect(!ScreenWords(try pack("detail_phrases: [magnify]\n")).needDetail(line))
    }

    @Test func `are data of the pack`() throws {
        #expect(try pack("").screenPhrases == DomainPack.standardScreenPhrases)
        #expect(try pack("screen_phrases: [this x-ray]\n").screenPhrases == ["this x-ray"])
        #expect(throws: InputError.self) { try pack("screen_phrases: this\n") }
    }
}
