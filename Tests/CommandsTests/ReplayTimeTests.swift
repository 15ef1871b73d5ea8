import Agent
import AsideTesting
import EventLog
import Events
import Testing

@testable import Commands

@Suite("The time of a replay") struct ReplayTimeTests {
    private static let call = CallID("t1")

    /// What the log has of a replayed call in which both sides agree at once.
    private func replayed(
        _ moments: String,
        _ speed: Replay.Speed,
        _ model: any LanguageModel
    ) async throws -> [RecordedEvent] {
        let script = """
            {"t":0,"kind":"call","id":"t1","rep":"dana","rep_basis":"agreed"}
            {"t":0,"kind":"join","participant":"dana","role":"rep"}
            {"t":0,"kind":"join","participant":"lee","role":"prospect"}
            {"t":0,"kind":"notice_shown","participant":"lee"}
            {"t":0,"kind":"consent","participant":"lee","act":"grant"}
            \(moments)

            """
        let aside = try Aside()
        let recording = try RecordingFile(aside.file("call.jsonl", script)).parse(.init())
        let play = SourceFile(path: "price.md", bytes: Array(WhatIfCall.price.utf8))
        let workplace = try Workplace.inMemory()
        defer { workplace.close() }
        let replay = Replay(
            workplace: workplace,
            recording: recording,
            playbook: try Playbook(parsing: [play]),
            pack: try Installation.pack(recording.pack),
            model: model,
            speed: speed,
            onNudge: { _, _ in }
        )
        try await replay.run(as: Self.call) { _, _ in }
        return try workplace.log.events(in: .call(Self.call))
    }

    @Test func `at full speed is the turn's for all that the turn sets going`() async throws {
        // Nothing but the pause after it completes the turn, and nothing else happens until the end.
        let moments = """
            {"t":6,"kind":"line","participant":"lee","text":"That is too expensive for us","start":4,"end":6}
            {"t":60,"kind":"end"}
            """
        let events = try await replayed(moments, .most, DepartingModel())
        let turn = try #require(events.firstIndex { $0.type == .turnCompleted })
        let times = events[turn...].prefix { $0.type != .callClosed }
            .filter { ["model", "egress"].contains($0.type.family) }
            .map { $0.envelope.time.micros(since: events[turn].envelope.time) }
        #expect(times.count == 4)
        #expect(times == times.sorted())
        #expect(times.allSatisfy { (0..<30_000_000).contains($0) })
    }

    @Test func `at the speed of the call leaves room to withdraw while a model is asked`()
        async throws
    {
        let moments = """
            {"t":0.5,"kind":"line","participant":"lee","text":"That is too expensive for us.","start":0.2,"end":0.5}
            {"t":0.8,"kind":"consent","participant":"lee","act":"withdraw"}
            {"t":1,"kind":"end"}
            """
        let model = ScriptedModel([.hangs])
        let events = try await replayed(moments, .real, model)
        model.letGo()
        #expect(events.compactMap { $0.fact(ModelFailed.self)?.reason } == [.gateLeftOpen])
        let order = events.map(\.type).filter {
            [.modelInvoked, .consentWithdrawn, .modelFailed, .captureStopped].contains($0)
        }
        #expect(order == [.modelInvoked, .consentWithdrawn, .modelFailed, .captureStopped])
    }
}
