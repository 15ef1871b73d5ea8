import Events
import Foundation
import Projections
import Testing

/// States as files beside the suite; `UPDATE_GOLDEN=1` writes them anew.
enum Golden {
    static func check<View: Projection>(
        _ folded: Folded<View>,
        of call: CallID,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(call.text).\(View.name).json")
        let state = Data(CanonicalJSON.encode(folded.view.state)) + Data("\n".utf8)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try state.write(to: file)
        }
        let golden = try Data(contentsOf: file)
        #expect(
            state == golden,
            "the state of \(View.name) has changed: raise its codeVersion and UPDATE_GOLDEN=1",
            sourceLocation: sourceLocation
        )
    }
}
