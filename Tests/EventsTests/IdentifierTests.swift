import AsideTesting
import Events
import Testing

@Suite("Identifiers are made from injected time and randomness")
struct IdentifierTests {
    private let clock = ManualClock()

    private func generator(seed: UInt64 = 1) -> IDGenerator {
        IDGenerator(clock: clock, random: SeededGenerator(seed: seed))
    }

    @Test func `an event id is a UUID of version 7 and variant 10`() throws {
        let ids = generator()
        for _ in 0..<2_000 {
            let text = ids.eventID().text
            let parts = text.split(separator: "-").map(String.init)
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts[2].first == "7")
            #expect("89ab".contains(try #require(parts[3].first)))
            #expect(text.utf8.allSatisfy { "0123456789abcdef-".utf8.contains($0) })
        }
    }

    @Test func `its first 48 bits are the milliseconds`() {
        let text = generator().eventID().text
        let hex = text.prefix(8) + text.dropFirst(9).prefix(4)
        #expect(Int64(hex, radix: 16) == clock.now.micros / 1000)
    }

    @Test func `ids sort in the order in which they were made, also within a millisecond`() {
        let ids = generator()
        var made: [EventID] = []
        for _ in 0..<10_000 { made.append(ids.eventID()) }
        clock.advance(byMicros: 1_000)
        made.append(ids.eventID())
        #expect(made == made.sorted())
        #expect(Set(made).count == made.count)
    }

    @Test func `a clock that jumps back does not put ids out of order`() {
        let ids = generator()
        let before = ids.eventID()
        clock.advance(byMicros: -60_000_000)
        #expect(before < ids.eventID())
    }

    @Test func `the same seed and clock make the same ids`() {
        #expect(generator().eventID() == generator().eventID())
        #expect(generator(seed: 1).eventID() != generator(seed: 2).eventID())
    }

    @Test func `pseudonyms and nonces have their forms and do not repeat`() {
        let ids = generator()
        let pseudonyms = (0..<1_000).map { _ in ids.pseudonym().text }
        #expect(pseudonyms.allSatisfy { $0.hasPrefix("p-") && $0.utf8.count == 18 })
        #expect(Set(pseudonyms).count == 1_000)
        let nonces = (0..<1_000).map { _ in ids.nonce() }
        #expect(nonces.allSatisfy { $0.utf8.count == 32 })
        #expect(Set(nonces).count == 1_000)
    }

    @Test(arguments: ["demo-1", "A.b_c-9", "a", String(repeating: "x", count: 64)])
    func `a call id from outside is taken`(text: String) {
        #expect(CallID(checking: text)?.text == text)
    }

    @Test(arguments: ["", ".", "..", ".a", "a/b", "a b", "ä", "a\n", "a%", "a:b"])
    func `what could be a path or hide is refused as a call id`(text: String) {
        #expect(CallID(checking: text) == nil)
    }

    @Test func `a call id of more than 64 bytes is refused`() {
        #expect(CallID(checking: String(repeating: "x", count: 65)) == nil)
    }

    @Test func `a call's stream names the call`() {
        #expect(StreamName.call(CallID("demo-1")).text == "call/demo-1")
        #expect(StreamName("call/demo-1").call == CallID("demo-1"))
        #expect(StreamName("after/demo-1").call == nil)
        #expect(StreamName.custody.call == nil)
    }

    @Test func `Each stream holds its own kinds of events`() {
        let call = CallID("demo-1")
        let kinds: [EventType] = [.consentGranted, .toolCalled, .egressRequested, .keyCreated]
        #expect(kinds.filter(StreamName.call(call).holds) == Array(kinds.prefix(3)))
        #expect(kinds.filter(StreamName.after(call).holds) == Array(kinds[1...2]))
        #expect(kinds.filter(StreamName.custody.holds) == [.keyCreated])
    }
}
