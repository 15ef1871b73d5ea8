public import Foundation

/// A service of `tools.yaml`: what stands behind a built-in tool in place of the playbook's own files.
///
/// It holds no secret: a token is named by the environment variable that has it.
public struct ToolService: Hashable, Sendable {
    /// How the arguments are sent.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
    }

    /// Where it is: HTTPS, or HTTP on this very machine.
    public let url: URL
    /// How the arguments are sent.
    public let method: Method
    /// The environment variable that holds its bearer token; nil when it needs none.
    public let tokenVariable: String?
    /// How long an answer is waited for; nil for as long as the tool says.
    public let deadlineMicros: Int64?
    /// Who answers and where, as the log names it.
    public let destination: Destination

    private static let longestAddress = 500
    private static let longestVariable = 64
    private static let longestName = 100
    /// A tip that came later would be about something that is over.
    private static let deadlineSeconds: ClosedRange<Int64> = 1...60

    /// Reads `tools.yaml`.
    ///
    /// - Throws: what is wrong first, by its line; an unknown tool or field is wrong.
    static func parse(_ file: SourceFile) throws(InputError) -> [BuiltInTool: ToolService] {
        let tools = try YAMLFields(file, knowing: Set(BuiltInTool.allCases.map(\.rawValue)))
        var services: [BuiltInTool: ToolService] = [:]
        for tool in BuiltInTool.allCases where tools.has(tool.rawValue) {
            services[tool] = try ToolService(
                tools.fields(
                    tool.rawValue,
                    knowing: ["url", "method", "token_from", "deadline", "processor", "region"]
                )
            )
        }
        return services
    }

    private init(_ fields: YAMLFields) throws(InputError) {
        guard let address = try fields.text("url", longest: Self.longestAddress) else {
            throw fields.error("url", "nothing", "the address of the service")
        }
        guard let url = URL(string: address), Self.isTaken(url) else {
            throw fields.error(
                "url",
                "an address that is not taken",
                "https://…, or http:// on this machine, without user, password or query"
            )
        }
        self.url = url
        let name = try fields.text("method", longest: Self.longestVariable) ?? Method.post.rawValue
        guard let method = Method(rawValue: name) else {
            let known = Method.allCases.map(\.rawValue).joined(separator: ", ")
            throw fields.error("method", "another method", "one of " + known)
        }
        self.method = method
        tokenVariable = try fields.text("token_from", longest: Self.longestVariable)
        guard tokenVariable.map(Self.isVariable) ?? true else {
            throw fields.error(
                "token_from",
                "no name of an environment variable",
                "capital letters, digits and _, as in CRM_TOKEN; never the token itself"
            )
        }
        deadlineMicros = try fields.duration(
            "deadline",
            ofSeconds: Self.deadlineSeconds,
            "whole seconds from 1s to 60s"
        )
        destination = Destination(
            host: url.host ?? "",
            processor: try fields.text("processor", longest: Self.longestName),
            region: try fields.text("region", longest: Self.longestName)
        )
    }

    /// A secret in an address would lie in the playbook.
    private static func isTaken(_ url: URL) -> Bool {
        let isHere = Destination.isThisMachine(url.host ?? "")
        return (url.scheme == "https" || (url.scheme == "http" && isHere))
            && url.host?.isEmpty == false && url.user == nil && url.password == nil
            && url.query == nil
    }

    private static func isVariable(_ name: String) -> Bool {
        name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
            && name.utf8.allSatisfy {
                (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }
}
