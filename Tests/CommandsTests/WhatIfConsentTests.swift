import Foundation
import Testing

@Suite struct WhatIfConsentTests {
    @Test(arguments: [
        #"{"t":4,"kind":"consent","participant":"lee","act":"grant","purposes":["live_transcription","storage","ai_analysis"]}"#,
        """
        {"t":4,"kind":"consent","participant":"lee","act":"grant"}
        {"t":5,"kind":"consent","participant":"lee","act":"withdraw","purposes":["follow_up"]}
        """,
    ])
    func `who was heard and does not agree to work after the call is not worked on`(
        consent: String
    ) throws {
        let (aside, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: consent))
        let before = try aside.types()
        #expect(before.contains("nudge.sent"))
        let run = try aside.run("whatif", "c1", "--playbook", old, "--json")
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("whatif refused: found follow_up in force for 1 of 2 people"))
        #expect(!run.errors.lowercased().contains("lee"))
        #expect(try aside.types() == before)
    }

    @Test func `who has left by then still has a say, and who was never heard has none`() throws {
        let ana = """
            {"t":2,"kind":"join","participant":"ana","role":"colleague","region":"FR"}
            {"t":3,"kind":"notice_shown","participant":"ana"}
            {"t":4,"kind":"consent","participant":"ana","act":"grant","purposes":["live_transcription","storage","ai_analysis"]}
            {"t":5,"kind":"consent","participant":"lee","act":"grant"}

            """
        let heard = """
            {"t":8,"kind":"line","participant":"ana","text":"Good morning.","start":7,"end":8}

            """
        let leaves = #"{"t":9,"kind":"leave","participant":"ana"}"#
        let (silent, old) = try WhatIfCall.replayed(WhatIfCall.script(consent: ana + leaves))
        #expect(try silent.run("whatif", "c1", "--playbook", old).exitCode == 0)
        let (spoke, other) = try WhatIfCall.replayed(
            WhatIfCall.script(consent: ana + heard + leaves)
        )
        let run = try spoke.run("whatif", "c1", "--playbook", other)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("2 of 3 people"))
    }

    @Test func `the coach thinks again only where it was allowed to think then`() throws {
        let stop = """
            {"t":390,"kind":"consent","participant":"lee","act":"withdraw","purposes":["ai_analysis"]}

            """
        let line = """
            {"t":440,"kind":"line","participant":"lee","text":"Well, Zenith looks good too.","start":437,"end":440}
            """
        let zenith = WhatIfCall.competitor
            .replacingOccurrences(of: "already use Acme", with: "Zenith looks good")
            .replacingOccurrences(of: "Acme", with: "Zenith")
        let found = try [line, stop + line].map { tail in
            let (aside, _) = try WhatIfCall.replayed(
                WhatIfCall.script(consent: WhatIfCall.granted, tail: tail)
            )
            let new = try WhatIfCall.playbook(
                aside,
                "new",
                [WhatIfCall.price, WhatIfCall.approval, zenith]
            )
            return try WhatIfCall.differences(
                try aside.run("whatif", "c1", "--playbook", new, "--json")
            )
        }
        #expect(found == [["gained vs-acme"], []])
    }

    @Test func `a call of which content was erased is refused`() throws {
        let withdrawn = """
            {"t":310,"kind":"consent","participant":"lee","act":"withdraw","purposes":["storage"]}
            """
        let (aside, old) = try WhatIfCall.replayed(
            WhatIfCall.script(
                consent: WhatIfCall.granted,
                at: "2026-01-01T10:00:00Z",
                tail: withdrawn
            )
        )
        let run = try aside.run("whatif", "c1", "--playbook", old)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("whatif refused: content of call c1 was erased"))
        #expect(try !aside.types().contains("custody.evidence-viewed"))
    }
}
