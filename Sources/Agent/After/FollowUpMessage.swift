import Events
import Projections

/// Writes the message that a rep may send: quotes of what was said, in plain words around them.
struct FollowUpMessage {
    private let review: CallReview
    private let objections: [CallFollowUp.Objection]
    private let steps: [CallFollowUp.NextStep]
    private let words: FollowUpWords
    /// Those of the other side who were heard.
    private let heard: [Attendance.Person]

    init(
        _ review: CallReview,
        _ objections: [CallFollowUp.Objection],
        _ steps: [CallFollowUp.NextStep],
        _ words: FollowUpWords
    ) {
        (self.review, self.objections, self.steps) = (review, objections, steps)
        self.words = words
        let speakers = Set(review.transcript.lines.map(\.speaker))
        heard = review.attendance.people
            .filter { $0.role.isOtherSide && speakers.contains($0.pseudonym) }
    }

    var message: CallFollowUp.Message {
        let parts = [
            greeting, "Thank you for your time\(day.map { " on \($0)" } ?? "").", raised,
            list(words.owed, steps.filter { !$0.owner.isOtherSide && !$0.isShared }),
            list(words.wanted, steps.filter { $0.owner.isOtherSide && !$0.isShared }),
            list(words.together, steps.filter(\.isShared)),
            "If I have got any of this wrong, please tell me.", signature,
        ]
        return CallFollowUp.Message(
            subject: (steps.isEmpty ? "Our " : "Next steps from our ") + words.call + of,
            body: parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
        )
    }

    private var day: String? { review.opened.map { String($0.startedAt.description.prefix(10)) } }
    private var of: String { day.map { " of \($0)" } ?? "" }

    /// Those of the other side who were heard, and no others: who was not heard did not agree to be
    /// written about.
    private var greeting: String {
        let names = heard.compactMap { $0.details?.value?.name }
        guard let last = names.last else { return "Hello," }
        let others = names.dropLast().joined(separator: ", ")
        return "Hello " + (others.isEmpty ? last : "\(others) and \(last)") + ","
    }

    private var signature: String {
        let rep = review.attendance.people.first { $0.role == .rep }
        return (["Best regards"] + [rep?.details?.value?.name].compactMap { $0 })
            .joined(separator: "\n")
    }

    private var raised: String {
        let points = objections.map { objection in
            let answer = objection.answers.first.map { "  What I said: “\($0.quote)”" }
            return "- “\(objection.quote)”\n" + (answer ?? "  " + words.unanswered)
        }
        return points.isEmpty ? "" : ([words.raised] + points).joined(separator: "\n")
    }

    /// Among several who read the message each has to know what is theirs.
    private func whose(_ step: CallFollowUp.NextStep) -> String {
        guard heard.count > 1, let person = heard.first(where: { $0.pseudonym == step.person }),
            let name = person.details?.value?.name
        else { return "" }
        return name + ": "
    }

    /// A request is told as one: its words are not those of whoever owes it.
    private func asker(_ step: CallFollowUp.NextStep) -> String {
        guard let asker = step.askedBy else { return "" }
        let name = review.attendance[asker]?.details?.value?.name
        return name.map { "(asked by \($0)) " } ?? "(as asked) "
    }

    private func list(_ title: String, _ steps: [CallFollowUp.NextStep]) -> String {
        let points = steps.map { step in
            // The words often say by when themselves; only what they do not say is added.
            let due = step.due.flatMap { Words(step.what).contain(Words($0)) ? nil : " (\($0))" }
            return "- \(whose(step))\(asker(step))“\(step.what)”" + (due ?? "")
        }
        return points.isEmpty ? "" : ([title] + points).joined(separator: "\n")
    }
}
