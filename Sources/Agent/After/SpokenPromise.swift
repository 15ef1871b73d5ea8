/// What somebody promises, or asks of somebody, in one sentence.
struct SpokenPromise {
    var owner: CommitmentCues.Owner
    /// The words of it.
    var what: String
    /// By when.
    var due: SpokenDeadline?
    /// The words of meaning that tell what it is about; empty where it says "it".
    var subject: Set<String>
    /// Whether it takes up what was said before: "I'll send it".
    var pointsBack: Bool

    /// The promises of a sentence, in order.
    ///
    /// Left out is what hangs on a condition, what is told of another time or person, and a joke: what
    /// stands in the message to the other side is held to be promised.
    static func all(in sentence: SpokenSentence) -> [SpokenPromise] {
        guard !sentence.has(CommitmentCues.jokes), !sentence.has(CommitmentCues.family) else {
            return []
        }
        return PromiseReader(sentence: sentence).promises
    }

    /// A thing with a day that goes on with a list of promises ("The one-pager by Wednesday").
    static func continued(in sentence: SpokenSentence) -> SpokenPromise? {
        let (words, start) = (sentence.words, sentence.beginning)
        guard let due = SpokenDeadline.all(in: words).first, due.words.hasPrefix("by "),
            due.range.upperBound == words.count, words.indices.contains(start),
            articles.contains(words[start]), due.range.lowerBound - start >= 2,
            !words.contains(where: { stating.contains($0) }), !sentence.isQuestion
        else { return nil }
        return SpokenPromise(.speaker, sentence, start..<words.count, due)
    }

    init(
        _ owner: CommitmentCues.Owner,
        _ sentence: SpokenSentence,
        _ range: Range<Int>,
        _ due: SpokenDeadline?
    ) {
        (self.owner, self.due) = (owner, due)
        what = sentence.text(range)
        let about = range.filter { due?.range.contains($0) != true }.map { sentence.words[$0] }
        pointsBack = about.contains { Self.pronouns.contains($0) }
        subject = Self.terms(about).subtracting(Self.verbs)
    }

    /// The words of meaning.
    static func terms(_ words: [Substring]) -> Set<String> {
        Set(TermReader.terms(of: words.joined(separator: " ")))
            .subtracting(FunctionWords.stems)
    }

    private static let verbs: Set<String> = Set(
        (CommitmentCues.promised + CommitmentCues.asked).compactMap(\.list.first)
            .flatMap { TermReader.terms(of: String($0)) }
    )
    private static let pronouns: Set<Substring> = [
        "it", "that", "them", "those", "this", "these", "both", "one",
    ]
    private static let articles: Set<Substring> = ["the", "a", "an", "one", "your", "our"]
    /// Words of a sentence that states, asks or wants something.
    private static let stating: Set<Substring> = [
        "i", "we", "you", "he", "she", "they", "it", "is", "are", "was", "were", "be", "has",
        "have", "had", "can", "could", "will", "would", "should", "must", "need", "needs", "do",
        "does",
        "please", "not", "goes", "comes", "ends", "starts", "closes", "if",
    ]
}

/// Reads the promises of one sentence.
private struct PromiseReader {
    let sentence: SpokenSentence

    /// Where a promise begins, where its verb stands, and whether only a day makes it one.
    private struct Start {
        var place: Int
        var verb: Int
        var owner: CommitmentCues.Owner
        var needsDay: Bool
        var isPresent: Bool
    }

    /// Where a transcript has no punctuation, a step ends after so many words.
    private static let longest = 24
    /// More words than this before a promise are more than its occasion.
    private static let longestOccasion = 12

    var promises: [SpokenPromise] {
        var (starts, next): ([Start], Int) = ([], 0)
        for place in sentence.words.indices where place >= next {
            guard let found = start(at: place) else { continue }
            starts.append(found)
            next = found.verb
        }
        return starts.indices.flatMap { number -> [SpokenPromise] in
            let end = number + 1 < starts.count ? starts[number + 1].place : sentence.words.count
            let before = number > 0 ? starts[number - 1].verb : 0
            let start = starts[number]
            let range = start.place..<min(end, start.place + Self.longest)
            // "By Friday I'll send it": of one step alone, what stands before it is about it too.
            return read(start, range, after: before, about: starts.count == 1 ? 0 : start.place)
        }
    }

    private func read(
        _ start: Start,
        _ range: Range<Int>,
        after before: Int,
        about: Int
    ) -> [SpokenPromise] {
        guard !isConditional(start, range), !isReported(start) else { return [] }
        let said = SpokenDeadline.all(in: sentence.words).filter {
            $0.range.lowerBound >= about && $0.range.upperBound <= range.upperBound
        }
        let within = said.filter { $0.range.lowerBound >= range.lowerBound }
        let days = within.isEmpty ? Array(said.suffix(1)) : within
        if start.needsDay {
            // "Today" may be within the call; what is done now and then is no promise either.
            guard days.contains(where: { start.isPresent || !$0.isThisDay }),
                !(start.isPresent && sentence.has(CommitmentCues.habits))
            else { return [] }
        }
        guard start.owner != .otherSide, let begin = occasion(before: start, after: before)
        else { return split(start.owner, range, days) }
        guard start.place - begin <= Self.longestOccasion else { return [] }
        return split(start.owner, begin..<range.upperBound, days)
    }

    /// The first day ends a step where another thing with a day of its own follows.
    private func split(
        _ owner: CommitmentCues.Owner,
        _ range: Range<Int>,
        _ days: [SpokenDeadline]
    ) -> [SpokenPromise] {
        var found: [SpokenPromise] = []
        var start = range.lowerBound
        var due: SpokenDeadline?
        for day in days {
            guard let last = due else {
                due = day
                continue
            }
            let between = last.range.upperBound..<day.range.lowerBound
            if isCorrection(between) {
                due = day
            } else if joinsThing(between) {
                found.append(SpokenPromise(owner, sentence, start..<last.range.upperBound, last))
                (start, due) = (last.range.upperBound, day)
            }
        }
        return found + [SpokenPromise(owner, sentence, start..<range.upperBound, due)]
    }

    /// "Monday, no, sorry, Tuesday".
    private func isCorrection(_ between: Range<Int>) -> Bool {
        between.count <= Self.longestCorrection
            && between.contains { SpokenCorrection.regrets.contains(sentence.words[$0]) }
    }

    private static let longestCorrection = 5

    private func joinsThing(_ between: Range<Int>) -> Bool {
        guard between.count > 2, let first = between.first else { return false }
        return ["and", "then"].contains(sentence.words[first])
            && !SpokenPromise.terms(Array(sentence.words[between])).isEmpty
    }

    private func start(at place: Int) -> Start? {
        for opener in CommitmentCues.openers where sentence.has(opener.words, at: place) {
            guard !opener.isPresent || sentence.beginsClause(at: place) else { continue }
            let found = verb(of: opener, after: place + opener.words.list.count)
            guard let found else { continue }
            let reach = place..<min(place + CommitmentCues.vetoReach + 1, sentence.words.count)
            guard !sentence.has(CommitmentCues.vetoes, in: reach) else { return nil }
            return Start(
                place: place,
                verb: found.place,
                owner: opener.owner,
                needsDay: found.needsDay,
                isPresent: opener.isPresent
            )
        }
        return ofSomebodyElse(at: place)
    }

    private func verb(
        of opener: CommitmentCues.Opener,
        after start: Int
    ) -> (place: Int, needsDay: Bool)? {
        for place in start...start + CommitmentCues.mostFillers {
            if sentence.has(opener.verbs, in: place..<place + 1) { return (place, false) }
            if sentence.has(opener.datedVerbs, in: place..<place + 1) { return (place, true) }
            guard sentence.words.indices.contains(place),
                CommitmentCues.fillers.contains(sentence.words[place])
            else { return nil }
        }
        return nil
    }

    /// A promise for somebody else ("My colleague Tom will send you the contract").
    private func ofSomebodyElse(at place: Int) -> Start? {
        let words = sentence.words
        guard CommitmentCues.possessives.contains(words[place]),
            let person = (place + 1..<place + 3).first(where: {
                words.indices.contains($0) && CommitmentCues.people.contains(words[$0])
            })
        else { return nil }
        let name = (person..<person + 3).first { place in
            words.indices.contains(place)
                && (words[place].hasSuffix("'ll")
                    || (words.indices.contains(place + 1) && words[place + 1] == "will"))
        }
        guard let name else { return nil }
        let isShort = words[name].hasSuffix("'ll")
        let between = person + 1..<max(person + 1, name + 1)
        guard !between.contains(where: { SpokenPromise.speakers.contains(words[$0]) }),
            let opener = CommitmentCues.openers.first,
            let found = verb(of: opener, after: isShort ? name + 1 : name + 2)
        else { return nil }
        return Start(
            place: place,
            verb: found.place,
            owner: .speakersSide,
            needsDay: found.needsDay,
            isPresent: false
        )
    }

    private func isConditional(_ start: Start, _ range: Range<Int>) -> Bool {
        let words = sentence.words
        let reach = max(0, start.place - Self.longest)..<range.upperBound
        return reach.contains { place in
            guard sentence.has(CommitmentCues.conditions, in: place..<place + 1),
                // "If you could send it" asks.
                !(start.place..<start.verb).contains(place),
                !sentence.has(CommitmentCues.courtesies, in: place..<place + 1)
            else { return false }
            return words[place] != "if" || place == 0
                || !CommitmentCues.asking.contains(words[place - 1])
        }
    }

    /// "I said I'll send it", "I told Tom I'll send it"; not "you asked for the list, I'll send it".
    private func isReported(_ start: Start) -> Bool {
        let (words, place) = (sentence.words, start.place)
        guard place > 0, !sentence.written[sentence.places[place - 1]].hasSuffix(",") else {
            return false
        }
        let reach = max(0, place - CommitmentCues.reportReach)..<place
        return reach.contains { report in
            let between = words[report + 1..<place]
            return CommitmentCues.reports.contains(words[report])
                && !sentence.has(CommitmentCues.reminders, in: max(0, report - 2)..<report + 1)
                && (between.count < 2 || between.allSatisfy { CommitmentCues.told.contains($0) })
        }
    }

    /// Where the words begin that tell when, or after what, a promise is kept.
    private func occasion(before start: Start, after place: Int) -> Int? {
        (place..<max(place, start.place)).first { place in
            sentence.has(CommitmentCues.occasions, in: place..<place + 1)
        }
    }
}

extension SpokenPromise {
    /// Who else may begin to speak of themselves.
    fileprivate static let speakers: Set<Substring> = [
        "i", "you", "we", "they", "that", "who", "it", "i'll", "you'll", "we'll", "it'll",
        "that'll",
    ]
}
