import Events
import Projections

/// Finds the doubts of the other side in what the coach found, whether it showed them to the rep or not.
///
/// What was kept back counts where the judge had found it worth an interruption: the rep was answering
/// unaided, or the policy, a language model or the course of the call stood against it. A nudge that the
/// rep dismissed found no doubt. A doubt stands once, however often it was raised: where the rep answered
/// it first, else where it was first raised.
struct RaisedObjections {
    /// A line that raised a doubt, and the play that answers it.
    private struct Occurrence {
        var line: StreamVersion
        var play: String
        var headline: String
        /// What the play says, which tells where in a long line the doubt is.
        var body = ""
        /// Whether the rep had said what the play would have told them.
        var isToldByRep = false
    }

    private let review: CallReview
    /// In the order in which they were spoken.
    private let lines: [Transcript.Line]

    init(in review: CallReview) {
        self.review = review
        lines = review.transcript.lines
            .sorted { ($0.startMicros, $0.at) < ($1.startMicros, $1.at) }
    }

    /// The doubts, in the order in which they were raised.
    var all: [CallFollowUp.Objection] {
        let raised = (shown + keptBack).sorted { $0.line < $1.line }.compactMap(objection)
        var places: [String: Int] = [:]
        var once: [CallFollowUp.Objection] = []
        for objection in raised {
            if let place = places[objection.play] {
                let isAnsweredOnlyNow = once[place].answers.isEmpty && !objection.answers.isEmpty
                if isAnsweredOnlyNow { once[place] = objection }
            } else {
                places[objection.play] = once.count
                once.append(objection)
            }
        }
        return once.sorted { $0.line < $1.line }
    }

    private var shown: [Occurrence] {
        review.nudges.nudges.compactMap { nudge in
            guard let words = nudge.words?.value, words.kind == Self.kind,
                nudge.feedback?.act != .dismissed
            else { return nil }
            return Occurrence(
                line: nudge.line,
                play: words.play,
                headline: words.headline,
                body: words.body
            )
        }
    }

    /// At most one a line: the first that was recorded of a turn is the likeliest.
    private var keptBack: [Occurrence] {
        let advised = review.nudges.nudges.filter { $0.words?.value?.kind == Self.kind }
        var taken = Set(advised.map(\.line))
        return review.kept.silences.compactMap { silence in
            guard let found = silence.details?.value, found.kind == Self.kind,
                let headline = found.headline, isWorthAnInterruption(found.weighing),
                taken.insert(silence.line).inserted, !Self.repetitions.contains(silence.reason)
            else { return nil }
            return Occurrence(
                line: silence.line,
                play: found.play,
                headline: headline,
                isToldByRep: silence.reason == .repAnswering
            )
        }
    }

    private static let kind = PlaybookEntry.Kind.objection.rawValue
    /// What had been shown before.
    private static let repetitions: Set<NudgeSuppressed.Reason> = [.oncePerPlay, .duplicate]

    private func isWorthAnInterruption(_ weighing: Weighing?) -> Bool {
        guard let weighing, !weighing.grounds.contains(JudgedPlay.retrieved) else { return false }
        return weighing.scorePerMille >= PlayJudge.bar
    }

    private func objection(_ occurrence: Occurrence) -> CallFollowUp.Objection? {
        guard let line = review.transcript.line(at: occurrence.line), let text = line.text?.value
        else { return nil }
        let after = answers { said in
            said.at > line.at && said.startMicros >= line.startMicros
                && said.startMicros - line.endMicros <= CallFollowUp.answerMicros
        }
        // Who had just said it may have nothing to add.
        let before = occurrence.isToldByRep && after.isEmpty ? answersBefore(line) : []
        let about = [occurrence.play, occurrence.headline, occurrence.body].joined(separator: " ")
        return CallFollowUp.Objection(
            line: occurrence.line,
            quote: Quote.short(
                text,
                about: Set(Self.terms(of: about)),
                longest: CallFollowUp.longestQuote
            ),
            play: occurrence.play,
            headline: occurrence.headline,
            answers: Array(after.prefix(CallFollowUp.mostAnswers)) + before
        )
    }

    private func answersBefore(_ line: Transcript.Line) -> [CallFollowUp.Answer] {
        let before = answers { said in
            said.at < line.at && line.startMicros - said.endMicros <= RepsOwnWords.recentMicros
        }
        return Array(before.suffix(CallFollowUp.mostAnswers))
    }

    /// Fewer words of meaning than this answer nothing: "Exactly", "I'm sorry to hear that".
    private static let fewestAnswerWords = 3

    private static func terms(of text: String) -> [String] {
        TermReader.terms(of: text).filter { !FunctionWords.stems.contains($0) }
    }

    /// The rep's lines of which something holds, as far as they can be read and say something.
    private func answers(where holds: (Transcript.Line) -> Bool) -> [CallFollowUp.Answer] {
        lines.filter { review.attendance[$0.speaker]?.role == .rep && holds($0) }
            .compactMap { line in
                guard let text = line.text?.value,
                    Self.terms(of: text).count >= Self.fewestAnswerWords
                else { return nil }
                return CallFollowUp.Answer(
                    line: line.at.version,
                    quote: Quote.short(text, longest: CallFollowUp.longestQuote)
                )
            }
    }
}
