/// JSON as others write it: any member order, fractions, unknown members, repeated names.
///
/// What the log may hold is `JSON`; this is only ever read from.
enum WireJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    /// A whole number too large for a `Double` to hold each of its digits, as it was written.
    case digits(String)
    case string(String)
    /// A string that begins or ends with half a character; only where texts may be pieces.
    case piece(TextPiece)
    case array([WireJSON])
    case object([String: WireJSON])

    /// Reads one value, and nothing after it.
    ///
    /// - Parameter isPiece: whether its strings may be pieces of longer ones, cut within a character.
    init(parsing bytes: [UInt8], isPiece: Bool = false) throws(WireJSONError) {
        var reader = WireJSONReader(bytes, isPiece: isPiece)
        self = try reader.whole()
    }

    /// The member of an object; nil as well when it is null, which providers write for what is absent.
    subscript(name: String) -> WireJSON? {
        guard case .object(let members) = self, let value = members[name], value != .null else {
            return nil
        }
        return value
    }

    /// The string, when the value is one.
    var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The string or the piece of one, when the value is that.
    var text: TextPiece? {
        switch self {
        case .string(let value): TextPiece(text: value)
        case .piece(let piece): piece
        default: nil
        }
    }

    /// The elements, when the value is an array.
    var array: [WireJSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The number as a count: whole, and neither negative nor larger than any count is.
    var count: Int? {
        guard case .number(let value) = self, let whole = Int(exactly: value),
            (0...Self.largestCount).contains(whole)
        else { return nil }
        return whole
    }

    private static let largestCount = 1 << 40
}

/// Why bytes are not JSON.
enum WireJSONError: Error, Hashable {
    case malformed
    case tooDeep
}
