/// Why sentences cannot be turned into vectors on this machine.
public enum SentenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file of the model is not there.
    case noModel(folder: String)
    /// A file of the model is not what it should be.
    case damaged(file: String, found: String, expected: String)

    /// What was tried, found and expected, and what to do.
    public var description: String {
        switch self {
        case .noModel(let folder):
            "reading the sentence model failed: found none in \(folder); "
                + "aside doctor --fix sentences brings it"
        case .damaged(let file, let found, let expected):
            "reading the sentence model failed: in \(file) found \(found), expected \(expected); "
                + "aside doctor --fix sentences brings it again"
        }
    }
}
