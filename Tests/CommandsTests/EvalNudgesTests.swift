import Foundation
import Testing

@Suite struct EvalNudgesTests {
    private static let start = """
        {"t":0,"kind":"call","id":"small","rep":"dana","account":"small","rep_basis":"works-agreement:2026-03","pack":"sales"}
        {"t":0,"kind":"join","participant":"dana","role":"rep","region":"DE"}
        {"t":1,"kind":"join","participant":"lee","role":"prospect","region":"DE"}
        {"t":1.5,"kind":"notice_shown","participant":"lee"}
        {"t":2,"kind":"consent","participant":"lee","act":"grant"}

        """

    private static func line(_ who: String, _ start: Int, _ end: Int, _ text: String) -> String {
        #"{"t":\#(end),"kind":"line","participant":"\#(who)","start":\#(start),"end":\#(end),"text":"\#(text)"}"#
            + "\n"
    }

    private static let need =
        "I have to be honest with you, the other thing is the price, it is too expensive for us, "
        + "that is a lot of money and we can not afford it."

    private func folder() throws -> (aside: Aside, path: String) {
        let aside = try Aside()
        let one =
            Self.start + Self.line("dana", 100, 104, "It is nineteen hundred a month.")
            + Self.line("lee", 105, 112, Self.need)
            + Self.line("dana", 114, 118, "I understand.") + #"{"t":130,"kind":"end"}"# + "\n"
        let two =
            Self.start + Self.line("lee", 100, 104, "Thursday at ten is good.")
            + Self.line("dana", 105, 108, "Then I send the invitation.")
            + #"{"t":130,"kind":"end"}"# + "\n"
        _ = try aside.file("one.jsonl", one)
        _ = try aside.file(
            "one.gold.jsonl",
            #"{"from":112,"to":120,"plays":["price-objection"]}"# + "\n"
        )
        _ = try aside.file("two.jsonl", two)
        _ = try aside.file(
            "two.gold.jsonl",
            #"{"from":20,"to":28,"plays":["erp-integration"]}"# + "\n"
                + #"{"from":100,"to":110,"trap":"logistics"}"# + "\n"
        )
        return (aside, aside.folder.path)
    }

    @Test func `figures of two small calls are those counted by hand`() throws {
        let (aside, path) = try folder()
        let run = try aside.run("eval", "nudges", path, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        let figures = try #require(run.lines.first)
        #expect(figures["n"] as? Int == 2)
        #expect(figures["moments"] as? Int == 2)
        #expect(figures["nudges"] as? Int == 1)
        #expect(run.output.contains(#""precision":1.0000,"recall":0.5000,"in_window":1.0000"#))
        #expect(run.output.contains(#""silent_share":0.8000"#))
        #expect(run.output.contains(#""ungrounded":0,"leaks":0,"trap_nudges":{}"#))
    }

    @Test func `verbose names what was missed by call, time and play`() throws {
        let (aside, path) = try folder()
        let run = try aside.run("eval", "nudges", path, "--verbose")
        #expect(run.output.contains("two  20.0 s  missed erp-integration"))
    }

    @Test func `nothing is kept of the calls`() throws {
        let (aside, path) = try folder()
        try aside.run("eval", "nudges", path, "--json")
        #expect(!FileManager.default.fileExists(atPath: aside.home))
    }

    @Test func `a gold line that is neither moment nor trap is named`() throws {
        let (aside, path) = try folder()
        _ = try aside.file("two.gold.jsonl", #"{"from":1,"to":2}"# + "\n")
        let run = try aside.run("eval", "nudges", path)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("two.gold.jsonl:1: found neither a moment nor a trap"))
    }

    @Test func `a trap may be told in any words of one line, and comes out as it was told`()
        throws
    {
        let (aside, path) = try folder()
        _ = try aside.file(
            "one.gold.jsonl",
            #"{"from":112,"to":120,"trap":"The \"price\" isn't theirs (2nd time)"}"# + "\n"
        )
        let run = try aside.run("eval", "nudges", path, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        let traps = try #require(run.lines.first?["trap_nudges"] as? [String: Any])
        #expect(traps[#"The "price" isn't theirs (2nd time)"#] as? Int == 1)
    }

    @Test(arguments: ["", "\\u001b[2J", "first\\nsecond", String(repeating: "x", count: 201)])
    func `a trap without words, of several lines or too long is named by its line`(
        why: String
    ) throws {
        let (aside, path) = try folder()
        _ = try aside.file("two.gold.jsonl", #"{"from":1,"to":2,"trap":"\#(why)"}"# + "\n")
        let run = try aside.run("eval", "nudges", path)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("two.gold.jsonl:1: found neither a moment nor a trap"))
    }

    @Test func `an empty gold file says that nothing is due`() throws {
        let (aside, path) = try folder()
        _ = try aside.file("two.gold.jsonl", "\n")
        let run = try aside.run("eval", "nudges", path, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.lines.first?["n"] as? Int == 2)
        #expect(run.lines.first?["moments"] as? Int == 1)
    }

    /// The two calls in sets of their own, and the first once more among what weights are fitted on.
    private func sets() throws -> (aside: Aside, path: String) {
        let (aside, _) = try folder()
        let files = FileManager.default
        let top = aside.folder.appendingPathComponent("sets")
        for (set, name) in [("fresh", "one"), ("held-back", "two"), ("training/calls", "one")] {
            let place = top.appendingPathComponent(set)
            try files.createDirectory(at: place, withIntermediateDirectories: true)
            for file in [name + ".jsonl", name + ".gold.jsonl"] {
                try files.copyItem(
                    at: aside.folder.appendingPathComponent(file),
                    to: place.appendingPathComponent(file)
                )
            }
        }
        return (aside, top.path)
    }

    @Test func `sets below a folder are told together and each alone, but for those of training`()
        throws
    {
        let (aside, path) = try sets()
        let run = try aside.run("eval", "nudges", path + "/", "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        let figures = try #require(run.lines.first)
        #expect(figures["n"] as? Int == 2)
        let told = try #require(figures["sets"] as? [String: [String: Any]])
        #expect(Set(told.keys) == ["fresh", "held-back"])
        #expect(told["fresh"]?["recall"] as? Double == 1)
        #expect(told["held-back"]?["recall"] as? Double == 0)
        let words = try aside.run("eval", "nudges", path).output
        #expect(words.contains("fresh  1 of 1 nudges right, 1 moments  precision 1.0000"))
        #expect(words.contains("1 calls in folders named training were left out"))
    }

    @Test func `calls for training are measured where they are asked for by name`() throws {
        let (aside, path) = try sets()
        let run = try aside.run("eval", "nudges", path + "/training", "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.lines.first?["n"] as? Int == 1)
        #expect(run.lines.first?["sets"] == nil)
        let alone = try Aside()
        let folder = alone.folder.appendingPathComponent("training")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try alone.file("training/one.jsonl", "")
        _ = try alone.file("training/one.gold.jsonl", "")
        let refused = try alone.run("eval", "nudges", alone.folder.path)
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("found only calls in folders named training"))
    }

    @Test func `the calls of this project are found below their packs`() throws {
        let nudges = Aside.package.appendingPathComponent("Benchmarks/nudges")
        for pack in ["sales", "telemedicine", "e-learning", "screen"] {
            let files = try FileManager.default.subpathsOfDirectory(
                atPath: nudges.appendingPathComponent(pack).path
            )
            #expect(files.contains { $0.hasSuffix(".gold.jsonl") }, "\(pack)")
            #expect(!files.contains { $0.contains("training") }, "\(pack)")
        }
    }

    @Test func `a folder without gold is refused`() throws {
        let aside = try Aside()
        let run = try aside.run("eval", "nudges", aside.folder.path)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("found no call script with gold beside it"))
    }
}
