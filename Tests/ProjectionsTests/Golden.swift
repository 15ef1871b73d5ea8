import Events
import Foundation
import Projections
import Testing

/// States as files beside the suite, each with the version of the code that came to it.
///
/// `UPDATE_GOLDEN=1` writes them anew. A state that changed while the version stayed fails once even then:
/// whoever kept a mark of the released version would be told that the log does not verify.
enum Golden {
    static func check<View: Projection>(
        _ folded: Folded<View>,
        of call: CallID,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(call.text).\(View.name).json")
        let kept: JSONObject = [
            "code_version": .integer(Int64(View.codeVersion)),
            "state": .object(folded.view.state),
        ]
        let before = try? golden(in: file)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(CanonicalJSON.encode(kept) + [UInt8(ascii: "\n")]).write(to: file)
        }
        #expect(
            before?["code_version"] != kept["code_version"] || before?["state"] == kept["state"],
            """
            the state of \(View.name) has changed and its codeVersion is \(View.codeVersion) still: \
            raise it, unless it was raised since the last release or only the sample call has \
            changed; then UPDATE_GOLDEN=1
            """,
            sourceLocation: sourceLocation
        )
        #expect(
            try golden(in: file) == kept,
            "the state of \(View.name) is of another version: UPDATE_GOLDEN=1",
            sourceLocation: sourceLocation
        )
    }

    private static func golden(in file: URL) throws -> JSONObject? {
        try CanonicalJSON.parse(Array(Data(contentsOf: file).dropLast())).object
    }
}
