import Foundation
import Testing

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

    @Test(.enabled(if: !rows.isEmpty, "the public calls are not beside the project"))
    func `every public call replays on an operator's word, and is unheard without it`() throws {
        let aside = try Aside()
        for (place, row) in Self.rows.enumerated() {
            let file = Self.folder.appendingPathComponent(row.file).path
            let heard = try aside.run(
                "replay",
                file,
                "--rep",
                row.rep,
                "--call",
                "heard-\(place)",
                "--assert-consent",
                "the corpus's own consent"
            )
            #expect(heard.exitCode == 0, "\(row.file): \(heard.errors)")
            let unheard = try aside.run(
                "replay",
                file,
                "--rep",
                row.rep,
                "--call",
                "unheard-\(place)"
            )
            #expect(unheard.exitCode == 0, "\(row.file): \(unheard.errors)")
        }
        var lines: [String: Int] = [:]
        for call in try aside.run("calls", "--json").lines {
            if let id = call["call"] as? String { lines[id] = call["lines"] as? Int }
        }
        for (place, row) in Self.rows.enumerated() {
            #expect(lines["heard-\(place)"] == row.lines, "\(row.file)")
            #expect(lines["unheard-\(place)"] == 0, "\(row.file)")
        }
        #expect(try aside.run("log", "verify").exitCode == 0)
    }
}
