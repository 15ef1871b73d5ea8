public import Events
import Yams

/// What stands beside the plays: who may give a discount, what is known of the customers, and which
/// services know more.
public struct PlaybookFacts: Sendable {
    /// The rules of `pricing.yaml` or `pricing.csv`, if there is one.
    public private(set) var discounts: DiscountRules?
    /// The accounts of `accounts/` and of `accounts.csv`, by their ids.
    public private(set) var accounts: [String: AccountFacts] = [:]
    /// The services of `tools.yaml`, by the tool that each stands behind.
    public private(set) var services: [BuiltInTool: ToolService] = [:]
    /// How many files there are.
    public private(set) var files = 0
    /// Hex SHA-256 of what settles how tools answer, the rules of prices and `tools.yaml`; empty where there
    /// is neither.
    ///
    /// What is known of customers is not in it: that is data, and may change while a call goes on.
    public private(set) var settingsDigest = ""

    /// No facts.
    public init() {}

    /// Parses the files beside the plays.
    ///
    /// - Parameters:
    ///   - pricing: `pricing.yaml` or `pricing.csv`.
    ///   - accounts: the files of `accounts/`, and `accounts.csv`.
    /// - Throws: every error found, so that an author mends them in one pass.
    public init(
        pricing: SourceFile?,
        accounts: [SourceFile],
        tools: SourceFile? = nil
    ) throws(PlaybookErrors) {
        var errors: [InputError] = []
        if let tools {
            do { services = try ToolService.parse(tools) } catch { errors.append(error) }
        }
        if let pricing {
            do { discounts = try Self.discounts(in: pricing) } catch { errors.append(error) }
        }
        for file in accounts.sorted(by: { $0.path < $1.path }) {
            do { try add(Self.accounts(in: file), from: file) } catch { errors += error.errors }
        }
        guard errors.isEmpty else { throw PlaybookErrors(errors: errors) }
        files = accounts.count + [pricing, tools].count { $0 != nil }
        if pricing != nil || tools != nil {
            let digests = [pricing, tools].map { $0?.digest ?? "none" }
            settingsDigest = hexDigest(of: digests.joined(separator: " ").utf8)
        }
    }

    private static func accounts(
        in file: SourceFile
    ) throws(PlaybookErrors) -> [(line: Int, AccountFacts)] {
        guard !file.isTable else { return try AccountFacts.parse(file) }
        do {
            return [(1, try AccountFacts(parsing: file))]
        } catch {
            throw PlaybookErrors(errors: [error])
        }
    }

    private mutating func add(
        _ found: [(line: Int, AccountFacts)],
        from file: SourceFile
    ) throws(PlaybookErrors) {
        var errors: [InputError] = []
        for (line, account) in found {
            if accounts.updateValue(account, forKey: account.id) != nil {
                errors.append(
                    InputError(
                        path: file.path,
                        line: line,
                        found: "the id of another account",
                        expected: "each id once in accounts.csv and accounts/ together"
                    )
                )
            }
        }
        guard errors.isEmpty else { throw PlaybookErrors(errors: errors) }
    }

    private static func discounts(in source: SourceFile) throws(InputError) -> DiscountRules {
        guard !source.isTable else { return try DiscountRules.parse(source) }
        let file = try YAMLFile(source)
        guard let field = file["discounts"] else {
            throw file.error(1, "no discounts", "who may give which discount")
        }
        return try DiscountRules(field.value, in: file, line: field.key.line)
    }
}

/// What is known of one customer.
public struct AccountFacts: Hashable, Sendable {
    /// Its id, which is the name of its file in `accounts/`.
    public let id: String
    /// What people call it.
    public let name: String
    /// Everything in its file, or in its row.
    public let fields: JSONObject

    /// More than this is no summary, and would not fit in an answer.
    public static let mostBytes = 16 * 1024

    init(id: String, name: String, fields: JSONObject) {
        (self.id, self.name, self.fields) = (id, name, fields)
    }

    /// Parses a file of `accounts/`.
    public init(parsing source: SourceFile) throws(InputError) {
        let file = try YAMLFile(source)
        var (fields, reader) = (JSONObject(), AccountReader(file: file))
        for (key, value) in file.root { fields[key.name] = try reader.json(value) }
        guard let id = fields["id"]?.string, Self.fileName(of: source.path) == id else {
            throw file.error(file["id"]?.key.line ?? 1, "no id of this file", "the file's name")
        }
        guard let name = fields["name"]?.string, !name.isEmpty else {
            throw file.error(file["name"]?.key.line ?? 1, "no name", "a text")
        }
        guard fields["line"] == nil else {
            throw file.error(
                file["line"]?.key.line ?? 1,
                "a field named line",
                "another name for it: line is what the rep reads of an account"
            )
        }
        guard CanonicalJSON.encode(fields).count <= Self.mostBytes else {
            throw file.error(1, "too much for a summary", "16 KiB at most")
        }
        (self.id, self.name, self.fields) = (id, name, fields)
    }

    /// What the rep reads of it.
    var line: String {
        var parts = [name]
        if let segment = fields["segment"]?.string { parts.append(segment) }
        if let seats = fields["seats"]?.integer { parts.append("\(seats) seats") }
        if let renewal = fields["renewal_date"]?.string { parts.append("renews \(renewal)") }
        return parts.joined(separator: ", ")
    }

    private static func fileName(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.hasSuffix(".yaml") ? name.dropLast(".yaml".count) : name)
    }
}

extension SourceFile {
    /// Whether its name says that it is a table.
    fileprivate var isTable: Bool { path.hasSuffix(".csv") }
}

/// YAML as JSON: whole numbers and flags as such, everything else as the text that was written.
private struct AccountReader {
    let file: YAMLFile
    /// What may still be read: aliases can make a small file a large tree.
    var left = AccountFacts.mostBytes

    mutating func json(_ node: Node, depth: Int = 0) throws(InputError) -> JSON {
        guard depth < CanonicalJSON.deepestNesting - 1 else {
            throw file.error(node, "fields too deep in others", "30 levels at most")
        }
        left -= 1
        guard left > 0 else { throw file.error(1, "too much for a summary", "16 KiB at most") }
        switch node {
        case .scalar(let scalar): return Self.value(of: scalar)
        case .sequence(let sequence):
            var elements: [JSON] = []
            for element in sequence { elements.append(try json(element, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let mapping):
            var object = JSONObject()
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw file.error(key, "a field without a name", "name: value")
                }
                object[name] = try json(value, depth: depth + 1)
            }
            return .object(object)
        case .alias:
            throw file.error(node, "an alias", "the value itself")
        }
    }

    private static func value(of scalar: Node.Scalar) -> JSON {
        guard scalar.style == .plain else { return .string(scalar.string) }
        if let number = Int64(scalar.string), number.magnitude <= JSON.largestInteger {
            return .integer(number)
        }
        return ["true": .bool(true), "false": .bool(false)][scalar.string]
            ?? .string(scalar.string)
    }
}
