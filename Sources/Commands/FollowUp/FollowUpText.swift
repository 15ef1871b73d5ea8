import Agent
import Events

extension FollowUpDesk.Drafted {
    /// One object: the follow-up, and the question that waits.
    func json(of call: CallID) throws -> JSONObject {
        var json = try followUp.json()
        json["call"] = .string(call.text)
        json["approval"] = .object([
            "toolCall": .string(question.id.text),
            "question": .string(question.summary),
            "expiresAt": .string(question.expiresAt.description),
        ])
        return json
    }

    /// The follow-up as a person at a terminal reads it.
    var text: String {
        let asked = [
            "Waiting for the rep's yes (aside followup CALL --approve):",
            "  " + question.summary,
        ]
        return [objections, nextSteps, message, asked]
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var objections: [String] {
        guard !followUp.objections.isEmpty else {
            return ["No \(pack.followUp.objections) were found."]
        }
        return ["\(pack.followUp.objectionsTitle) and answers:"]
            + followUp.objections.flatMap { objection in
                ["  ▸ \(objection.headline)", "    “\(objection.quote)”"]
                    + (objection.answers.isEmpty
                        ? ["      not answered"]
                        : objection.answers.map { "      → “\($0.quote)”" })
            }
    }

    private var nextSteps: [String] {
        guard !followUp.nextSteps.isEmpty else { return ["No next steps were found."] }
        return ["Next steps:"]
            + followUp.nextSteps.map { step in
                "  \(owner(of: step)): \(asker(of: step))“\(step.what)”"
                    + (step.due.map { " — \($0)" } ?? "")
            }
    }

    private func asker(of step: CallFollowUp.NextStep) -> String {
        step.askedBy.map { "(asked by \(names[$0] ?? "the other side")) " } ?? ""
    }

    /// The role as the pack calls it, and who it is where that is known.
    private func owner(of step: CallFollowUp.NextStep) -> String {
        guard !step.isShared else { return "both sides" }
        let role = pack.roles[step.owner.rawValue] ?? step.owner.rawValue
        return role + (step.person.flatMap { names[$0] }.map { " (\($0))" } ?? "")
    }

    private var message: [String] {
        let body = followUp.draft.body.split(separator: "\n", omittingEmptySubsequences: false)
        return ["Draft, not sent:", "  Subject: " + followUp.draft.subject, ""]
            + body.map { $0.isEmpty ? "" : "  " + $0 }
    }
}
