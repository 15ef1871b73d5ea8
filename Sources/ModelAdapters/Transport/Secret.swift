/// A key, or another header's value that is nobody else's business: it cannot be printed by accident.
public struct Secret: Hashable, Sendable {
    /// What a secret cannot be.
    public enum Problem: Error, Hashable, CustomStringConvertible {
        /// There is nothing in it.
        case empty
        /// It holds what no header may hold: most often a second line.
        case notHeader

        /// What was found and expected.
        public var description: String {
            switch self {
            case .empty: "key not taken: found nothing, expected a key"
            case .notHeader:
                "key not taken: found a character that no HTTP header may hold, expected one line "
                    + "of plain characters"
            }
        }
    }

    /// The secret itself.
    let value: String

    /// A secret; the white space around it, as a file's last line has it, is not part of it.
    public init(_ text: String) throws(Problem) {
        let space: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n"]
        let scalars = text.unicodeScalars.drop(while: space.contains)
        let count = scalars.reversed().drop(while: space.contains).count
        let value = String(String.UnicodeScalarView(scalars.prefix(count)))
        guard !value.isEmpty else { throw .empty }
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .notHeader }
        self.value = value
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// That there is one.
    public var description: String { "(secret)" }
    /// That there is one.
    public var debugDescription: String { description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
