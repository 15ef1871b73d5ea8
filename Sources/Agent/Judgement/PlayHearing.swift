/// What a turn sounds like, beside each play and each kind of ordinary talk.
struct PlayHearing {
    /// How likely a turn is about a play.
    struct Likeness {
        /// By its clearest stretch.
        var clearest: Float = 0
        /// By all its stretches together, so that what is said twice counts twice.
        var all: Float = 0
        /// By all its words at once.
        var whole: Float = 0
        /// How much of what its words say for the likeliest play they say for this one.
        var share: Float = 0

        /// Whether it is more than chance: by the softmax, or by the words that the play has to itself.
        var isHeard: Bool { all > Self.faintest || share > Self.leastShare }

        private static let faintest: Float = 0.05
        private static let leastShare: Float = 0.8
    }

    /// By the places of the plays.
    private(set) var plays: [Likeness]
    /// How likely the whole turn is each kind of ordinary talk; empty where nothing was learnt.
    private(set) var kinds: [Float] = []
    /// How likely its likeliest stretch is words to a machine.
    private(set) var command: Float = 0

    /// Nothing heard yet.
    init(plays count: Int) { plays = Array(repeating: Likeness(), count: count) }

    /// What is known of plays by their phrases alone.
    init(of said: [Bool]) {
        self.init(plays: said.count)
        for (place, isSaid) in said.enumerated() { take(phraseOf: place, isSaid: isSaid) }
    }

    /// Goes by a play's phrases alone.
    mutating func take(phraseOf place: Int, isSaid: Bool) {
        let chance = isSaid ? Self.chanceOfPhrase : 0
        plays[place] = Likeness(
            clearest: chance,
            all: chance,
            whole: chance,
            share: isSaid ? 1 : 0
        )
    }

    /// How likely a turn is about a play of which a phrase was said, where nothing else is known.
    private static let chanceOfPhrase: Float = 0.9

    /// How much the less clear stretches of a turn count.
    private static let shareOfOthers: Float = 0.7

    /// How likely the turn is about the likeliest play beside the one at a place.
    func rival(of place: Int) -> Float {
        var most: Float = 0
        for other in plays.indices where other != place { most = max(most, plays[other].all) }
        return most
    }

    /// Hears a stretch.
    mutating func add(_ chances: [Float]) {
        for place in plays.indices { add(chances[place], to: place) }
        command = max(command, Self.command(in: chances.dropFirst(plays.count)))
    }

    /// Hears a play's own phrase by itself: among other words its own count for little.
    mutating func add(_ chances: [Float], asPhraseOf place: Int) { add(chances[place], to: place) }

    private mutating func add(_ chance: Float, to place: Int) {
        let best = plays[place].clearest
        plays[place].clearest = max(best, chance)
        // The sum stays `clearest + shareOfOthers * others`.
        plays[place].all += max(best, chance) - best + Self.shareOfOthers * min(best, chance)
    }

    /// Hears all the words at once.
    mutating func addWhole(_ chances: [Float], shares: [Float] = []) {
        for place in plays.indices { plays[place].whole = chances[place] }
        for (place, share) in shares.enumerated() { plays[place].share = share }
        kinds = Array(chances.dropFirst(plays.count))
    }

    private static func command(in kinds: ArraySlice<Float>) -> Float {
        zip(OrdinaryTalk.Kind.allCases, kinds).first { $0.0 == .command }?.1 ?? 0
    }
}
