import Agent
import AsideTesting
import EventLog
import Events
import Foundation
import Testing

@testable import Commands

@Suite("A past call through a language model")
struct WhatIfModelTests {
    /// The events of a replayed call, and the playbook it ran under.
    private func recorded(_ consent: String) throws -> (events: [RecordedEvent], playbook: URL) {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: consent))
        let reader = try Home(path: aside.home).openReader()
        defer { try? reader.close() }
        return (try reader.events(in: .call(CallID("c1"))), URL(fileURLWithPath: old))
    }

    @Test(arguments: [false, true])
    func `is compared nudge by nudge, and tells which model it was`(isOutside: Bool) async throws {
        let (events, playbook) = try recorded(WhatIfCall.granted)
        // It keeps silent, whatever it is asked.
        let model = ScriptedModel([], isOutside: isOutside)
        try WhatIfDesk.checkConsent(events, toBeReadBy: model)
        let desk = try WhatIfDesk(CallID("c1"), events, playbook: playbook, model: model)
        let result = try await desk.run { _, _ in }
        #expect(model.prompts.count == 2)
        #expect(result.comparison.count(.lost) == 2)
        #expect(result.comparison.regressions.count == 1)
        #expect(result.json["model"] == .string("scripted"))
        #expect(result.lines.last?.contains("model scripted") == true)
    }

    @Test(arguments: [
        #"{"t":4,"kind":"consent","participant":"lee","act":"grant","purposes":["live_transcription","storage","ai_analysis","follow_up"]}"#,
        """
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":5,"kind":"consent","participant":"lee","act":"withdraw","purposes":["sharing"]}
        """,
    ])
    func `is not read outside where somebody did not agree to that`(consent: String) throws {
        let (events, _) = try recorded(consent)
        #expect(throws: Failure.self) {
            try WhatIfDesk.checkConsent(events, toBeReadBy: ScriptedModel([], isOutside: true))
        }
        try WhatIfDesk.checkConsent(events, toBeReadBy: ScriptedModel([]))
    }
}
