import Events
import Projections

/// Writes the message that a rep may send: quotes of what was said, in plain words around them.
struct FollowUpMessage {
    private let review: CallReview
    private let objections: [CallFollowUp.Objection]
    private let steps: [CallFollowUp.NextStep]

    init(
        _ review: CallReview,
        _ objections: [CallFollowUp.Objection],
        _ steps: [CallFollowUp.NextStep]
    ) {
        (self.review, self.objections, self.steps) = (review, objections, steps)
    }

    var message: CallFollowUp.Message {
        let parts = [
            greeting, "Thank you for your time\(day.map { " on \($0)" } ?? "").", raised,
            list("What we owe you:", steps.filter { !$0.owner.isOtherSide && !$0.isShared }),
            list("What you wanted to do:", steps.filter { $0.owner.isOtherSide && !$0.isShared }),
            list("What we do together:", steps.filter(\.isShared)),
            "If I have got any of this wrong, please tell me.", signature,
        ]
        return CallFollowUp.Message(
            subject: steps.isEmpty ? "Our call" + of : "Next steps from our call" + of,
            body: parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
        )
    }

    private var day: String? { review.opened.map { String($0.startedAt.description.prefix(10)) } }
    private var of: String { day.map { " of \($0)" } ?? "" }

    /// Those of the other side who were heard, and no others: who was not heard did not agree to be
    /// written about.
    private var greeting: String {
        let heard = Set(review.transcript.lines.map(\.speaker))
        let names = review.attendance.people
            .filter { $0.role.isOtherSide && heard.contains($0.pseudonym) }
            .compactMap { $0.details?.value?.name }
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
            return "- “\(objection.quote)”\n" + (answer ?? "  I still owe you an answer to this.")
        }
        return points.isEmpty ? "" : (["You raised:"] + points).joined(separator: "\n")
    }

    private func list(_ title: String, _ steps: [CallFollowUp.NextStep]) -> String {
        let points = steps.map { step in
            // The words often say by when themselves; only what they do not say is added.
            let due = step.due.flatMap { Words(step.what).contain(Words($0)) ? nil : " (\($0))" }
            return "- “\(step.what)”" + (due ?? "")
        }
        return points.isEmpty ? "" : ([title] + points).joined(separator: "\n")
    }
}
