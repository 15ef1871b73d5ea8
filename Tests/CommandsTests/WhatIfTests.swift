import Foundation
import Testing

@Suite struct WhatIfTests {
    @Test func `a call under its own playbook is the same, nudge by nudge`() throws {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let run = try aside.run(
            "whatif",
            "c1",
            "--playbook",
            old,
            "--json",
            "--fail-on",
            "differences"
        )
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(
            try WhatIfCall.counts(run)
                == ["same": 2, "reworded": 0, "gained": 0, "lost": 0, "moved": 0, "regressions": 0]
        )
        #expect(
            run.lines.first?["playbook_before"] as? String
                == run.lines.first?["playbook_now"] as? String
        )
        let told = try aside.run("whatif", "c1", "--playbook", old).output
        #expect(told.contains("the call's own playbook, the same settings"))
    }

    @Test(arguments: ["e-learning", "telemedicine"])
    func `an example call under the playbook it comes with is the same`(name: String) throws {
        let aside = try Aside()
        let file = Aside.package.appendingPathComponent("Examples/calls/\(name).jsonl").path
        #expect(try aside.run("replay", file, "--call", "c1").exitCode == 0)
        let run = try aside.run("whatif", "c1", "--json", "--fail-on", "differences")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try WhatIfCall.counts(run)["same"] ?? 0 > 0)
    }

    @Test func `another playbook's nudges are told as reworded, lost and gained`() throws {
        let (aside, _) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let reworded = WhatIfCall.price.replacingOccurrences(
            of: "show the payback",
            with: "go to the ROI"
        )
        let new = try WhatIfCall.playbook(aside, "new", [reworded, WhatIfCall.competitor])
        let run = try aside.run("whatif", "c1", "--playbook", new, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(
            try WhatIfCall.differences(run)
                == ["reworded price-objection", "lost need-approval", "gained vs-acme"]
        )
        #expect(try WhatIfCall.counts(run)["regressions"] == 0)
        #expect(
            run.lines.first?["playbook_before"] as? String
                != run.lines.first?["playbook_now"] as? String
        )
        let table = try aside.run("whatif", "c1", "--playbook", new).output
        #expect(table.contains("0:12  reworded  price-objection    Price: go to the ROI"))
        #expect(table.contains("need-approval → –"))
        #expect(table.contains("– → vs-acme"))
    }

    @Test func `a release fails on what the rep had used and lost, once it was told`() throws {
        let (aside, _) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let new = try WhatIfCall.playbook(aside, "new", [WhatIfCall.approval])
        let gate = try aside.run("whatif", "c1", "--playbook", new, "--fail-on", "regressions")
        #expect(gate.exitCode == 1)
        #expect(gate.output.contains("lost  price-objection → –"))
        #expect(gate.output.contains("1 regression"))
        #expect(gate.errors.contains("found regressions: 1, expected none"))
        #expect(try aside.run("whatif", "c1", "--playbook", new).exitCode == 0)
        #expect(try aside.run("whatif", "c1", "--fail-on", "nonsense").exitCode == 2)
    }

    @Test func `a difference that is no regression fails only a release that wants none`() throws {
        let (aside, _) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let new = try WhatIfCall.playbook(aside, "new", [WhatIfCall.price])
        let run = { (gate: String) in
            try aside.run("whatif", "c1", "--playbook", new, "--fail-on", gate).exitCode
        }
        #expect(try run("regressions") == 0)
        #expect(try run("differences") == 1)
    }

    @Test func `the record stays byte for byte, and one entry says that somebody looked`() throws {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let before = try exported(aside)
        #expect(try aside.run("whatif", "c1", "--playbook", old).exitCode == 0)
        let after = try exported(aside)
        #expect(Array(after.prefix(before.count)) == before)
        #expect(after.count == before.count + 1)
        #expect(after.last?.contains("aside.custody.evidence-viewed") == true)
        #expect(after.last?.contains("\"document\":\"what-if\"") == true)
        #expect(try aside.run("log", "verify").exitCode == 0)
        let report = try aside.run("report", "compliance", "c1", "--format", "json")
        #expect(report.output.contains("what-if"))
    }

    private func exported(_ aside: Aside) throws -> [Substring] {
        let folder = aside.folder.appendingPathComponent(UUID().uuidString).path
        #expect(try aside.run("log", "export", folder).exitCode == 0)
        let text = try String(contentsOfFile: folder + "/entries.ndjson", encoding: .utf8)
        return text.split(separator: "\n")
    }

    @Test func `a dismissal counts against the nudge it was about, and no other`() throws {
        let dismissed = WhatIfCall.script(consent: WhatIfCall.granted)
            .replacingOccurrences(of: "\"act\":\"used\"", with: "\"act\":\"dismissed\"")
        let (aside, _) = try WhatIfCall.replayed(dismissed)
        let objection = WhatIfCall.competitor
            .replacingOccurrences(of: "kind: battlecard", with: "kind: objection")
            .replacingOccurrences(of: "competitor: Acme\naliases: [\"Acme Billing\"]\n", with: "")
        let new = try WhatIfCall.playbook(aside, "new", [WhatIfCall.approval, objection])
        let run = try aside.run(
            "whatif",
            "c1",
            "--playbook",
            new,
            "--json",
            "--fail-on",
            "regressions"
        )
        #expect(try WhatIfCall.differences(run) == ["lost price-objection", "gained vs-acme"])
        #expect(run.exitCode == 1)
        #expect(run.output.contains("\"regression\":\"dismissed-kind-is-gained\""))
    }

    @Test func `the new run is answered as the rep answered the same play then`() throws {
        let objection = WhatIfCall.approval
            .replacingOccurrences(of: "kind: talk-track", with: "kind: objection")
        let found = try ["used", "dismissed"].map { act in
            let answered = WhatIfCall.script(consent: WhatIfCall.granted)
                .replacingOccurrences(of: "\"act\":\"used\"", with: "\"act\":\"\(act)\"")
            let (aside, _) = try WhatIfCall.replayed(answered)
            let new = try WhatIfCall.playbook(aside, "new", [WhatIfCall.price, objection])
            return try WhatIfCall.differences(
                try aside.run("whatif", "c1", "--playbook", new, "--json")
            )
        }
        // A dismissal doubles the time for which its kind keeps silent.
        #expect(found == [[], ["lost need-approval"]])
    }

    @Test func `a call or a log that is not there is said to be missing, and nothing begins`()
        throws
    {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: WhatIfCall.granted))
        let before = try aside.types()
        for id in ["nope", "no such/call"] {
            let run = try aside.run("whatif", id, "--playbook", old)
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("in the log; `aside calls` lists them"))
        }
        let missing = try aside.run("whatif", "c1", "--playbook", aside.folder.path + "/none")
        #expect(missing.exitCode == 1)
        #expect(missing.errors.contains("found no folder"))
        #expect(try aside.types() == before)
        let empty = aside.folder.appendingPathComponent("empty").path
        #expect(try aside.run("whatif", "c1", home: empty).exitCode == 1)
        #expect(!FileManager.default.fileExists(atPath: empty + "/log.db"))
    }
}
