import Foundation
import Testing

/// A process that is killed while it begins a home, or while it erases: the next start goes on from there.
@Suite struct KilledStartTests {
    private func script(_ id: String, in aside: Aside) throws -> String {
        try aside.file(id + ".jsonl", #"{"t":0,"kind":"call","id":"\#(id)","rep":"dana"}"#)
    }

    /// Replays a call, and kills the process as soon as something is the case; wherever it is by then,
    /// and if it has ended by itself, what is checked afterwards must hold.
    private func replay(
        _ id: String,
        in aside: Aside,
        killedWhen isTime: () -> Bool
    ) throws {
        let arguments = ["replay", try script(id, in: aside), "--playbook"]
        let playbook = try aside.thinned("sales", to: 20)
        let process = try aside.start(arguments + [playbook], output: Pipe())
        while process.isRunning, !isTime() {}
        process.killAtOnce()
    }

    /// In the order in which they are made.
    @Test(arguments: ["log.db", "keys/log.key", "keys/master.key", "keys.db", "keys/head"])
    func `a first start that is killed leaves a home that the next one takes up`(
        name: String
    ) throws {
        let aside = try Aside()
        let path = aside.home + "/" + name
        try replay("one", in: aside) { FileManager.default.fileExists(atPath: path) }
        let run = try aside.replay(try script("two", in: aside))
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try aside.run("log", "verify").exitCode == 0)
        let calls = try aside.run("calls", "--json").lines
        #expect(calls.allSatisfy { $0["state"] as? String != "open" })
        #expect(calls.last?["call"] as? String == "two")
    }

    private static let withdrawn = #"""
        {"t":0,"kind":"call","id":"gone","rep":"dana","rep_basis":"agreed","at":"2026-01-01T10:00:00Z"}
        {"t":0.1,"kind":"join","participant":"dana","role":"rep"}
        {"t":0.2,"kind":"join","participant":"lee","role":"prospect"}
        {"t":1,"kind":"notice_shown","participant":"lee"}
        {"t":2,"kind":"consent","participant":"lee","act":"grant"}
        {"t":6,"kind":"line","participant":"lee","text":"Zanzibarcanary it was.","start":5,"end":6}
        {"t":7,"kind":"consent","participant":"lee","act":"withdraw"}
        """#

    /// The journal grows with each entry of the erasure, and is emptied when the ciphertext is deleted.
    @Test(arguments: [1, 40_000, 80_000])
    func `an erasure that is killed is finished by the next start`(journalBytes: Int) throws {
        let aside = try Aside()
        let file = try aside.file("gone.jsonl", Self.withdrawn)
        #expect(try aside.replay(file).exitCode == 0)
        #expect(try aside.types().contains("speech.line-transcribed"))
        let journal = aside.home + "/log.db-wal"
        try replay("one", in: aside) {
            let attributes = try? FileManager.default.attributesOfItem(atPath: journal)
            return attributes?[.size] as? Int ?? 0 >= journalBytes
        }
        #expect(try aside.replay(try script("two", in: aside)).exitCode == 0)
        let types = try aside.types()
        for step in ["retention-applied", "key-destroyed", "erasure-executed"] {
            #expect(types.count { $0 == "custody." + step } == 1, "\(step)")
        }
        #expect(try aside.run("log", "verify").exitCode == 0)
        let review = try aside.run("report", "review", "gone", "--format", "json")
        #expect(review.exitCode == 0)
        #expect(review.output.contains("erased") && !review.output.contains("Zanzibarcanary"))
    }
}
