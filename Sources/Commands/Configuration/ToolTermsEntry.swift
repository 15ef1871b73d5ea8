import Agent
import Events
import ModelAdapters

/// What an operator says of a tool, whatever stands behind it.
struct ToolTermsEntry {
    static let fields: [String: SettingField] = [
        "summary": .text, "access": .text, "purpose": .text, "deadline": .text, "cache": .text,
        "part": .text, "line": .text, "fixed": .words, "account_as": .text, "left_out": .list,
    ]

    /// What a tool may do, as it is written.
    private enum Access: String, CaseIterable {
        case readOnly = "read-only"
        case acting
    }

    /// A tip that came later would be about something that is over.
    private static let longestDeadlineMicros: Int64 = 60_000_000
    /// An answer is kept for the call in which it was given.
    private static let longestCacheMicros: Int64 = 3_600_000_000

    let name: String
    let section: SettingSection

    /// The terms of the tool.
    ///
    /// - Parameter needsSummary: whether nothing else says what it is for.
    func terms(needsSummary: Bool) throws -> ToolTerms {
        guard let access = try section.choice("access", Access.self) else {
            throw section.error("access", "nothing", "read-only or acting")
        }
        guard let purpose = try section.choice("purpose", ToolPurpose.self), purpose != .followUp
        else {
            throw section.error("purpose", "no purpose of a call", "ai_analysis or crm_lookup")
        }
        let summary = try section.text("summary")
        guard summary != nil || !needsSummary else {
            throw section.error("summary", "nothing", "what the tool is for, as a model reads it")
        }
        do {
            return try ToolTerms(
                name: name,
                summary: summary ?? "",
                access: access == .acting ? .acting : .readOnly,
                purpose: purpose,
                limits: try limits(),
                inputs: try inputs(),
                answer: AnswerShape(
                    part: try pointer("part") ?? .whole,
                    line: try pointer("line")
                )
            )
        } catch let problem as ToolProblem {
            throw section.file.error(section.path, problem.found, problem.expected)
        }
    }

    private func pointer(_ name: String) throws -> JSONPointer? {
        guard let text = try section.text(name) else { return nil }
        do {
            return try JSONPointer(text)
        } catch {
            throw section.error(name, error.found, error.expected)
        }
    }

    private func limits() throws -> ToolLimits {
        var limits = ToolLimits.standard
        if let micros = try section.duration("deadline", atMost: Self.longestDeadlineMicros) {
            limits.deadlineMicros = micros
            // Whoever lets it take so long does not want what it then answers to be stale.
            limits.freshMicros = max(limits.freshMicros, micros)
        }
        if let micros = try section.duration("cache", atMost: Self.longestCacheMicros) {
            limits.cacheMicros = micros
        }
        return limits
    }

    private func inputs() throws -> [String: ToolTerms.InputRule] {
        var rules: [String: ToolTerms.InputRule] = [:]
        for (input, text) in try section.words("fixed") { rules[input] = .fixed(.string(text)) }
        for input in section.list("left_out") { rules[input] = .leftOut }
        if let input = try section.text("account_as") { rules[input] = .account }
        return rules
    }
}
