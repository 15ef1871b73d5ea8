public import Agent

/// A tool that is one operation of a service described by OpenAPI 3.0 or 3.1.
///
/// The document says how the operation is asked; what the tool may do, what it is for and who answers are the
/// operator's word.
public struct OpenAPITool: Sendable {
    private let tool: HTTPTool

    /// A tool.
    ///
    /// - Parameters:
    ///   - document: the document, JSON or YAML.
    ///   - operation: the `operationId`.
    ///   - server: where it is asked; the document's first server if nil.
    ///   - destination: who answers; known by the host if nil.
    /// - Throws: what of the document does not map, by its file and JSON Pointer.
    public init(
        _ terms: ToolTerms,
        document: SourceFile,
        operation: String,
        server: ServiceAddress? = nil,
        headers: [String: String] = [:],
        credential: ToolCredential? = nil,
        destination: Destination? = nil
    ) throws(ToolProblem) {
        let document = try OpenAPIDocument(document)
        let (path, method, place) = try document.find(operation)
        var reader = OperationReader(document: document, place: place, rules: terms.inputs)
        try reader.readParameters(of: path)
        try reader.readBody()
        let address = try Self.address(server, document, path, method)
        let request = try HTTPToolRequest(
            HTTPToolRequest.Method(rawValue: method.uppercased()) ?? .get,
            URLTemplate(
                address.url(of: String(path.drop { $0 == "/" })) + reader.query(after: address),
                allowingPlain: true
            ),
            body: reader.body,
            headers: headers,
            credential: credential,
            destination: destination
        )
        tool = try HTTPTool(
            terms,
            inputs: reader.inputs,
            request: request.carrying(inHeaders: reader.headers)
        )
    }

    private static func address(
        _ server: ServiceAddress?,
        _ document: OpenAPIDocument,
        _ path: String,
        _ method: String
    ) throws(ToolProblem) -> ServiceAddress {
        if let server { return server }
        let text = try document.server(for: path, method)
        do {
            return try ServiceAddress(text)
        } catch {
            throw document.schemas.problem(.whole.below("servers"), "another address", "\(error)")
        }
    }

    /// The tool, ready to be put into the box of a call.
    public func connected(over transport: HTTPTransport) -> ConnectedTool {
        tool.connected(over: transport)
    }
}

/// Reads what one operation takes.
private struct OperationReader {
    let document: OpenAPIDocument
    let place: JSONPointer
    let rules: [String: ToolTerms.InputRule]
    private(set) var inputs: [ToolInput] = []
    private(set) var headers: [String: String] = [:]
    private(set) var body = HTTPToolRequest.Body.none
    private var queries: [String] = []
    private var schemas: InputSchema { document.schemas }

    init(document: OpenAPIDocument, place: JSONPointer, rules: [String: ToolTerms.InputRule]) {
        (self.document, self.place, self.rules) = (document, place, rules)
    }

    /// The query with a place for each parameter of it.
    func query(after address: ServiceAddress) -> String {
        let pairs = queries.map { "\($0.percentEncoded)={\($0)}" }.joined(separator: "&")
        guard !pairs.isEmpty else { return "" }
        return (address.url(of: "").contains("?") ? "&" : "?") + pairs
    }

    /// Reads the parameters of the operation, and those of its path that it does not write anew.
    mutating func readParameters(of path: String) throws(ToolProblem) {
        var seen: Set<String> = []
        for place in [place.below("parameters"), .whole.below("paths", path, "parameters")] {
            for index in (schemas.document[place]?.array ?? []).indices {
                let (parameter, place) = try schemas.resolve(place.below(String(index)))
                guard let name = parameter["name"]?.string, let kind = parameter["in"]?.string
                else {
                    throw schemas.problem(place, "a parameter without name or in", "both")
                }
                guard seen.insert(kind + " " + name).inserted else { continue }
                try read(parameter, name, kind, at: place)
            }
        }
    }

    private mutating func read(
        _ parameter: WireJSON,
        _ name: String,
        _ kind: String,
        at place: JSONPointer
    ) throws(ToolProblem) {
        let isRequired = parameter["required"] == .bool(true) || kind == "path"
        guard parameter["schema"] != nil || rules[name] != nil else {
            throw schemas.problem(place, "a parameter without a schema", "a schema")
        }
        let input = try schemas.input(
            name,
            schemaAt: place.below("schema"),
            isRequired: isRequired,
            summary: parameter["description"]?.string,
            rule: rules[name]
        )
        guard let input else { return }
        switch kind {
        case "path": break
        case "query": queries.append(name)
        case "header":
            guard HeaderName.isFree(name) else {
                throw schemas.problem(place, "a header that cannot be set", HeaderName.expected)
            }
            headers[name] = name
        default:
            throw schemas.problem(place, "a parameter in a cookie", "path, query or header")
        }
        try add(input, at: place)
    }

    private mutating func add(_ input: ToolInput, at place: JSONPointer) throws(ToolProblem) {
        guard !inputs.contains(where: { $0.name == input.name }) else {
            throw schemas.problem(place, "a second \(input.name)", "different names")
        }
        inputs.append(input)
    }

    /// Reads the body, which must be a JSON object.
    mutating func readBody() throws(ToolProblem) {
        guard schemas.document[place]?["requestBody"] != nil else { return }
        let (found, place) = try schemas.resolve(place.below("requestBody"))
        guard case .object(let contents)? = found["content"],
            let type = contents.keys.sorted().first(where: { $0.hasPrefix("application/json") })
        else {
            throw schemas.problem(place, "no JSON among its contents", "application/json")
        }
        let members = try schemas.inputs(
            ofObjectAt: place.below("content", type, "schema"),
            rules: rules,
            isRequired: found["required"] == .bool(true)
        )
        for input in members { try add(input, at: place) }
        body = .arguments
    }
}
