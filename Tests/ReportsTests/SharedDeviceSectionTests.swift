import AsideTesting
import Events
import Projections
import Reports
import Testing

@Suite struct `What a compliance report says of a shared device` {
    private let room = SampleCalls.lee

    /// What section 2 says is behind the device, stay by stay.
    private func kinds(_ call: CallRecorder) throws -> [String] {
        let tables = Samples.compliance(call).sections[1].tables
        let table = try #require(tables.first { $0.key == "participants" })
        return table.rows.filter { $0.cells[0] == room.text }.map { $0.cells[2] }
    }

    /// How the acts of the device read.
    private func acts(_ call: CallRecorder) throws -> [String] {
        let tables = Samples.compliance(call).sections[4].tables
        let table = try #require(tables.first { $0.key == "changes" })
        return table.rows.filter { $0.cells[3] == room.text }.compactMap(\.cells.last)
    }

    private func joined(headCount: Int?) -> CallRecorder {
        var call = CallRecorder()
        call.open(.live)
        call.join(
            room,
            .prospect,
            name: "Room",
            region: "NL",
            shared: true,
            headCount: headCount,
            at: 1
        )
        return call
    }

    private func comeBack(_ kept: Bool, in call: inout CallRecorder, at seconds: Double) {
        call.leave(room, at: seconds - 1)
        call.record(
            ParticipantReconnected(grantKept: kept),
            of: room,
            at: seconds,
            actor: .room
        )
    }

    @Test func `given another number in another stay, when reported, then each has its own`()
        throws
    {
        var call = joined(headCount: 3)
        call.grant(room, headCount: 3, at: 3)
        comeBack(false, in: &call, at: 80)
        let three = "person; shared by 3 people, as attested"
        #expect(try kinds(call) == [three, "person; shared, by how many nobody has said"])
        call.grant(room, headCount: 5, at: 85)
        let five = "person; shared by 5 people, as attested"
        #expect(try kinds(call) == [three, five])
        comeBack(true, in: &call, at: 90)
        #expect(try kinds(call) == [three, five, five])
        call.grant(room, headCount: 4, at: 95)
        #expect(
            try kinds(call) == [
                three, five, "person; shared by 5 people, then by 4 people, as attested",
            ]
        )
    }

    @Test func `given a device that turns out to be shared, then its count from before is void`()
        throws
    {
        var call = CallRecorder()
        call.open(.live)
        call.join(room, .prospect, name: "Room", region: "NL", at: 1)
        call.grant(room, headCount: 1, at: 2)
        #expect(try kinds(call) == ["person"])
        call.leave(room, at: 3)
        call.record(ParticipantReconnected(grantKept: true), of: room, at: 4, actor: .room)
        call.record(ParticipantChanged(shared: true), of: room, at: 10, actor: .room)
        let since = "shared since 0:00:10.000 (2026-11-22 18:22:59.000 UTC)"
        #expect(
            try kinds(call) == ["person", "person; shared, by how many nobody has said; " + since]
        )
        call.grant(room, headCount: 2, at: 12)
        #expect(
            try kinds(call) == ["person", "person; shared by 2 people, as attested; " + since]
        )
        #expect(
            try acts(call) == [
                "scripted, consent, for self",
                "scripted, consent, one person for the 2 people at the device",
            ]
        )
    }

    @Test func `given a withdrawal at a shared device, then one person acts for everybody at it`()
        throws
    {
        var call = joined(headCount: nil)
        call.grant(room, headCount: 4, at: 3)
        call.withdraw(room, at: 9)
        #expect(
            try acts(call) == [
                "scripted, consent, one person for the 4 people at the device",
                "scripted, consent, one person for everybody at the device",
            ]
        )
        let section = Samples.compliance(call).sections[1]
        #expect(section.paragraphs.contains { $0.contains("One person acts for all of them") })
    }
}
