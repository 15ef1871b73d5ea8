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

    @Test func `a basis is read as it is written`() throws {
        let metadata = try CallMetadata(parsing: #"{"rep":"dana","rep_basis":"agreed before"}"#)
        #expect(metadata.repBasis == "agreed before")
        #expect(try CallMetadata(parsing: #"{"rep":"dana"}"#).repBasis == nil)
    }
}
