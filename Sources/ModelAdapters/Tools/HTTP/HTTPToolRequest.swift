public import Agent
public import Events

/// How a tool is asked over HTTP: a plain request with places for what is asked.
public struct HTTPToolRequest: Sendable {
    /// The method.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// The body.
    public enum Body: Hashable, Sendable {
        /// There is none.
        case none
        /// A JSON object of all arguments that have no place in the address or a header.
        case arguments
        /// JSON in which `"{input}"` stands for the argument, and is left out where there is none.
        case template(JSONObject)
    }

    /// The method.
    public let method: Method
    /// The address.
    public let url: URLTemplate
    /// The body.
    public let body: Body
    /// Headers with their values; no secret among them.
    public let headers: [String: String]
    /// What proves who asks.
    public let credential: ToolCredential?
    /// Who answers and where.
    public let destination: Destination
    /// Headers that carry an input, by the header's name.
    private(set) var headerInputs: [String: String] = [:]

    /// A request.
    ///
    /// - Parameter destination: who answers; known by the host of the address if nil.
    /// - Throws: when a header cannot be set, or a body is given to a method that has none.
    public init(
        _ method: Method,
        _ url: URLTemplate,
        body: Body? = nil,
        headers: [String: String] = [:],
        credential: ToolCredential? = nil,
        destination: Destination? = nil
    ) throws(ToolProblem) {
        let hasBody = ![.get, .delete].contains(method)
        let body = body ?? (hasBody ? .arguments : .none)
        guard hasBody || body == .none else {
            throw ToolProblem(url.host, "a body for \(method.rawValue)", "none, or another method")
        }
        for (name, value) in headers {
            guard HeaderName.isFree(name), HeaderName.isValue(value) else {
                throw ToolProblem(url.host, "a header that cannot be set", HeaderName.expected)
            }
        }
        (self.method, self.url, self.body) = (method, url, body)
        (self.headers, self.credential) = (headers, credential)
        self.destination = destination ?? Destination(host: url.host)
    }

    /// The same request with inputs in headers.
    func carrying(inHeaders inputs: [String: String]) -> HTTPToolRequest {
        var request = self
        request.headerInputs = inputs
        return request
    }

    /// The inputs that it has a place for, by name; nil when it takes any.
    var inputs: Set<String>? {
        let placed = url.pathInputs.union(url.queryInputs).union(headerInputs.values)
        switch body {
        case .none: return placed
        case .arguments: return nil
        case .template(let template):
            return placed.union(BodyTemplate.inputs(in: .object(template)))
        }
    }

    /// The bytes of the body.
    func bytes(with arguments: JSONObject) -> [UInt8] {
        switch body {
        case .none: return []
        case .arguments:
            var rest = arguments
            let placed = url.pathInputs.union(url.queryInputs).union(headerInputs.values)
            for name in placed { rest[name] = nil }
            return CanonicalJSON.encode(rest)
        case .template(let template):
            let filled = BodyTemplate.fill(.object(template), with: arguments)?.object ?? [:]
            return CanonicalJSON.encode(filled)
        }
    }
}

/// JSON in which a text that is `{input}` and nothing else stands for an argument.
enum BodyTemplate {
    private static func input(_ text: String) -> String? {
        guard text.hasPrefix("{"), text.hasSuffix("}"), text.count > 2 else { return nil }
        return String(text.dropFirst().dropLast())
    }

    static func inputs(in template: JSON) -> Set<String> {
        switch template {
        case .string(let text): Set([input(text)].compactMap { $0 })
        case .array(let elements): Set(elements.flatMap { inputs(in: $0) })
        case .object(let object): Set(object.members.flatMap { inputs(in: $0.value) })
        case .null, .bool, .integer: []
        }
    }

    /// Nil when there is no such argument.
    static func fill(_ template: JSON, with arguments: JSONObject) -> JSON? {
        switch template {
        case .string(let text):
            guard let name = input(text) else { return template }
            return arguments[name]
        case .array(let elements):
            return .array(elements.compactMap { fill($0, with: arguments) })
        case .object(let object):
            var filled = JSONObject()
            for member in object.members {
                filled[member.name] = fill(member.value, with: arguments)
            }
            return .object(filled)
        case .null, .bool, .integer: return template
        }
    }
}
