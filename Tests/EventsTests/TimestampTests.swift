import AsideTesting
import Events
import Testing

@Suite("A timestamp is written in one form")
struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"),
            (1, "1970-01-01T00:00:00.000001Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (1_709_251_199_999_999, "2024-02-29T23:59:59.999999Z"),
            (1_709_251_200_000_000, "2024-03-01T00:00:00.000000Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
            (1_795_371_769_000_000, "2026-11-22T18:22:49.000000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)]
    )
    func `a moment is read as it was written`(micros: Int64, text: String) throws {
        let moment = try #require(Timestamp(micros: micros))
        #expect(moment.description == text)
        #expect(Timestamp(text) == moment)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T18:22:49Z", "2026-11-22T18:22:49.000Z",
        "2026-11-22T18:22:49.000000000Z", "2026-11-22T18:22:49.000000+00:00",
        "2026-11-22t18:22:49.000000z", "2026-11-22 18:22:49.000000Z",
        "2026-11-22T18:22:49,000000Z", " 2026-11-22T18:22:49.000000Z",
        "2026-11-22T24:00:00.000000Z", "2026-11-22T18:60:00.000000Z",
        "2026-11-22T18:22:60.000000Z", "2026-00-22T18:22:49.000000Z",
        "2026-13-22T18:22:49.000000Z", "2026-11-00T18:22:49.000000Z",
        "2026-11-31T18:22:49.000000Z", "2026-02-29T18:22:49.000000Z",
        "2100-02-29T00:00:00.000000Z", "2026-02-30T18:22:49.000000Z",
        "1969-12-31T23:59:59.999999Z", "+026-11-22T18:22:49.000000Z",
        "２026-11-22T18:22:49.000000Z",
    ])
    func `any other form is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `moments outside 1970 to 9999 do not exist`() {
        #expect(Timestamp(micros: -1) == nil)
        #expect(Timestamp(micros: 253_402_300_800_000_000) == nil)
        #expect(Timestamp(micros: .max) == nil)
    }

    @Test func `moving stays within the bounds`() throws {
        let last = try #require(Timestamp(micros: 253_402_300_799_999_999))
        #expect(last.advanced(byMicros: 1) == last)
        #expect(last.advanced(byMicros: .max) == last)
        #expect(Timestamp.epoch.advanced(byMicros: -1) == .epoch)
        #expect(Timestamp.epoch.advanced(byMicros: .min) == .epoch)
        #expect(last.micros(since: .epoch) == last.micros)
        #expect(Timestamp.epoch < last)
    }

    @Test func `every day of four centuries survives a round trip`() {
        for day in Int64(0)..<146_097 {
            let moment = Timestamp.epoch.advanced(byMicros: day * 86_400_000_000)
            guard Timestamp(moment.description) == moment else {
                Issue.record("day \(day) does not")
                return
            }
        }
    }

    @Test func `moments sort as their texts do`() {
        var generator = SeededGenerator(seed: 7)
        let moments = (0..<500).compactMap { _ in
            Timestamp(
                micros: Int64.random(in: 0..<253_402_300_800_000_000, using: &generator)
            )
        }
        #expect(
            moments.sorted().map(\.description) == moments.map(\.description).sorted()
        )
    }
}
