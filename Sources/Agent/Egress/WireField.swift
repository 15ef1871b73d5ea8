/// A field that an answer must have, by the name that its form gives it, as in `data[].embedding`.
///
/// It is a constant of our own source, so nothing that anybody said, showed or sent can stand in one.
public struct WireField: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// Its name, with the way to it.
    public let name: String

    /// A field.
    public init(stringLiteral name: StaticString) { self.name = name.description }

    /// Its name.
    public var description: String { name }
}
