import Events
import Projections

/// What was said to a promise or a request, and what it makes of it.
extension NextSteps {
    /// So many lines on, an answer is to something else.
    private static let linesToReply = 4
    /// A day is settled within so many lines.
    private static let linesToCorrect = 6

    /// Puts the day that was said last in place of the one that was said before.
    mutating func correct() {
        for number in promised.indices where promised[number].isKept {
            let last = number + 1 < promised.count ? promised[number + 1].place : said.count
            for place in said.indices where place > promised[number].place && place <= last {
                guard isNear(place, promised[number].place, lines: Self.linesToCorrect) else {
                    break
                }
                correct(number, by: place)
            }
        }
    }

    private mutating func correct(_ number: Int, by place: Int) {
        let (one, new) = (promised[number], said[place])
        let isOwn = new.line.speaker == said[one.place].line.speaker
        let again = promised.indices.filter { promised[$0].place == place }
        let isRegret = isOwn && SpokenCorrection.isRegret(new.sentence)
        if let other = again.first {
            // "No, I'll send it on Tuesday" is the promise said again.
            guard isRegret, again.count == 1, promised[other].promise.owner == one.promise.owner,
                let due = promised[other].due, isAbout(promised[other].promise, one.promise)
            else { return }
            promised[other].isKept = false
            change(number, to: due, saidIn: place)
        } else if let day = SpokenCorrection.day(in: new.sentence),
            one.promise.owner == .both || (isOwn && place - one.place <= 2)
        {
            change(number, to: day, saidIn: place)
        }
    }

    private mutating func change(_ number: Int, to day: SpokenDeadline, saidIn place: Int) {
        let old = promised[number].due
        guard day.words != old?.words, day.weekday == nil || day.weekday != old?.weekday else {
            return
        }
        // "Thursday in two weeks", and then "Friday": of that week.
        if let old, old.weekday == nil { promised[number].isOfLaterWeek = true }
        let sentence = said[place].sentence
        promised[number].due = day
        settle(number, in: place)
        promised[number].what += " … " + sentence.text(sentence.words.indices)
    }

    private mutating func settle(_ number: Int, in place: Int) {
        let line = said[place].line.at.version
        let isAnother = line != said[promised[number].place].line.at.version
        if isAnother { promised[number].settledIn = line }
    }

    /// Keeps what was agreed.
    mutating func settle() {
        for number in promised.indices where promised[number].isKept {
            if promised[number].promise.owner == .otherSide {
                settleRequest(number)
            } else {
                promised[number].isKept = !isDeclined(promised[number])
            }
        }
    }

    /// What is asked for is owed by who agreed to it; the promise that answers it is the same step.
    private mutating func settleRequest(_ number: Int) {
        let request = promised[number]
        let answers = replies(to: request.place)
        promised[number].isKept = false
        guard let first = answers.first, !answers.contains(where: { isRefusal(said[$0].sentence) })
        else { return }
        let places = Set(answers)
        let answer = promised.indices.first { other in
            let one = promised[other]
            return places.contains(one.place) && one.isKept
                && (one.promise.owner == .speaker || one.promise.owner == .speakersSide)
                && isAbout(one.promise, request.promise)
        }
        guard let answer else {
            guard isAgreement(said[first].sentence) else { return }
            promised[number].isKept = true
            (promised[number].isAsked, promised[number].person) = (true, said[first].line.speaker)
            return
        }
        let due = promised[answer].due ?? request.due
        guard promised[answer].promise.subject.isDisjoint(with: request.promise.subject) else {
            if promised[answer].due == nil, due != nil {
                promised[answer].due = due
                settle(answer, in: request.place)
            }
            return
        }
        // "I'll send it": only the request says what.
        promised[answer].isKept = false
        promised[number].isKept = true
        (promised[number].isAsked, promised[number].due) = (true, due)
        promised[number].isOfLaterWeek = promised[answer].isOfLaterWeek
        promised[number].person = promised[answer].person
        if promised[answer].due != nil { settle(number, in: promised[answer].place) }
    }

    /// Whether a promise is about what another is about.
    private func isAbout(_ one: SpokenPromise, _ other: SpokenPromise) -> Bool {
        one.pointsBack || !one.subject.isDisjoint(with: other.subject)
    }

    /// The sentences in which those who can answer first do so: at most two of their lines.
    private func replies(to place: Int) -> [Int] {
        let asker = said[place]
        let found = said.indices.filter { other in
            other > place && isNear(other, place, lines: Self.linesToReply)
                && said[other].role.isOtherSide != asker.role.isOtherSide
                // Whoever is on neither side answers for nobody.
                && (said[other].role == .rep || said[other].role.isOtherSide)
        }
        guard let first = found.first else { return [] }
        let lines = Set(found.map { said[$0].number }.filter { $0 - said[first].number <= 2 })
            .sorted().prefix(2)
        return found.filter { lines.contains(said[$0].number) }
    }

    private func isNear(_ place: Int, _ other: Int, lines: Int) -> Bool {
        said[place].number - said[other].number <= lines
            && said[place].line.startMicros - said[other].line.endMicros
                <= CallFollowUp.answerMicros
    }

    private func isRefusal(_ sentence: SpokenSentence) -> Bool {
        sentence.has(Self.refusals) || isNo(sentence)
    }

    private func isAgreement(_ sentence: SpokenSentence) -> Bool {
        let start = min(sentence.beginning, sentence.words.count)
        return Self.agreements.contains { sentence.has($0, at: start) || sentence.has($0, at: 0) }
    }

    /// "No", and not "no problem".
    private func isNo(_ sentence: SpokenSentence) -> Bool {
        let start = sentence.beginning
        guard sentence.words.indices.contains(start),
            ["no", "nope", "nah"].contains(sentence.words[start])
        else { return false }
        return !Self.harmless.contains { sentence.has($0, at: start) }
    }

    /// Whether the other side does not want what was promised.
    private func isDeclined(_ one: Promised) -> Bool {
        let answers = replies(to: one.place)
        guard let first = answers.first, said[first].number == said[one.place].number + 1 else {
            return false
        }
        let inFirst = answers.filter { said[$0].number == said[first].number }
        // A day in the answer moves a meeting and does not cancel it.
        guard !inFirst.contains(where: { SpokenCorrection.day(in: said[$0].sentence) != nil })
        else {
            return false
        }
        if inFirst.contains(where: { said[$0].sentence.has(Self.declining) }) { return true }
        let isMeeting = one.promise.owner == .both
        if isMeeting, inFirst.contains(where: { said[$0].sentence.has(Self.refusals) }) {
            return true
        }
        // A "no" after a question is to the question.
        let rest = said[one.place..<first]
        let asks = rest.contains {
            ($0.sentence.isQuestion && !isMeeting) || $0.sentence.has(Self.questions)
        }
        return !asks && isNo(said[first].sentence)
    }

    private static let agreements = CommitmentCues.phrases([
        "yes", "yeah", "yep", "sure", "of course", "certainly", "absolutely", "definitely",
        "gladly", "happy to", "i'd be happy to", "with pleasure", "no problem", "okay", "ok",
        "will do", "i will", "we will", "i can", "we can", "i'll do", "we'll do",
        "consider it done", "right away", "agreed", "fine", "by all means", "my pleasure",
    ])
    private static let refusals = CommitmentCues.phrases([
        "can't", "cannot", "can not", "cant", "afraid", "unfortunately", "not possible",
        "not allowed", "won't", "not able", "unable", "rather not", "doesn't work", "does not work",
        "don't have", "do not have", "don't think", "not sure", "isn't possible", "couldn't",
    ])
    private static let declining = CommitmentCues.phrases([
        "no need", "don't bother", "not necessary", "never mind", "nevermind", "don't need",
        "do not need", "please don't", "rather not", "not interested", "nice to have",
    ])
    private static let harmless = CommitmentCues.phrases([
        "no problem", "no worries", "no rush", "no hurry", "no doubt", "no questions",
        "no question", "no objection", "no objections", "no that works", "no that's fine",
        "no that's good", "no that's great", "no more", "no thanks that's all", "no that's all",
    ])
    private static let questions = CommitmentCues.phrases([
        "do you", "any other", "anything", "any questions", "are you", "is there", "are there",
        "did you", "have you",
    ])
}
