import Events

/// What became of the questions to language models, as far as a comparison must tell it.
struct ModelQuestions: Equatable {
    /// How many were asked.
    private(set) var asked = 0
    /// How many of them had an answer that could be used.
    private(set) var answered = 0
    /// How many had none or were not asked, by reason: the playbook coach went on in their place.
    private(set) var failures: [String: Int] = [:]

    /// How many had none or were not asked.
    var failed: Int { failures.values.reduce(0, +) }

    /// Counts an event of a call.
    mutating func add(_ event: RecordedEvent) {
        switch event.type {
        case .modelInvoked: asked += 1
        case .modelCompleted: answered += 1
        case .modelFailed:
            guard let failed = event.fact(ModelFailed.self) else { return }
            failures[failed.reason.rawValue, default: 0] += 1
        default: break
        }
    }
}
