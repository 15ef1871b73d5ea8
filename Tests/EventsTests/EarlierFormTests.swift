import Events
import Foundation
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
        #expect(event.fact(ModelCompleted.self)?.model == nil)
        #expect(envelope.encoded() == Array(entry.utf8))
    }

    /// Golden files of forms that were written once: none is ever deleted.
    ///
    /// A second form of a type has a number behind its name.
    private static let files: [String] = {
        let folder = GoldenTests.folder.appending(path: "Earlier").path
        return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    }()

    @Test func `there are forms of which the golden files are kept`() {
        #expect(Self.files.count >= 34)
    }

    @Test(arguments: files)
    func `the golden file of an earlier form loads and is written again as it was`(
        name: String
    ) throws {
        let file = GoldenTests.folder.appending(path: "Earlier/" + name)
        let data = try Data(contentsOf: file)
        let event = try Envelope(parsing: Array(data))
        #expect(event.encoded() == Array(data))
        var clear = event.data
        for added in ["commitments", "sealing", "attachment"] { clear[added] = nil }
        let example = try #require(Example.all.first { $0.event.type == event.type })
        #expect(example.reloaded(event) == clear)
    }

    @Test func `what earlier forms sealed opens, and what they did not say is not made up`() throws
    {
        let basis = try JSONCoding.value(
            BasisRecorded.Sealed.self,
            from: ["basis": .string("works-agreement:2026-03")]
        )
        #expect(basis == .init(basis: "works-agreement:2026-03"))
        #expect(basis.controller == nil && basis.processors == nil)
        let word = try JSONCoding.value(
            ConsentAsserted.Sealed.self,
            from: ["statement": .string("asked by phone")]
        )
        #expect(word.controller == nil && word.processors == nil)
    }
}
