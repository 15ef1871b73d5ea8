/// What is wrong with a file somebody wrote, and where: `path:line: found …, expected …`.
///
/// The finding names forms and fields, never the words of a transcript.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as the person named it.
    public var path: String
    /// The 1-based line.
    public var line: Int
    /// What was found.
    public var found: String
    /// What was expected.
    public var expected: String

    /// An error at a line of a file.
    public init(path: String, line: Int, found: String, expected: String) {
        (self.path, self.line) = (path, line)
        (self.found, self.expected) = (found, expected)
    }

    /// The one line `path:line: found …, expected …`.
    public var description: String {
        "\(path):\(line): found \(found), expected \(expected)"
    }
}
