import Foundation
import Testing

/// A call of two people in a home of its own, and playbooks to run it under again.
enum WhatIfCall {
    static let price = """
        ---
        id: price-objection
        kind: objection
        triggers: ["too expensive"]
        headline: "Price: show the payback"
        ---
        Six weeks to pay back.

        """

    static let approval = """
        ---
        id: need-approval
        kind: talk-track
        triggers: ["need approval"]
        headline: "Approval: ask who signs"
        ---
        Offer a page for the board.

        """

    static let competitor = """
        ---
        id: vs-acme
        kind: battlecard
        competitor: Acme
        aliases: ["Acme Billing"]
        triggers: ["already use Acme"]
        headline: "Acme: ask what it misses"
        ---
        Ask what it does not find.

        """

    /// A call of two people; what is said of consent comes from the test.
    static func script(consent: String, at: String? = nil, tail: String = "") -> String {
        let start = at.map { ",\"at\":\"\($0)\"" } ?? ""
        return """
            {"t":0,"kind":"call","id":"c1","rep":"dana","rep_basis":"works-agreement:2026-03"\(start)}
            {"t":0.2,"kind":"join","participant":"dana","role":"rep","name":"Dana","region":"US-CA"}
            {"t":0.4,"kind":"join","participant":"lee","role":"prospect","name":"Lee","region":"DE"}
            {"t":1,"kind":"notice_shown","participant":"lee"}
            \(consent)
            {"t":12,"kind":"line","participant":"lee","text":"That is too expensive for us.","start":10,"end":12}
            {"t":20,"kind":"nudge_feedback","nudge":"last","act":"used"}
            {"t":60,"kind":"line","participant":"dana","text":"What would you compare it with?","start":58,"end":60}
            {"t":150,"kind":"line","participant":"lee","text":"I would need approval from the board.","start":147,"end":150}
            {"t":300,"kind":"line","participant":"lee","text":"Honestly, we already use Acme.","start":297,"end":300}
            \(tail)
            """
    }

    static let granted = """
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        """

    /// Writes a playbook's folder and returns its path.
    static func playbook(_ aside: Aside, _ name: String, _ plays: [String]) throws -> String {
        let folder = aside.folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, play) in plays.enumerated() {
            try Data(play.utf8).write(to: folder.appendingPathComponent("\(number).md"))
        }
        return folder.path
    }

    /// Settings in which companies outside answer for a tool: whom people are told of, though nobody
    /// asks them here.
    private static func settings(telling companies: [String]) -> String {
        let numbered = companies.enumerated()
        let processors = numbered.map { "  p\($0): {name: \($1), region: EU}\n" }
        let tools = numbered.map { number, _ in
            """
              t\(number):
                url: https://t\(number).example.com/
                processor: p\(number)
                summary: Looks something up
                access: read-only
                purpose: crm_lookup

            """
        }
        return "processors:\n" + processors.joined() + "tools:\n" + tools.joined()
    }

    /// A home with the script replayed under the plays on price and approval.
    ///
    /// - Parameters:
    ///   - companies: those outside that everybody is told of.
    ///   - slides: the pictures of the example call that the script shows, by their names there.
    static func replayed(
        _ script: String,
        telling companies: [String] = [],
        showing slides: [String] = []
    ) throws -> (aside: Aside, playbook: String) {
        let aside = try Aside()
        for slide in slides {
            try FileManager.default.copyItem(
                at: Aside.package.appendingPathComponent("Examples/calls/frames/" + slide),
                to: aside.folder.appendingPathComponent(slide)
            )
        }
        let old = try playbook(aside, "old", [Self.price, Self.approval])
        let file = try aside.file("call.jsonl", script)
        let told =
            companies.isEmpty
            ? [] : ["--config", try aside.file("told.yaml", settings(telling: companies))]
        let run = try aside.run(["replay", file, "--playbook", old] + told)
        #expect(run.exitCode == 0, "\(run.errors)")
        return (aside, old)
    }

    static func counts(_ run: Aside.Run) throws -> [String: Int] {
        let object = try #require(run.lines.first, "\(run.errors)")
        return object.compactMapValues { $0 as? Int }
    }

    static func differences(_ run: Aside.Run) throws -> [String] {
        let all = try #require(run.lines.first?["differences"] as? [[String: Any]], "\(run.errors)")
        return all.map { row in
            let nudge = (row["now"] ?? row["before"]) as? [String: Any]
            return "\(row["what"] ?? "") \(nudge?["play"] ?? "")"
        }
    }
}
