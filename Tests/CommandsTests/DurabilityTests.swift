import Foundation
import Testing

@Suite struct DurabilityTests {
    @Test
    func `killing a replay loses no event that was reported, and the next start closes the call`()
        throws
    {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        let pipe = Pipe()
        let process = try aside.start(["replay", demo, "--call", "cut", "--json"], output: pipe)
        var reported = Data()
        while reported.count(where: { $0 == UInt8(ascii: "\n") }) < 100 {
            reported.append(pipe.fileHandleForReading.availableData)
        }
        process.killAtOnce()
        reported.append(pipe.fileHandleForReading.readDataToEndOfFile())
        let whole = reported.prefix(through: reported.lastIndex(of: UInt8(ascii: "\n")) ?? 0)
        let lines = whole.split(separator: UInt8(ascii: "\n"))

        let after = try aside.file(
            "after.jsonl",
            #"{"t":0,"kind":"call","id":"after","rep":"dana"}"#
        )
        #expect(try aside.replay(after).exitCode == 0)
        #expect(try aside.run("log", "verify").exitCode == 0)
        let entries = try aside.entries()
        for line in lines {
            let event = try #require(
                try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            )
            let entry = entries[try #require(event["index"] as? Int)]
            #expect(entry["type"] as? String == event["type"] as? String)
            #expect(entry["stream"] as? String == event["stream"] as? String)
        }
        let cut = entries.filter { $0["stream"] as? String == "call/cut" }
        #expect(cut.last?["type"] as? String == "aside.call.sealed")
        let closed = cut[cut.count - 2]["data"] as? [String: Any]
        #expect(closed?["reason"] as? String == "interrupted")
    }

    @Test func `two processes on one home get a clear error and lose nothing`() throws {
        let aside = try Aside()
        let demo = Aside.package.appendingPathComponent("Examples/calls/demo.jsonl").path
        let pipe = Pipe()
        let first = try aside.start(
            ["replay", demo, "--call", "one", "--json", "--speed", "1"],
            output: pipe
        )
        _ = pipe.fileHandleForReading.availableData
        let second = try aside.run("replay", demo, "--call", "two")
        #expect(second.exitCode == 1)
        #expect(second.errors.contains("another process writes there"))
        #expect(try aside.run("log", "verify").exitCode == 0)
        #expect(try aside.run("calls").exitCode == 0)
        first.killAtOnce()
    }

    @Test func `keys are their owner's alone, and a log without its key gets no new one`() throws {
        let aside = try Aside()
        let script = try aside.file("c.jsonl", #"{"t":0,"kind":"call","id":"c","rep":"dana"}"#)
        #expect(try aside.replay(script).exitCode == 0)
        for name in ["keys/log.key", "keys/master.key"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: aside.home + "/" + name
            )
            #expect((attributes[.posixPermissions] as? Int) == 0o600, "\(name)")
        }
        try FileManager.default.removeItem(atPath: aside.home + "/keys/log.key")
        let refused = try aside.run("replay", script, "--call", "d")
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("log.key"))
        #expect(!FileManager.default.fileExists(atPath: aside.home + "/keys/log.key"))
        #expect(try aside.run("log", "verify").exitCode == 0)
    }
}
