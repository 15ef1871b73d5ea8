import Agent
import Yams

/// An OpenAPI 3.0 or 3.1 document, as far as one operation of it is called.
struct OpenAPIDocument {
    /// Larger ones exist, but no operator checks them by hand.
    private static let longestDocument = 8 << 20
    private static let methods = ["get", "post", "put", "patch", "delete"]

    let schemas: InputSchema

    /// Reads a document.
    init(_ file: SourceFile) throws(ToolProblem) {
        guard file.bytes.count <= Self.longestDocument else {
            throw ToolProblem(file.path, "\(file.bytes.count) bytes", "8 MiB at most")
        }
        let isJSON = file.bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == 0x7B
        let document: WireJSON
        if isJSON {
            do { document = try WireJSON(parsing: file.bytes) } catch {
                throw ToolProblem(file.path, "text that is not JSON", "an OpenAPI document")
            }
        } else {
            document = try YAMLDocument.read(file)
        }
        schemas = InputSchema(document: document, name: file.path)
        let version = document["openapi"]?.string ?? ""
        guard version.hasPrefix("3.0.") || version.hasPrefix("3.1.") else {
            throw schemas.problem(
                .whole.below("openapi"),
                document["swagger"] == nil ? "no version that is read" : "Swagger 2",
                "3.0 or 3.1"
            )
        }
    }

    /// The path, the method and the place of an operation.
    func find(
        _ operation: String
    ) throws(ToolProblem) -> (path: String, method: String, place: JSONPointer) {
        guard case .object(let paths)? = schemas.document["paths"] else {
            throw schemas.problem(.whole.below("paths"), "no paths", "paths with operations")
        }
        for path in paths.keys.sorted() {
            for method in Self.methods
            where paths[path]?[method]?["operationId"]?.string == operation {
                return (path, method, .whole.below("paths", path, method))
            }
        }
        let many = paths.values.reduce(0) { count, path in
            count + Self.methods.count { path[$0]?["operationId"] != nil }
        }
        throw schemas.problem(
            .whole.below("paths"),
            "no operation of this id among \(many)",
            "the operationId of one"
        )
    }

    /// The address that the document gives, its variables at their defaults.
    func server(for path: String, _ method: String) throws(ToolProblem) -> String {
        let places: [JSONPointer] = [
            .whole.below("paths", path, method, "servers"), .whole.below("paths", path, "servers"),
            .whole.below("servers"),
        ]
        for place in places {
            guard let server = schemas.document[place.below("0")] else { continue }
            guard var url = server["url"]?.string else { continue }
            if case .object(let variables)? = server["variables"] {
                for (name, variable) in variables {
                    url = url.replacing("{\(name)}", with: variable["default"]?.string ?? "")
                }
            }
            guard url.contains("://") else {
                throw schemas.problem(place, "an address without a host", "a server of your own")
            }
            return url
        }
        throw schemas.problem(.whole.below("servers"), "none", "a server of your own for this tool")
    }
}

/// YAML as the JSON that it stands for.
enum YAMLDocument {
    /// As deep as JSON may nest.
    private static let deepest = WireLimits.deepestNesting
    /// Aliases can make a small file a large tree; nothing that people write comes near.
    private static let mostNodes = 1 << 20

    static func read(_ file: SourceFile) throws(ToolProblem) -> WireJSON {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw ToolProblem(file.path, "bytes that are not UTF-8", "JSON or YAML")
        }
        let node: Node?
        do { node = try YAMLText.compose(text) } catch is YAMLText.AliasInKey {
            throw ToolProblem(file.path, "an alias in a key", "keys that are written out")
        } catch {
            throw ToolProblem(
                file.path,
                "text that is neither JSON nor YAML",
                "an OpenAPI document"
            )
        }
        var left = mostNodes
        guard let node, let value = json(node, 0, &left) else {
            throw ToolProblem(file.path, "nothing, or more than is read", "an OpenAPI document")
        }
        return value
    }

    private static func json(_ node: Node, _ depth: Int, _ left: inout Int) -> WireJSON? {
        left -= 1
        guard depth < deepest, left > 0 else { return nil }
        switch node {
        case .scalar(let scalar): return value(of: scalar)
        case .sequence(let sequence):
            var elements: [WireJSON] = []
            for element in sequence {
                guard let value = json(element, depth + 1, &left) else { return nil }
                elements.append(value)
            }
            return .array(elements)
        case .mapping(let mapping):
            var members: [String: WireJSON] = [:]
            for (key, member) in mapping {
                guard let name = key.scalar?.string, let value = json(member, depth + 1, &left)
                else { return nil }
                members[name] = value
            }
            return .object(members)
        case .alias: return nil
        }
    }

    private static func value(of scalar: Node.Scalar) -> WireJSON {
        guard scalar.style == .plain else { return .string(scalar.string) }
        switch scalar.string {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null", "~", "": return .null
        case let text:
            return (try? WireJSON(parsing: Array(text.utf8))) ?? .string(text)
        }
    }
}
