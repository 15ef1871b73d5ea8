import Events
import Testing

@Suite("What older logs hold still loads")
struct EarlierFormTests {
    /// A frame from before pictures had a reason and a perceptual hash.
    @Test func `a frame that only arrived`() throws {
        let entry = """
            {"actor":"coach","data":{"atMicros":15000000,"attachment":"hN8VtONVt3kWy9vwbFnOuy0OTidMSo4f\
            +yHG8r0RLos=","bytes":3,"commitments":{"digest":"qsvcE5eulV549ndtF0sC/IW0jRtQlY3dOW25pMBkQO\
            c="},"height":720,"sealing":{"attachmentNonce":"IQZ3Z6a0XfNDZUiv","class":"content","nonce"\
            :"eDd7UldXtJRCf4kB","subjects":["p-0000000000000001"]},"why":"arrived","width":1280},"id":"\
            019ab2c4-5a10-7001-8d3e-0123456789ab","recordedtime":"2026-11-22T18:22:49.001500Z","schema"\
            :1,"sealed":"MFUx3MUOvKMc8dWzHp/HbtUfZrO23VoDDGU5rmUy+Xk=","source":"example.com/aside","sp\
            ecversion":"1.0","stream":"call/demo-1","subject":"p-0000000000000001","time":"2026-11-22T1\
            8:22:49.000000Z","type":"aside.screen.frame-sampled","version":7}
            """
        let envelope = try Envelope(parsing: Array(entry.utf8))
        let digest = JSON.string(Example.digest)
        let event = RecordedEvent(
            index: EntryIndex(7),
            envelope: envelope,
            content: .opened(["digest": digest])
        )
        #expect(event.fact(FrameSampled.self)?.why == "arrived")
        #expect(event.opened(FrameSampled.self) == .init(digest: Example.digest))
        #expect(envelope.encoded() == Array(entry.utf8))
    }

    /// An answer from before it told of the tools that a model's provider runs.
    @Test func `a model's answer that names no tools`() throws {
        let entry = """
            {"actor":"coach","correlationid":"019ab2c4-5a10-7002-8d3e-0123456789ab","data":{"choice"\
            :"nudge","firstTokenMicros":210000,"invocation":"019ab2c4-5a10-7005-8d3e-0123456789ab","\
            latencyMicros":390000,"usage":{"tokensCached":500,"tokensIn":800,"tokensOut":60,"tokensV\
            ision":786}},"id":"019ab2c4-5a10-7001-8d3e-0123456789ab","recordedtime":"2026-11-22T18:2\
            2:49.001500Z","schema":1,"source":"example.com/aside","specversion":"1.0","stream":"call\
            /demo-1","subject":"p-0000000000000001","time":"2026-11-22T18:22:49.000000Z","type":"asi\
            de.model.completed","version":7}
            """
        let envelope = try Envelope(parsing: Array(entry.utf8))
        let event = RecordedEvent(index: EntryIndex(7), envelope: envelope, content: .none)
        #expect(event.fact(ModelCompleted.self)?.choice == .nudge)
        #expect(event.fact(ModelCompleted.self)?.providerToolCalls == nil)
        #expect(envelope.encoded() == Array(entry.utf8))
    }
}
