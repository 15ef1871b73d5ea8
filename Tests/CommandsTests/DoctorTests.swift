import Foundation
import Testing

@Suite struct DoctorTests {
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
