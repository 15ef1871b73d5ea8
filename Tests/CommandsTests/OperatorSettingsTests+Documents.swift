import Agent
import Foundation
import Testing

@testable import Commands

extension OperatorSettingsTests {
    private static let described = """
        tools:
          order_status:
            url: http://127.0.0.1:8000
            document: crm.yaml
            operation: getOrder
            access: read-only
            purpose: crm_lookup
        """

    @Test func `have a tool's document in their digest by what it says`() throws {
        let aside = try Aside()
        let path = try aside.file("aside.yaml", Self.described)
        func digest(_ document: String) throws -> String {
            _ = try aside.file("crm.yaml", document)
            let file = SourceFile(path: path, bytes: Array(Self.described.utf8))
            return try OperatorSettings(file).digest
        }
        let before = try digest("openapi: 3.1.0")
        #expect(try digest("openapi: 3.0.3") != before)
        #expect(try digest("openapi: 3.1.0") == before)
    }

    @Test func `have certificates in their digest by what the file holds`() throws {
        let aside = try Aside()
        func digest(of certificates: String, in name: String) throws -> String {
            _ = try aside.file(name, certificates)
            let text = "tls:\n  certificates: \(name)\n"
            let file = SourceFile(path: try aside.file("aside.yaml", text), bytes: Array(text.utf8))
            return try OperatorSettings(file).digest
        }
        let before = try digest(of: "one", in: "own.pem")
        #expect(try digest(of: "another", in: "own.pem") != before)
        #expect(try digest(of: "one", in: "moved.pem") == before)
    }

    @Test func `name a document that is not there by its line`() {
        let found = "aside.yaml:4: found tools.order_status.document: no file that can be read"
        #expect(problem(Self.described).hasPrefix(found))
    }
}
