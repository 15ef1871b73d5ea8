import Foundation
import Testing

@Suite struct DoctorTests {
    /// What `aside doctor` found of the tools that check a log without us: state and words, by tool.
    private func checks(
        in aside: Aside,
        path: String? = nil
    ) throws -> [String: (state: String?, found: String?)] {
        let run = try aside.run(
            ["doctor", "--json"],
            environment: path.map { ["PATH": $0] } ?? [:]
        )
        let named = run.lines.compactMap { line -> (String, (state: String?, found: String?))? in
            guard let part = line["part"] as? String, part.hasPrefix("independent check with ")
            else { return nil }
            let tool = String(part.dropFirst("independent check with ".count))
            return (tool, (state: line["state"] as? String, found: line["found"] as? String))
        }
        return Dictionary(uniqueKeysWithValues: named)
    }

    /// A folder of programs that do what a script says.
    private func tools(_ scripts: [String: String], in aside: Aside) throws -> String {
        let folder = aside.folder.appendingPathComponent("bin-\(UUID().uuidString)")
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, script) in scripts {
            let file = folder.appendingPathComponent(name)
            try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        return folder.path
    }

    @Test func `what checks a log without us is tried, and not only looked for`() throws {
        let aside = try Aside()
        let here = try checks(in: aside)
        #expect(here.keys.sorted() == ["go", "openssl", "python3"])
        #expect(here.values.allSatisfy { $0.state == "fine" }, "\(here)")

        let none = try checks(in: aside, path: try tools([:], in: aside))
        for check in none.values {
            #expect(check.state == "warning")
            #expect(check.found?.hasPrefix("not installed") == true)
        }

        let old = ["openssl": "echo ' -sigfile'", "go": "exit 1", "python3": "exit 1"]
        let lacking = try checks(in: aside, path: try tools(old, in: aside))
        for (tool, need) in [("openssl", "-rawin"), ("go", "x/mod"), ("python3", "cryptography")] {
            #expect(lacking[tool]?.state == "warning", "\(tool)")
            #expect(lacking[tool]?.found?.contains("without") == true, "\(tool)")
            #expect(lacking[tool]?.found?.contains(need) == true, "\(tool)")
        }
    }

    @Test func `keys that others may read are broken, and which they are is said`() throws {
        let aside = try Aside()
        let script = #"{"t":0,"kind":"call","id":"c1","rep":"dana"}"#
        #expect(try aside.run("replay", try aside.file("c1.jsonl", script)).exitCode == 0)
        func keys() throws -> [String: Any]? {
            try aside.run("doctor", "--json").lines.first { $0["part"] as? String == "keys" }
        }
        #expect(try keys()?["state"] as? String == "warning")
        let folder = aside.home + "/keys"
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder)
        let found = try keys()
        #expect(found?["state"] as? String == "broken")
        #expect((found?["found"] as? String)?.hasSuffix(": " + folder) == true)
    }

    @Test func `a client core that cannot be loaded is broken, not only one that is missing`()
        throws
    {
        let aside = try Aside()
        let text = try aside.file("core.so", "no library at all\n")
        for (path, words) in [(text, "no library for this machine"), ("/nowhere", "no file at")] {
            let run = try aside.run(
                ["doctor", "--json"],
                environment: ["LIVEKIT_FFI_PATH": path]
            )
            #expect(run.exitCode == 1)
            let core = run.lines.first { $0["part"] as? String == "LiveKit's client core" }
            #expect(core?["state"] as? String == "broken")
            #expect((core?["found"] as? String)?.contains(words) == true)
            #expect((core?["mend"] as? String)?.contains("doctor --fix livekit") == true)
        }
    }
}
