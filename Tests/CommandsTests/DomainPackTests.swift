import Foundation
import Testing

@Suite struct DomainPackTests {
    /// What a pack calls the things of the one call.
    struct Field: CustomTestStringConvertible {
        var pack: String
        var roles: [String]
        var kinds: [String]
        var testDescription: String { pack }
    }

    static let fields = [
        Field(
            pack: "sales",
            roles: ["Sales rep", "Prospect", "Colleague", "Observer"],
            kinds: ["Objection", "Battlecard", "Must be said"]
        ),
        Field(
            pack: "telemedicine",
            roles: ["Clinician", "Patient", "Care team", "Companion or observer"],
            kinds: ["Concern", "Alternative treatment or provider", "Must be said"]
        ),
        Field(
            pack: "e-learning",
            roles: ["Tutor", "Learner", "Co-tutor", "Guest"],
            kinds: ["Doubt or difficulty", "Other course or tool", "Must be told"]
        ),
    ]

    private static let demo = package.appendingPathComponent("Examples/calls/demo.jsonl").path
    private static let package = Aside.package

    /// Four people of the four roles; one play each of three kinds is due, minutes apart.
    private static let script: String = {
        let people = [
            ("dana", "rep"), ("lee", "prospect"), ("sam", "colleague"), ("kim", "observer"),
        ]
        var lines = [#"{"t":0,"kind":"call","id":"one","rep":"dana","rep_basis":"agreement"}"#]
        for (who, role) in people {
            lines.append(#"{"t":1,"kind":"join","participant":"\#(who)","role":"\#(role)"}"#)
            lines.append(#"{"t":1,"kind":"notice_shown","participant":"\#(who)"}"#)
        }
        for (who, role) in people where role != "rep" {
            lines.append(#"{"t":2,"kind":"consent","participant":"\#(who)","act":"grant"}"#)
        }
        let words = ["It costs too much.", "We looked at Sumwright.", "Does it renew?", "Bye."]
        for (place, text) in words.enumerated() {
            let t = 10 + place * 300
            lines.append(
                #"{"t":\#(t),"kind":"line","participant":"lee","text":"\#(text)","start":\#(t - 2),"end":\#(t)}"#
            )
        }
        return lines.joined(separator: "\n")
    }()

    private static let plays = [
        ("price", "kind: objection\ntriggers: [costs too much]"),
        ("rival", "kind: battlecard\ncompetitor: Sumwright"),
        ("renewal", "kind: compliance\ntriggers: [does it renew]"),
    ]

    private func playbook(in aside: Aside) throws -> String {
        let folder = aside.folder.appendingPathComponent("plays")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (id, fields) in Self.plays {
            let text = "---\nid: \(id)\nheadline: On \(id)\n\(fields)\n---\nTell about \(id).\n"
            try Data(text.utf8).write(to: folder.appendingPathComponent(id + ".md"))
        }
        return folder.path
    }

    @Test(arguments: fields)
    func `the same call runs under each pack, and is told in that pack's words`(
        field: Field
    ) throws {
        let aside = try Aside()
        let run = try aside.run(
            "replay",
            try aside.file("one.jsonl", Self.script),
            "--pack",
            field.pack,
            "--playbook",
            try playbook(in: aside)
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        let review = try aside.run("report", "review", "one", "--format", "csv").output
        for word in field.roles + field.kinds {
            #expect(review.contains(word), "\(word)")
        }
        let words = Set(field.roles + field.kinds)
        for other in Self.fields where other.pack != field.pack {
            let foreign = Set(other.roles + other.kinds).subtracting(words)
            // "Observer" is a part of "Companion or observer" only in another case.
            for word in foreign where !words.contains(where: { $0.contains(word) }) {
                #expect(!review.contains("," + word + ","), "\(word) is a word of \(other.pack)")
            }
        }
        let compliance = try aside.run("report", "compliance", "one", "--format", "json").output
        #expect(try verdict(compliance) == "scripted")
        for role in field.roles { #expect(compliance.contains("\"\(role)\""), "\(role)") }
    }

    private func verdict(_ report: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any]
        let verdict = try #require(object?["verdict"] as? [String: Any])
        return try #require(verdict["code"] as? String)
    }

    @Test func `the demo call comes to the same verdict under every pack and playbook`() throws {
        let aside = try Aside()
        var verdicts: [String] = []
        for field in Self.fields {
            let run = try aside.run(
                "replay",
                Self.demo,
                "--pack",
                field.pack,
                "--call",
                field.pack
            )
            #expect(run.exitCode == 0, "\(run.errors)")
            let report = try aside.run("report", "compliance", field.pack, "--format", "json")
            verdicts.append(try verdict(report.output))
            #expect(report.output.contains("\"\(field.roles[1])\""))
        }
        #expect(verdicts == ["scripted", "scripted", "scripted"])
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test(arguments: [("telemedicine", "safety-net"), ("e-learning", "assessment-rules")])
    func `the bundled call of a field is coached, with one statement made and one missed`(
        pack: String,
        missed: String
    ) throws {
        let aside = try Aside()
        let call = Self.package.appendingPathComponent("Examples/calls/\(pack).jsonl").path
        let run = try aside.run("replay", call)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.split(separator: "\n").count { $0.contains("▸") } >= 5)
        let review = try aside.run("report", "review", pack + "-example", "--format", "csv").output
        #expect(review.contains("\"yes, at "))
        let lines = review.split(separator: "\r\n").flatMap { $0.split(separator: "\n") }
        let place = try #require(lines.firstIndex { $0.hasSuffix(",\(missed),") })
        #expect(lines[place + 1].hasSuffix(",no,"))
        #expect(try aside.run("log", "verify").exitCode == 0)
    }

    @Test func `a pack that is not installed is refused with the names of those that are`() throws {
        let aside = try Aside()
        let run = try aside.run("replay", Self.demo, "--pack", "astrology")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("e-learning, sales, telemedicine"))
    }

    @Test func `every installed pack parses, with the playbook that comes with it`() throws {
        let aside = try Aside()
        let parts = try aside.run("doctor", "--json").lines
        for field in Self.fields {
            let part = parts.first { $0["part"] as? String == field.pack + " pack" }
            #expect(part?["state"] as? String == "fine")
        }
    }
}
