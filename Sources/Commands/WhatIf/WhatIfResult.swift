import Events

/// What a what-if found, as it is told.
struct WhatIfResult {
    let call: CallID
    /// What each run opened with: the digests of its playbook and of its settings.
    let before: CallOpened
    let now: CallOpened
    /// The language model of the new run; nil for the playbook coach alone.
    var model: String?
    /// What became of the questions to it.
    var questions = ModelQuestions()
    /// How many of the questions to it carried a picture of the screen.
    var questionsWithPicture = 0
    let comparison: NudgeComparison

    /// One object: counts, and each difference with its words.
    var json: JSONObject {
        var object: JSONObject = [
            "call": .string(call.text),
            "configuration_before": .string(before.configurationDigest),
            "configuration_now": .string(now.configurationDigest),
            "playbook_before": .string(before.playbookDigest),
            "playbook_now": .string(now.playbookDigest),
            "regressions": .integer(Int64(comparison.regressions.count)),
            "differences": .array(comparison.differences.map { .object($0.json) }),
        ]
        if let model {
            object["model"] = .string(model)
            object["model_questions"] = .integer(Int64(questions.asked))
            object["model_failures"] = .object(failures)
            object["questions_with_picture"] = .integer(Int64(questionsWithPicture))
        }
        for change in NudgeComparison.Change.allCases {
            object[change.rawValue] = .integer(Int64(comparison.count(change)))
        }
        return object
    }

    private var failures: JSONObject {
        var object: JSONObject = [:]
        for (reason, count) in questions.failures { object[reason] = .integer(Int64(count)) }
        return object
    }

    /// A line for each difference, then the sum of it.
    var lines: [String] {
        let rows = comparison.differences.map(\.cells)
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { cells in
            cells.enumerated().map { column, cell in
                column < widths.count
                    ? cell + String(repeating: " ", count: widths[column] - cell.count) : cell
            }.joined(separator: "  ")
        }
        return table + (modelLine.map { [$0] } ?? []) + [summary]
    }

    /// How often the playbook coach went on in the model's place, and why; nil where it never did.
    private var modelLine: String? {
        guard let model, questions.failed > 0 else { return nil }
        let reasons = questions.failures.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return
            "model \(model): questions asked: \(questions.asked), without an answer that could be "
            + "used: \(questions.failed) (\(reasons)); there the playbook coach went on"
    }

    private var summary: String {
        let counts = NudgeComparison.Change.allCases
            .map { "\(comparison.count($0)) \($0.rawValue)" }.joined(separator: ", ")
        let regressions = comparison.regressions.count
        let isOwn = before.playbookDigest == now.playbookDigest
        let isSet = before.configurationDigest == now.configurationDigest
        return "call \(call), \(isOwn ? "the call's own" : "another") playbook, "
            + "\(isSet ? "the same" : "other") settings"
            + (model.map { ", model \($0) (questions with a picture: \(questionsWithPicture))" }
                ?? "")
            + ": \(counts); "
            + "\(regressions) regression\(regressions == 1 ? "" : "s")"
    }
}

extension NudgeComparison.Difference {
    fileprivate var json: JSONObject {
        var object: JSONObject = ["what": .string(change.rawValue)]
        object["before"] = before.map { .object($0.json) }
        object["now"] = now.map { .object($0.json) }
        object["regression"] = regression.map { .string($0.rawValue) }
        return object
    }

    /// Time, what, play before → now, headline.
    fileprivate var cells: [String] {
        let play = before?.play == now?.play ? now?.play : nil
        let plays = play ?? "\(before?.play ?? "–") → \(now?.play ?? "–")"
        let headline = (now ?? before)?.headline ?? ""
        return [
            clock, change.rawValue, plays, headline + (regression.map { "  ← \($0.words)" } ?? ""),
        ]
    }

    private var clock: String {
        let seconds = micros / 1_000_000
        let text = "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
        return String(repeating: " ", count: max(0, 6 - text.count)) + text
    }
}

extension NudgeComparison.Regression {
    fileprivate var words: String {
        switch self {
        case .usedIsLost: "regression: the rep had used it"
        case .dismissedKindIsGained: "regression: the rep had dismissed this kind"
        }
    }
}

extension CoachedNudge {
    fileprivate var json: JSONObject {
        var object: JSONObject = [
            "at_micros": .integer(micros),
            "kind": .string(kind),
            "play": .string(play),
            "headline": .string(headline),
        ]
        object["line_start_micros"] = line.map { .integer($0.startMicros) }
        object["feedback"] = answer.map { .string($0.act.rawValue) }
        return object
    }
}
