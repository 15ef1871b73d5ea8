import Events
import Projections

/// Finds who owes what in the words of a call.
///
/// What one asks of the other side is owed once they agreed; what the other side declined is not, and a
/// day that was said later takes the place of the one before.
struct NextSteps {
    /// More than this is no list that anybody keeps.
    static let most = 12

    /// The newest steps of a call, in the order in which they were said.
    static func find(in review: CallReview) -> [CallFollowUp.NextStep] {
        var steps = NextSteps(review)
        steps.correct()
        steps.settle()
        let found = steps.promised.filter(\.isKept).map(steps.step)
        // What is said towards the end is what was agreed; what is said twice is one step.
        var seen: Set<Words> = []
        return Array(found.reversed().filter { seen.insert(Words($0.what)).inserted }.prefix(most))
            .reversed()
    }

    /// A sentence, and who said it where.
    struct Said {
        var sentence: SpokenSentence
        var line: Transcript.Line
        /// Where the line stands among those of people whose words count.
        var number: Int
        var role: Role
    }

    /// A promise, and what became of it in the call.
    struct Promised {
        var promise: SpokenPromise
        /// Where its sentence stands.
        var place: Int
        var what: String
        var due: SpokenDeadline?
        /// Whether the day may be of a later week than the next.
        var isOfLaterWeek: Bool
        /// Who owes it, where somebody said so.
        var person: Pseudonym?
        /// The line that has the day, or words that changed it, where it is another.
        var settledIn: StreamVersion?
        var isAsked = false
        var isKept = true
    }

    let review: CallReview
    private(set) var said: [Said] = []
    var promised: [Promised] = []

    private init(_ review: CallReview) {
        self.review = review
        var number = 0
        for line in review.transcript.lines {
            guard let text = line.text?.value, let role = review.attendance[line.speaker]?.role
            else { continue }
            let first = said.count
            for sentence in SpokenSentence.all(of: text) {
                said.append(Said(sentence: sentence, line: line, number: number, role: role))
            }
            guard said.count > first else { continue }
            number += 1
            for place in first..<said.count { take(place, firstOfLine: first) }
        }
    }

    /// Takes in the promises of a sentence.
    private mutating func take(_ place: Int, firstOfLine: Int) {
        let one = said[place]
        var found = SpokenPromise.all(in: one.sentence)
        if place == firstOfLine, hangsOnLineBefore(place) { found = [] }
        if found.isEmpty, place > firstOfLine, let last = promised.last, last.place == place - 1,
            last.promise.owner == .speaker
        {
            found = SpokenPromise.continued(in: one.sentence).map { [$0] } ?? []
        }
        for promise in found {
            promised.append(
                Promised(
                    promise: promise,
                    place: place,
                    what: promise.what,
                    due: promise.due,
                    isOfLaterWeek: talksOfLaterWeek(before: place),
                    person: promise.owner == .speaker ? one.line.speaker : nil
                )
            )
        }
        if found.isEmpty, place > firstOfLine, startsWithJoke(one.sentence) {
            for number in promised.indices where promised[number].place == place - 1 {
                promised[number].isKept = false
            }
        }
    }

    private func startsWithJoke(_ sentence: SpokenSentence) -> Bool {
        sentence.has(CommitmentCues.jokes, in: 0..<min(3, sentence.words.count))
    }

    /// Whether a line goes on with a sentence whose condition stands in the line before.
    private func hangsOnLineBefore(_ place: Int) -> Bool {
        guard place > 0, said[place - 1].line.speaker == said[place].line.speaker else {
            return false
        }
        let before = said[place - 1].sentence
        return !before.isEnded && before.has(CommitmentCues.conditions)
            && SpokenPromise.all(in: before).isEmpty
    }

    /// Whether "Friday" may be another than the next, by what was just said.
    private func talksOfLaterWeek(before place: Int) -> Bool {
        let number = said[place].number
        return said[...place].reversed()
            .prefix { number - $0.number < Self.recentLines }
            .contains { $0.sentence.has(Self.laterWeeks) }
    }

    private static let recentLines = 4
    private static let laterWeeks = CommitmentCues.phrases([
        "next week", "in two weeks", "in three weeks", "week after", "following week", "next month",
        "in a month",
    ])

    private func step(_ one: Promised) -> CallFollowUp.NextStep {
        let source = said[one.place]
        let owner: Role =
            switch one.promise.owner {
            case .speaker, .speakersSide: source.role
            case .otherSide: source.role.isOtherSide ? .rep : .prospect
            case .both: .rep
            }
        let start = one.isOfLaterWeek ? nil : review.opened?.startedAt
        return CallFollowUp.NextStep(
            owner: owner,
            person: one.person,
            isShared: one.promise.owner == .both,
            what: one.what,
            due: one.due?.written(saidAt: start?.advanced(byMicros: source.line.startMicros)),
            askedBy: one.isAsked ? source.line.speaker : nil,
            line: source.line.at.version,
            settledIn: one.settledIn
        )
    }
}
