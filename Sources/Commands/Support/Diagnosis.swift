import Events

/// What `aside doctor` found of one part, and how it is mended.
struct Diagnosis {
    enum State: String { case fine, warning, broken }
    var part: String
    var state: State
    var found: String
    var mend: String?

    var json: JSONObject {
        [
            "part": .string(part), "state": .string(state.rawValue), "found": .string(found),
            "mend": mend.map { .string($0) } ?? .null,
        ]
    }

    var words: String {
        let mark = state == .fine ? "ok  " : state == .warning ? "note" : "BAD "
        return "\(mark)  \(part): \(found)" + (mend.map { "\n      → \($0)" } ?? "")
    }
}
