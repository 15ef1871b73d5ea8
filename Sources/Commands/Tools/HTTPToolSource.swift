import Agent
import Events
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A tool behind HTTP: the arguments go out as a JSON body, a JSON object comes back.
///
/// Where it goes is fixed when it is made: arguments are never part of the address, redirects are not
/// followed, and the token goes to this host alone. More bytes than the limit are not read.
final class HTTPToolSource: ToolSource {
    private let url: URL
    private let method: ToolService.Method
    private let token: String?
    private let exchanges = HTTPExchanges()
    private let session: URLSession

    /// A source at an address; nil unless that is HTTPS, or HTTP to this very machine.
    ///
    /// - Parameters:
    ///   - tokenVariable: the environment variable that holds the bearer token.
    ///   - environment: where it is looked up, once.
    init?(
        _ url: URL,
        method: ToolService.Method = .post,
        tokenVariable: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(url.host ?? "")
        guard url.scheme == "https" || (url.scheme == "http" && isHere) else { return nil }
        (self.url, self.method) = (url, method)
        token = tokenVariable.flatMap { environment[$0] }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    func call(_ invocation: ToolInvocation, through door: EgressDoor) async throws -> JSONObject {
        let limits = invocation.tool.limits
        let task = session.dataTask(with: request(for: invocation))
        let body = try await withTaskCancellationHandler {
            try await exchanges.body(of: task, largest: limits.largestResult)
        } onCancel: {
            task.cancel()
        }
        guard let value = try? JSONDecoder().decode(ForeignJSON.self, from: body).value,
            let object = value.object
        else { throw ToolFault.junk }
        return object
    }

    private func request(for invocation: ToolInvocation) -> URLRequest {
        var request = URLRequest(url: url)
        request.httpMethod = method.rawValue
        request.httpBody = Data(CanonicalJSON.encode(invocation.arguments))
        // The runner keeps the deadline; this only ends what it could not cancel. Whole seconds: a
        // shorter time-out fires at once.
        request.timeoutInterval = Double(invocation.tool.limits.deadlineMicros / 1_000_000 + 1)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("application/json", forHTTPHeaderField: "Accept")
        // A retry of the same call is the same act.
        request.setValue(invocation.id.text, forHTTPHeaderField: "Idempotency-Key")
        if let token { request.setValue("Bearer " + token, forHTTPHeaderField: "Authorization") }
        return request
    }
}

/// JSON as others write it; a number that is not whole becomes the text of it, since the log has no
/// fractions.
private struct ForeignJSON: Decodable {
    let value: JSON

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Name.self) {
            var object = JSONObject()
            for name in members.allKeys {
                object[name.stringValue] = try members.decode(Self.self, forKey: name).value
            }
            value = .object(object)
        } else if var elements = try? decoder.unkeyedContainer() {
            var array: [JSON] = []
            while !elements.isAtEnd { array.append(try elements.decode(Self.self).value) }
            value = .array(array)
        } else {
            value = try Self.scalar(in: try decoder.singleValueContainer())
        }
    }

    private static func scalar(in container: any SingleValueDecodingContainer) throws -> JSON {
        if container.decodeNil() { return .null }
        if let flag = try? container.decode(Bool.self) { return .bool(flag) }
        if let text = try? container.decode(String.self) { return .string(text) }
        if let number = try? container.decode(Int64.self),
            number.magnitude <= JSON.largestInteger
        {
            return .integer(number)
        }
        return .string(try container.decode(Decimal.self).description)
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
