import Testing

@testable import Agent

@Suite("The aliases of competitors")
struct CompetitorAliasesTests {
    @Test(arguments: [
        ("How do you compare with Acme Billing?", "how do you compare with Acme?"),
        ("ACME, BILLING or us. Say it!", "Acme or us. say it!"),
        ("Acme Billing – Acme billing", "Acme – Acme"),
        ("We have Acme, and no billing.", "we have acme, and no billing."),
        ("It’s Acme Billing’s best.", "it's acme billing's best."),
        ("…", "…"),
    ])
    func `are replaced by the name, with the punctuation around them`(said: String, judged: String)
        throws
    {
        let aliases = CompetitorAliases(try CoachedCall.playbook([CoachedCall.rival]).entries)
        #expect(aliases.replaced(in: said) == judged)
    }
}
