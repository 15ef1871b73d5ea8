import Events
import Testing

@testable import Agent

@Suite("A battlecard that retrieval finds")
struct UnnamedCompetitorTests {
    private static let rival = """
        ---
        id: vs-acme
        kind: battlecard
        competitor: Acme
        aliases: ["Sumwright Suite"]
        headline: "Migration: duplicates of invoices"
        ---
        Ask about duplicates of invoices after the migration.
        """

    private func mayConcern(_ turn: String, after before: [String] = []) throws -> [Bool] {
        let lines = before.enumerated().map { place, text in
            JudgedMoment.Line(
                version: StreamVersion(UInt64(place + 1)),
                isRep: place == 0,
                startMicros: Int64(100 + place) * 1_000_000,
                endMicros: Int64(101 + place) * 1_000_000,
                text: text
            )
        }
        let moment = JudgedMoment(
            turn: turn,
            startMicros: 200_000_000,
            endMicros: 210_000_000,
            before: lines
        )
        return try CoachedCall.playbook([CoachedCall.price, Self.rival]).entries
            .map { $0.mayConcern(moment.spoken) }
    }

    @Test func `is not for a turn while nobody has named the competitor`() throws {
        let mayConcern = try mayConcern("Do we get duplicates?", after: ["Hello.", "Hello."])
        #expect(mayConcern == [true, false])
    }

    @Test(
        arguments: [
            ["Does Acme give us duplicates?"], ["Does it give us duplicates?", "You know acme."],
            ["And duplicates?", "Hello.", "We have the Sumwright Suite."],
        ]
    )
    func `is for one once somebody has, by any of its names`(lines: [String]) throws {
        #expect(try mayConcern(lines[0], after: Array(lines.dropFirst())) == [true, true])
    }
}
