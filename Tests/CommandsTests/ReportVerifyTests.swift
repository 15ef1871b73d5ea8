import Foundation
import Testing

@Suite struct `A report's table held against the log` {
    private static let script = """
        {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"works-agreement:2026-03"}
        {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Dana","region":"US-CA"}
        {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"DE"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":8,"kind":"line","participant":"lee","text":"That is too expensive for us.","start":6,"end":8}
        {"t":60,"kind":"end"}

        """

    /// A home with a call in which a nudge was sent, and the CSV of a report of it.
    private func written(_ kind: String) throws -> (Aside, String) {
        let aside = try Aside()
        let run = try aside.replay(try aside.file("call.jsonl", Self.script))
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try aside.types().contains("nudge.sent"))
        let table = aside.folder.appendingPathComponent("\(kind).csv").path
        let made = try aside.run("report", kind, "c1", "--format", "csv", "--out", table)
        #expect(made.exitCode == 0, "\(made.errors)")
        return (aside, table)
    }

    @Test(arguments: ["compliance", "review"])
    func `verifies untouched`(kind: String) throws {
        let (aside, table) = try written(kind)
        let run = try aside.run("report", "verify", table)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output == "The report says what the log says.\n")
    }

    @Test func `differs in the one row that was altered`() throws {
        let (aside, table) = try written("compliance")
        let text = try String(contentsOfFile: table, encoding: .utf8)
        let forged = text.replacingOccurrences(of: "9,sent,1,", with: "9,sent,0,")
        #expect(forged != text)
        let run = try aside.run("report", "verify", try aside.file("forged.csv", forged), "--json")
        #expect(run.exitCode == 3)
        let row = try #require(
            forged.components(separatedBy: "\r\n").firstIndex { $0.hasPrefix("9,sent,") }
        )
        #expect(run.lines.first?["differences"] as? [String] == ["row \(row + 1).value"])
    }

    @Test func `does not verify with another signature than the log's`() throws {
        let (aside, table) = try written("compliance")
        var rows = try String(contentsOfFile: table, encoding: .utf8)
            .components(separatedBy: "\r\n")
        let place = try #require(rows.firstIndex { $0.hasPrefix("13,signature_1,") })
        var words = rows[place].components(separatedBy: " ")
        let signature = words.removeLast()
        #expect(signature.hasSuffix(","))
        words.append(String(signature.dropLast().reversed()) + ",")
        rows[place] = words.joined(separator: " ")
        let forged = try aside.file("forged.csv", rows.joined(separator: "\r\n"))
        let run = try aside.run("report", "verify", forged)
        #expect(run.exitCode == 3)
        #expect(run.errors.contains("names a signature of its checkpoint"))
    }
}
