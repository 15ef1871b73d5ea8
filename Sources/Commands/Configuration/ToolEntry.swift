import Agent
import Events
import Foundation
import ModelAdapters

/// A tool of `aside.yaml`: a request of its own, or an operation of an OpenAPI document.
struct ToolEntry {
    let name: String
    let terms: ToolTerms
    let service: ServiceEntry
    private let section: SettingSection
    private let way: Way

    private enum Way {
        case request(method: HTTPToolRequest.Method, inputs: [ToolInput], body: JSONObject?)
        case operation(String, document: SourceFile)
    }

    static let fields = ServiceEntry.fields
        .merging(ToolTermsEntry.fields) { field, _ in field }
        .merging(
            [
                "method": .text, "body": .text, "document": .text, "operation": .text,
                "inputs": .named(inputFields),
            ]
        ) { field, _ in field }

    private static let inputFields: [String: SettingField] = [
        "kind": .text, "summary": .text, "required": .text, "longest": .text, "least": .text,
        "most": .text, "choices": .list,
    ]

    private enum Kind: String, CaseIterable {
        case text, integer, percent, choice, flag
    }

    /// The longest text that a model may hand to a tool.
    private static let longestText: Int64 = 2_000

    /// Reads one, and its document.
    ///
    /// - Parameter folder: where `aside.yaml` lies, from which the document's path counts.
    init(
        _ name: String,
        _ section: SettingSection,
        among processors: [String: ProcessorEntry],
        from folder: URL
    ) throws {
        (self.name, self.section) = (name, section)
        service = try ServiceEntry(section, among: processors)
        if let path = try section.text("document") {
            let file = URL(fileURLWithPath: path, relativeTo: folder)
            guard let document = try? Installation.sourceFile(file) else {
                throw section.error(
                    "document",
                    "no file that can be read",
                    "an OpenAPI document, by its path from the folder of \(SettingsFile.usualName)"
                )
            }
            let operation = try section.required("operation", "the id of an operation in it")
            way = .operation(operation, document: document)
        } else {
            let inputs = try section.section("inputs").named.map {
                try Self.input($0.name, $0.section)
            }
            way = .request(
                method: try section.choice("method", HTTPToolRequest.Method.self) ?? .post,
                inputs: inputs,
                body: try section.json("body")
            )
        }
        let isRequest = if case .request = way { true } else { false }
        terms = try ToolTermsEntry(name: name, section: section).terms(needsSummary: isRequest)
    }

    /// The OpenAPI document that describes it; nil for a request of its own.
    var document: SourceFile? {
        if case .operation(_, let document) = way { document } else { nil }
    }

    /// The tool with its source.
    func connected(
        over transport: HTTPTransport,
        environment: [String: String]
    ) throws -> ConnectedTool {
        do {
            let credential = try service.credential(environment: environment)
            let headers = Dictionary(
                service.headers.map { ($0.name, $0.value) },
                uniquingKeysWith: { _, last in last }
            )
            switch way {
            case .request(let method, let inputs, let body):
                let request = try HTTPToolRequest(
                    method,
                    try URLTemplate(service.url),
                    body: body.map { .template($0) },
                    headers: headers,
                    credential: credential,
                    destination: service.processor.destination
                )
                return try HTTPTool(terms, inputs: inputs, request: request)
                    .connected(over: transport)
            case .operation(let operation, let document):
                return try OpenAPITool(
                    terms,
                    document: document,
                    operation: operation,
                    server: try service.address(),
                    headers: headers,
                    credential: credential,
                    destination: service.processor.destination
                ).connected(over: transport)
            }
        } catch let problem as ToolProblem {
            throw section.error(problem)
        }
    }

    private static func input(_ name: String, _ section: SettingSection) throws -> ToolInput {
        guard let kind = try section.choice("kind", Kind.self) else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw section.error("kind", "nothing", "one of " + known)
        }
        return ToolInput(
            name,
            try form(of: kind, section),
            isRequired: try section.flag("required") ?? true,
            try section.required("summary", "what it means, as a model reads it")
        )
    }

    private static func form(
        of kind: Kind,
        _ section: SettingSection
    ) throws -> ToolInput.Kind {
        switch kind {
        case .text:
            return .text(longest: Int(try section.number("longest", in: 1...longestText) ?? 200))
        case .integer:
            let most = JSON.largestInteger
            let bounds = -Int64(most)...Int64(most)
            let least = try section.number("least", in: bounds) ?? bounds.lowerBound
            let upper = try section.number("most", in: bounds) ?? bounds.upperBound
            guard least <= upper else { throw section.error("most", "less than least", "more") }
            return .integer(least...upper)
        case .percent: return .percent
        case .flag: return .flag
        case .choice:
            let choices = section.list("choices")
            guard !choices.isEmpty else { throw section.error("choices", "nothing", "its words") }
            return .choice(choices)
        }
    }
}

extension ServiceEntry {
    /// What proves to the service who asks; nil where no key is named.
    func credential(environment: [String: String]) throws -> ToolCredential? {
        guard let secret = try secret(environment: environment) else { return nil }
        return try keyHeader.map { try .header($0, secret) } ?? .bearer(secret)
    }
}

extension SettingSection {
    /// Why the tool or server that is set here cannot be used, named by where it stands.
    func error(_ problem: ToolProblem) -> any Error {
        let place = problem.place == path.parts.last ? "" : problem.place + ": "
        return file.error(path, place + problem.found, problem.expected)
    }

    /// A JSON object in a text; nil where it is not set.
    func json(
        _ name: String,
        suchAs example: String = #"{"id": "{order}"}"#
    ) throws -> JSONObject? {
        guard let text = try text(name, longest: Self.longestJSON) else { return nil }
        guard let object = LooseJSON.object(in: Array(text.utf8)) else {
            throw error(name, "no JSON object without fractions", "one such as " + example)
        }
        return object
    }

    /// A body that somebody wrote by hand.
    private static let longestJSON = 4_000
}
