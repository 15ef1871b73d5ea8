internal import Events
internal import Projections

/// Each call of a tool and each question to a language model: the tables of section 9.
extension ComplianceWriter {
    /// How many rows either table has at most.
    ///
    /// Some hundred of each come up in an hour of talk, and more than a few pages nobody reads; the log
    /// has every one.
    static let mostRowsOfCoach = 200

    func toolsCalled(in section: inout ReportSection) {
        let uses = report.tools.uses
        section.table(
            "tools-called",
            "Every tool that was called, and how it ended",
            CallClock.columns + ["Tool", "For", "How it ended"],
            uses.prefix(Self.mostRowsOfCoach).map { use in
                .init(
                    cells: clock.cells(use.at) + [
                        Wording.opened(use.tool), Wording.purpose(use.purpose.purpose),
                        Wording.end(use),
                    ],
                    index: use.at.index
                )
            }
        )
        sayRest(of: uses.count, "call of a tool", "calls of tools", in: &section)
    }

    func modelsAsked(in section: inout ReportSection) {
        let questions = report.models.questions
        section.table(
            "models-asked",
            "Every question to a language model, and how it ended",
            CallClock.columns + ["Model", "For line", "Carried", "How it ended"],
            questions.prefix(Self.mostRowsOfCoach).map { row($0) }
        )
        sayRest(of: questions.count, "question to a model", "questions to models", in: &section)
    }

    private func row(_ question: ModelHistory.Question) -> ReportSection.Row {
        let told: [String] =
            if let asked = question.asked {
                [Wording.models(question, asked), entry(asked.line), Wording.carried(asked)]
            } else {
                ["–", "–", "–"]
            }
        return .init(
            cells: clock.cells(question.at) + told + [Wording.end(question)],
            index: question.at.index
        )
    }

    private func sayRest(
        of count: Int,
        _ one: String,
        _ many: String,
        in section: inout ReportSection
    ) {
        let rest = count - Self.mostRowsOfCoach
        guard rest > 0 else { return }
        section.say(
            "The table shows the first \(Self.mostRowsOfCoach) \(many), and \(rest) more "
                + "\(rest == 1 ? "\(one) stands" : "\(many) stand") in the log."
        )
    }
}

extension Wording {
    /// Why something ended as it did, in brackets; nothing where nobody says.
    private static func why(_ reason: String?, lacking field: String?) -> String {
        reason.map { " (" + $0.replacing("-", with: " ") + lacking(field) + ")" } ?? ""
    }

    /// How a call of a tool ended, and after how long.
    static func end(_ use: ToolHistory.Use) -> String {
        guard let end = use.end else { return "Called, no outcome recorded" }
        let after = " after \(CallClock.latency(end.latencyMicros))"
        let reason = why(end.reason, lacking: end.missingField)
        switch end.result {
        case .completed:
            return "Answered" + after
                + (end.reason == ToolCompleted.Origin.source.rawValue ? "" : reason)
        case .failed: return "Failed" + after + reason
        case .timedOut: return "Given up" + after + " (no answer in time)"
        case .stale: return "Answered too late to be used" + after + reason
        }
    }

    /// The model that was asked first, and the one that answered where it is another.
    static func models(_ question: ModelHistory.Question, _ asked: ModelInvoked) -> String {
        asked.model + (question.end?.answeredBy.map { ", then " + $0 } ?? "")
    }

    /// How a question to a language model ended, and after how long.
    static func end(_ question: ModelHistory.Question) -> String {
        guard let end = question.end else { return "Asked, no outcome recorded" }
        let after = question.asked == nil ? "" : " after \(CallClock.latency(end.latencyMicros))"
        let reason = why(end.reason, lacking: end.missingField)
        switch end.result {
        case .completed:
            return (end.answeredBy.map { $0 + " answered" } ?? "Answered") + after + reason
        case .failed where question.asked == nil: return "Not asked" + reason
        case .failed: return "Failed" + after + reason
        case .superseded: return "Withdrawn" + after + " (a newer turn came)"
        }
    }

    /// What of the call a question carried, in numbers.
    static func carried(_ asked: ModelInvoked) -> String {
        [
            number(asked.lines, "line", "lines"), number(asked.passages, "passage", "passages"),
            asked.frame == nil ? "no picture" : "a picture",
        ].joined(separator: ", ")
    }
}
