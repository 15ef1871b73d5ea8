import Events
import Testing

@Suite("An envelope keeps what it does not know")
struct EnvelopeTests {
    private let members: [(String, String)] = [
        ("actor", #""gate""#), ("data", #"{"purposes":["storage"]}"#),
        ("id", #""019ab2c4-5a10-7001-8d3e-0123456789ab""#),
        ("recordedtime", #""2026-11-22T18:22:49.001500Z""#), ("schema", "1"),
        ("source", #""example.com/aside""#), ("specversion", #""1.0""#),
        ("stream", #""call/demo-1""#), ("subject", #""p-1""#),
        ("time", #""2026-11-22T18:22:49.000000Z""#), ("type", #""aside.consent.granted""#),
        ("version", "7"),
    ]

    /// The entry with members put in, replaced or (with nil) left out.
    private func entry(_ changes: [String: String?] = [:]) -> [UInt8] {
        var all = Dictionary(uniqueKeysWithValues: members.map { ($0.0, Optional($0.1)) })
        for (name, value) in changes { all[name] = value }
        let written = all.compactMap { name, value in value.map { (name, $0) } }
            .sorted { Array($0.0.utf16).lexicographicallyPrecedes(Array($1.0.utf16)) }
            .map { "\"\($0.0)\":\($0.1)" }
        return Array(("{" + written.joined(separator: ",") + "}").utf8)
    }

    private func fault(_ bytes: [UInt8]) -> Envelope.ParsingError? {
        do {
            _ = try Envelope(parsing: bytes)
            return nil
        } catch { return error }
    }

    @Test func `an entry is written as it was read`() throws {
        let event = try Envelope(parsing: entry())
        #expect(event.encoded() == entry())
        #expect(event.type == .consentGranted && event.subject == Pseudonym("p-1"))
        #expect(event.version == StreamVersion(7) && event.actor == .gate)
    }

    @Test func `an unknown type survives`() throws {
        let bytes = entry(["type": #""aside.weather.changed""#, "schema": "3"])
        let event = try Envelope(parsing: bytes)
        #expect(event.encoded() == bytes)
        #expect(event.type.rawValue == "aside.weather.changed" && event.schema == 3)
    }

    @Test func `unknown data fields survive`() throws {
        let bytes = entry(["data": #"{"later":[1,{"x":null}],"purposes":["storage"],"ÿ":"ü"}"#])
        #expect(try Envelope(parsing: bytes).encoded() == bytes)
    }

    @Test(arguments: ["aaa", "datacontenttype", "traceparent", "zebra", "versions", "\u{1F600}"])
    func `unknown attributes survive wherever they sort`(name: String) throws {
        for value in [#""text""#, "12", "true", #"{"a":[]}"#] {
            let bytes = entry([name: value])
            let event = try Envelope(parsing: bytes)
            #expect(event.encoded() == bytes)
            #expect(event.extensions.members.map(\.name) == [name])
        }
    }

    @Test func `optional attributes survive, present or not`() throws {
        for name in ["causationid", "correlationid", "sealed", "subject"] {
            for value in [#""some text""#, nil] as [String?] {
                let bytes = entry([name: value])
                #expect(try Envelope(parsing: bytes).encoded() == bytes)
            }
        }
    }

    @Test func `the writer's bytes and the sequencer's complete each other`() throws {
        let event = try Envelope(parsing: entry())
        #expect(
            event.encodedWithoutVersion() + Envelope.completion(version: StreamVersion(7))
                == entry()
        )
    }

    @Test(arguments: [
        "actor", "data", "id", "recordedtime", "schema", "source", "specversion", "stream", "time",
        "type", "version",
    ])
    func `an attribute that must be there and is not is refused`(name: String) {
        #expect(fault(entry([name: nil])) == .attribute(name))
        #expect(fault(entry([name: "null"])) == .attribute(name))
    }

    @Test(arguments: [
        ("actor", #""stranger""#), ("actor", "1"), ("data", "[]"), ("data", #""{}""#),
        ("id", #""""#), ("id", "7"), ("recordedtime", #""2026-11-22T18:22:49Z""#),
        ("schema", "0"), ("schema", #""1""#), ("source", #""""#), ("specversion", #""1.1""#),
        ("stream", #""""#), ("subject", #""""#), ("subject", "null"), ("sealed", "1"),
        ("causationid", "[]"), ("correlationid", #""""#), ("time", "1795371769"),
        ("time", #""2026-11-22T18:22:49.000000+00:00""#), ("type", #""""#), ("version", "0"),
        ("version", "-1"), ("version", #""7""#),
    ])
    func `an attribute of another form is refused`(name: String, value: String) {
        #expect(fault(entry([name: value])) == .attribute(name))
    }

    @Test func `what is not a canonical object is refused`() {
        #expect(fault(Array("[]".utf8)) == .notAnObject)
        #expect(fault(Array("1".utf8)) == .notAnObject)
        guard case .notCanonical = fault(entry() + [10]) else {
            Issue.record("expected a line feed at the end to be refused")
            return
        }
    }

    @Test func `a fault names the attribute and nothing of its value`() {
        let error = fault(entry(["actor": #""Lee Miller""#]))
        #expect(error?.description.contains("actor") == true)
        #expect(error?.description.contains("Miller") == false)
    }

    @Test func `a fact is read only from its own type`() throws {
        let act =
            #"{"act":{"actedFor":"self","legalBasis":"consent","means":"click","noticeDigest":"00","options":[],"retentionClass":"standard","withdrawBy":"x"},"purposes":["storage"]}"#
        let event = try Envelope(parsing: entry(["data": act]))
        let recorded = RecordedEvent(index: EntryIndex(3), envelope: event, content: .none)
        #expect(recorded.fact(ConsentGranted.self)?.purposes == [.storage])
        #expect(recorded.fact(ConsentRefused.self) == nil)
        #expect(recorded.opened(BasisRecorded.self) == nil)
    }
}
