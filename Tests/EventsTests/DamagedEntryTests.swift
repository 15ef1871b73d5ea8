import AsideTesting
import Events
import Testing

@Suite("Damaged entries", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedEntryTests {
    private static let values = [
        #"{"a":[null,true,false,-9007199254740991],"b":{"é":"\u000f\n\"\\","😀":{}},"c":""}"#,
        #"[[[[{"x":[0]}]]],"line",12]"#,
    ]
    private static let entries = [
        #"{"actor":"coach","causationid":"e1","correlationid":"t1","data":{"latencyMicros":7},"#
            + #""id":"01J","newer":{"x":[1]},"recordedtime":"2026-11-02T10:00:00.000001Z","schema":1,"#
            + #""source":"aside.example/log/1","specversion":"1.0","stream":"call/c1","subject":"p1","#
            + #""time":"2026-11-02T10:00:00.000000Z","type":"aside.nudge.shown.v1","version":3}"#
    ]

    @Test func `canonical JSON has one form: whatever is read is written as it was`() async throws {
        try await Mutations.each(of: Self.values + Self.entries) { bytes, _ in
            do throws(CanonicalJSONError) {
                let value = try CanonicalJSON.parse(bytes)
                #expect(CanonicalJSON.encode(value) == bytes)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
        }
    }

    @Test func `an entry is written as it was read, or refused by an attribute's name`()
        async throws
    {
        var read = 0
        try await Mutations.each(of: Self.entries) { bytes, _ in
            do throws(Envelope.ParsingError) {
                let envelope = try Envelope(parsing: bytes)
                #expect(envelope.encoded() == bytes)
                read += 1
            } catch {
                #expect(!error.description.contains("aside.example"))
            }
        }
        // Damage to the text of a value leaves an entry that reads.
        #expect(read > 0)
    }
}
