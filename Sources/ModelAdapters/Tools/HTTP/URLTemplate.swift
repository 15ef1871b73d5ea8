import Agent
import Events

/// An address with places for what a tool is asked, as in `https://crm.example.com/accounts/{id}?year={year}`.
///
/// A place stands in a segment of the path or in a value of the query, never in the host or a name, so that
/// no argument can lead anywhere else.
public struct URLTemplate: Hashable, Sendable {
    /// Text that stands as it is, or the place of an input.
    private enum Piece: Hashable {
        case text(String)
        case input(String)
    }

    private struct Pair: Hashable {
        var name: String
        var value: [Piece]
    }

    private let origin: String
    private let segments: [[Piece]]
    private let pairs: [Pair]
    /// The host, as a person is told it.
    public let host: String

    /// Reads a template.
    ///
    /// - Parameter allowingPlain: that the operator means plain HTTP to another machine.
    public init(_ text: String, allowingPlain: Bool = false) throws(ToolProblem) {
        let parts = text.split(separator: "://", maxSplits: 1)
        guard parts.count == 2, !text.contains("#") else { throw Self.problem("no address") }
        guard text.utf8.allSatisfy({ Self.isPlain($0) || "{}".utf8.contains($0) }) else {
            throw Self.problem("a character that no address has")
        }
        let authority = parts[1].prefix { $0 != "/" && $0 != "?" }
        origin = parts[0] + "://" + authority
        guard !origin.contains(where: { "{}".contains($0) }) else {
            throw Self.problem("a place before the path")
        }
        do {
            host = try ServiceAddress(origin, allowingPlain: allowingPlain).host
        } catch {
            throw ToolProblem("address of a tool", "one that is not taken", error.description)
        }
        let rest = parts[1].dropFirst(authority.count)
        let path = rest.prefix { $0 != "?" }
        var segments: [[Piece]] = []
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            segments.append(try Self.pieces(segment))
        }
        self.segments = segments
        var pairs: [Pair] = []
        for pair in rest.dropFirst(path.count + 1).split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides[0].utf8.allSatisfy(Self.isPlain) else {
                throw Self.problem("a place for a name")
            }
            pairs.append(
                Pair(
                    name: String(sides[0]),
                    value: sides.count == 2 ? try Self.pieces(sides[1]) : []
                )
            )
        }
        self.pairs = pairs
    }

    private static func problem(_ found: String) -> ToolProblem {
        ToolProblem(
            "address of a tool",
            found,
            "https://host/path/{input}?name={input}, with inputs only in the path and in values"
        )
    }

    private static func pieces(_ text: Substring) throws(ToolProblem) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text
        while let start = rest.firstIndex(of: "{") {
            if start > rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
            guard let end = rest.firstIndex(of: "}"), end > rest.index(after: start) else {
                throw problem("a place without its end")
            }
            pieces.append(.input(String(rest[rest.index(after: start)..<end])))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        for case .text(let text) in pieces where !text.utf8.allSatisfy(isPlain) {
            throw problem("a brace alone")
        }
        return pieces
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"{}\"<>\\^`|".utf8.contains(byte)
    }

    /// The inputs in the path, which must be there.
    var pathInputs: Set<String> { Self.inputs(in: segments) }
    /// The inputs in the query.
    var queryInputs: Set<String> { Self.inputs(in: pairs.map(\.value)) }

    private static func inputs(in lists: [[Piece]]) -> Set<String> {
        var names: Set<String> = []
        for case .input(let name) in lists.joined() { names.insert(name) }
        return names
    }

    /// The path and the query with what was asked in them: what of an address is somebody's words.
    func target(with arguments: JSONObject) throws(ToolFault) -> String {
        var target = ""
        for segment in segments {
            guard let value = try Self.fill(segment, with: arguments),
                !Self.isWay(value), !value.isEmpty || segment.isEmpty
            else { throw .refusedArguments }
            target += "/" + value
        }
        var mark = "?"
        for pair in pairs {
            guard let value = try Self.fill(pair.value, with: arguments) else { continue }
            target += mark + pair.name + (pair.value.isEmpty ? "" : "=" + value)
            mark = "&"
        }
        return target
    }

    /// Whether a server reads a segment as the way to another path, however it was put together.
    private static func isWay(_ segment: String) -> Bool {
        [".", ".."].contains(segment.lowercased().replacing("%2e", with: "."))
    }

    /// The whole address.
    func url(_ target: String) -> String { origin + target }

    /// Nil when something that is asked for is not there.
    private static func fill(
        _ pieces: [Piece],
        with arguments: JSONObject
    ) throws(ToolFault) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let written): text += written
            case .input(let name):
                guard let value = arguments[name], value != .null else { return nil }
                guard let words = value.words else { throw .refusedArguments }
                text += words.percentEncoded
            }
        }
        return text
    }
}

extension String {
    /// With everything escaped but the unreserved characters (RFC 3986), so that a value stays one value.
    var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return text
    }
}
