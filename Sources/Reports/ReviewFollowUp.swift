internal import Events
internal import Projections

/// Section 8 of a review: what was drafted after the call, and what became of it.
extension ReviewWriter {
    func followUp() -> ReportSection {
        var section = ReportSection(8, "After the call")
        guard let newest = review.followUp.drafts.last else {
            section.say(
                "No follow-up was drafted: `aside followup` does so, where all agreed to it."
            )
            return section
        }
        let names = Dictionary(
            review.attendance.people.map { ($0.pseudonym.text, name($0.pseudonym)) },
            uniquingKeysWith: { first, _ in first }
        )
        let draft = newest.result?.map { DraftedFollowUp($0, context.labels, names) }
        func fact(_ key: String, _ label: String, _ value: (DraftedFollowUp) -> String) {
            section.fact(key, label, Wording.opened(draft?.map(value)), at: newest.at.index)
        }
        section.fact("drafted", "Drafted (UTC)", CallClock.utc(newest.at.time), at: newest.at.index)
        let objections = Wording.sentence(context.labels.objections)
        fact("objections", "\(objections), and how they were answered", \.objections)
        fact("next-steps", "Next steps, and who owes them", \.nextSteps)
        fact("subject", "Message drafted, subject", \.subject)
        fact("message", "Message drafted", \.message)
        section.table(
            "questions",
            "What the rep was asked to approve",
            ["Asked (UTC)", "Question", "Answer", "What became of it"],
            review.followUp.questions.map { question in
                .init(
                    cells: [
                        CallClock.utc(question.at.time), Wording.opened(question.words),
                        Wording.answer(question), Wording.end(question),
                    ],
                    index: question.at.index
                )
            }
        )
        let drafts = review.followUp.drafts.count
        section.say(
            "Nothing here is sent by Aside: the message is the rep's to send. "
                + (drafts > 1 ? "The newest of \(drafts) drafts is shown." : "")
        )
        return section
    }
}

extension Wording {
    /// What the rep said to a question.
    static func answer(_ question: FollowUpHistory.Question) -> String {
        guard let answer = question.answer else { return "None yet" }
        switch answer.refusal {
        case nil: return "Approved"
        case .refused: return "Refused"
        case .unanswered: return "Not answered"
        case .tooLate: return "Too late"
        }
    }

    /// What became of an act that the rep was asked about.
    static func end(_ question: FollowUpHistory.Question) -> String {
        guard let end = question.end else { return "Not done" }
        return end.isDone ? "Done" : "Failed"
    }
}

/// A follow-up as `draft_follow_up` left it in the log, as text that people read.
struct DraftedFollowUp {
    private let fields: JSONObject
    private let labels: PackLabels
    /// By pseudonym.
    private let names: [String: String]

    /// Reads a draft; of one that is no JSON object nothing is shown.
    init(_ text: String, _ labels: PackLabels, _ names: [String: String]) {
        fields = (try? CanonicalJSON.parse(Array(text.utf8)))?.object ?? [:]
        (self.labels, self.names) = (labels, names)
    }

    var objections: String {
        lines(of: "objections", otherwise: "none were found") { objection in
            let answers = (objection["answers"]?.array ?? [])
                .compactMap { $0.object?["quote"]?.string }.map { "→ “\($0)”" }
            let raised =
                "“\(objection["quote"]?.string ?? "")” – \(objection["headline"]?.string ?? "")"
            return ([raised] + (answers.isEmpty ? ["→ not answered"] : answers))
                .joined(separator: "\n")
        }
    }

    /// Erased as a whole when a name in it was: half of it would read as if it had never been there.
    var nextSteps: String {
        let steps = (fields["nextSteps"]?.array ?? []).compactMap(\.object)
        let isErased = steps.contains { step in
            ["person", "askedBy"].contains { name($0, in: step) == ReportDocument.erased }
        }
        guard !isErased else { return ReportDocument.erased }
        return lines(of: "nextSteps", otherwise: "none were found") { step in
            let due = step["due"]?.string.map { " (\($0))" } ?? ""
            let asker = name("askedBy", in: step).map { "(asked by \($0)) " } ?? ""
            return "\(owner(of: step)): \(asker)“\(step["what"]?.string ?? "")”\(due)"
        }
    }

    private func name(_ key: String, in step: JSONObject) -> String? {
        step[key]?.string.flatMap { names[$0] }
    }

    private func owner(of step: JSONObject) -> String {
        guard step["isShared"]?.bool != true else { return "Both sides" }
        let role = step["owner"]?.string.flatMap(Role.init(rawValue:)) ?? .observer
        return labels.label(role) + (name("person", in: step).map { " (\($0))" } ?? "")
    }

    var subject: String { fields["draft"]?.object?["subject"]?.string ?? Wording.notRecorded }
    var message: String { fields["draft"]?.object?["body"]?.string ?? Wording.notRecorded }

    private func lines(
        of name: String,
        otherwise: String,
        _ text: (JSONObject) -> String
    ) -> String {
        let items = (fields[name]?.array ?? []).compactMap(\.object)
        return items.isEmpty ? otherwise : items.map(text).joined(separator: "\n")
    }
}
