import Events
import Testing

@testable import LiveKitAdapter

@Suite("What a job says of its call") struct CallMetadataTests {
    @Test(arguments: ["", "  ", #"\n"#])
    func `a basis that is blank is none, and is refused`(basis: String) {
        #expect(throws: MetadataError(field: "rep_basis")) {
            try CallMetadata(parsing: #"{"rep":"dana","rep_basis":"\#(basis)"}"#)
        }
    }

    @Test func `the rep is no transcriber`() {
        #expect(throws: MetadataError(field: "transcriber")) {
            try CallMetadata(parsing: #"{"rep":"dana","transcriber":"dana"}"#)
        }
    }

    @Test func `whoever it settles anything of is named in it`() {
        let metadata = CallMetadata(
            rep: "dana",
            roles: ["kim": .colleague],
            regions: ["lee": "DE"],
            shared: ["room"],
            minors: ["kid"],
            transcriber: "scribe"
        )
        for identity in ["dana", "kim", "lee", "room", "kid", "scribe"] {
            #expect(metadata.names(identity), "\(identity)")
        }
        #expect(!metadata.names("aside-coach"))
    }

    @Test func `a basis is read as it is written`() throws {
        let metadata = try CallMetadata(parsing: #"{"rep":"dana","rep_basis":"agreed before"}"#)
        #expect(metadata.repBasis == "agreed before")
        #expect(try CallMetadata(parsing: #"{"rep":"dana"}"#).repBasis == nil)
    }
}
