import EventLog
import Events
import Foundation
import Testing

@testable import Commands

/// Real calls that other people recorded; they lie beside the project, not in it.
@Suite struct PublicCallTests {
    private static let folder = Aside.package.deletingLastPathComponent()
        .appendingPathComponent("shared/data/calls")

    private struct Row: Decodable {
        var file: String
        var rep: String
        var lines: Int
    }

    private static let rows: [Row] = {
        let manifest = folder.appendingPathComponent("manifest.jsonl")
        guard let text = try? String(contentsOf: manifest, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
    }()

    private func linesHeard(
        _ row: Row,
        assertion: String?,
        knowing knowledge: CallKnowledge,
        in workplace: Workplace
    ) async throws -> Int {
        let file = RecordingFile(Self.folder.appendingPathComponent(row.file).path)
        let recording = try file.parse(.init(rep: row.rep, assertion: assertion))
        let id = workplace.ids.callID()
        let services = try Services(OperatorSettings(nil))
        try await ReplayJob(recording, knowing: knowledge, with: services)
            .run(as: id, speed: .most, in: workplace, Terminal(isJSON: true))
        return try workplace.log.events(in: .call(id)).count { $0.type == .lineTranscribed }
    }

    @Test(.enabled(if: !rows.isEmpty, "the public calls are not beside the project"))
    func `every public call replays on an operator's word, and is unheard without it`() async throws
    {
        let aside = try Aside()
        let workplace = try await Workplace.open(Home(path: aside.home))
        let knowledge = try await CallKnowledge(
            pack: nil,
            playbook: nil,
            with: Services(OperatorSettings(nil))
        )
        for row in Self.rows {
            let heard = try await linesHeard(
                row,
                assertion: "by the corpus",
                knowing: knowledge,
                in: workplace
            )
            #expect(heard == row.lines, "\(row.file)")
            let unheard = try await linesHeard(
                row,
                assertion: nil,
                knowing: knowledge,
                in: workplace
            )
            #expect(unheard == 0, "\(row.file)")
        }
        try workplace.log.close()
        #expect(try aside.run("log", "verify").exitCode == 0)
    }
}
