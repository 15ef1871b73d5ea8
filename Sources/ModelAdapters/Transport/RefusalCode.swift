import Agent
import Events
import Foundation

/// The word by which a provider says why it does not answer; its sentences are never repeated, since they
/// may quote what was sent.
enum RefusalCode: Hashable, Sendable {
    case key, unknownName, quota, tooMany, request, server

    /// Reads the words of an error object: `code` and `type` of OpenAI's form, `type` of Anthropic's.
    init?(words: [String]) {
        let found = words.compactMap { Self.known[$0] }
        guard let first = found.first else { return nil }
        self = first
    }

    /// Reads the body of a refusal; nil when it says nothing that is known.
    init?(body: [UInt8]) {
        guard let object = try? WireJSON(parsing: body) else { return nil }
        self.init(error: object["error"] ?? object)
    }

    /// Reads an error object, as a refusal or a stream carries it; some write the status as its code.
    init?(error: WireJSON) {
        let words = ["code", "type"].compactMap { error[$0]?.string }
        let status = error["code"]?.count ?? words.first.flatMap { Int($0) }
        guard let code = RefusalCode(words: words) ?? status.flatMap({ RefusalCode(status: $0) })
        else {
            return nil
        }
        self = code
    }

    /// What a status means by itself; nil for those of success.
    init?(status: Int) {
        switch status {
        case 401, 403: self = .key
        case 402: self = .quota
        case 404: self = .unknownName
        case 429: self = .tooMany
        case 400..<500: self = .request
        case 500...: self = .server
        default: return nil
        }
    }

    private static let known: [String: RefusalCode] = [
        "invalid_api_key": .key, "authentication_error": .key, "permission_error": .key,
        "model_not_found": .unknownName, "not_found_error": .unknownName,
        "DeploymentNotFound": .unknownName,
        "insufficient_quota": .quota, "billing_error": .quota,
        "billing_hard_limit_reached": .quota,
        "rate_limit_exceeded": .tooMany, "rate_limit_error": .tooMany,
        "invalid_request_error": .request, "request_too_large": .request,
        "context_length_exceeded": .request,
        "overloaded_error": .server, "api_error": .server, "server_error": .server,
        "timeout_error": .server,
    ]

    /// How the request ended, for the log.
    var outcome: EgressEnded.Outcome {
        switch self {
        case .key: .refusedKey
        case .unknownName: .unknownName
        case .quota: .overQuota
        case .tooMany: .tooMany
        case .request: .rejected
        case .server: .serverFailed
        }
    }

    /// What it comes to, and what to do.
    var advice: String {
        switch self {
        case .key: "the key was not taken; check it and what it may be used for"
        case .unknownName: "no such model or address there; check the model's name and the address"
        case .quota: "the account's quota is spent; raise it or use another account"
        case .tooMany: "too many requests; slow down or raise the limit"
        case .request: "the request was not taken; check the model's name and what it supports"
        case .server: "the service failed; try again later"
        }
    }
}

extension HTTPFailure {
    /// The request was answered with a status that is none of success.
    static func refused(
        _ host: String,
        status: Int,
        code: RefusalCode?,
        wait: Int64?
    ) -> HTTPFailure {
        guard !(300..<400).contains(status) else {
            return HTTPFailure(
                .serverFailed,
                host,
                "HTTP \(status): found a redirect, which is never followed; configure the address "
                    + "that it leads to"
            )
        }
        let meaning = meaning(status, code)
        let mayRepeat = [429, 503, 529].contains(status) && meaning != .quota
        return HTTPFailure(
            meaning.outcome,
            host,
            "HTTP \(status): " + meaning.advice,
            retry: mayRepeat ? .after(micros: wait) : .never
        )
    }

    /// An error that came inside a stream, after its head had said that all is well.
    static func inside(_ host: String, _ code: RefusalCode?) -> HTTPFailure {
        let meaning = code ?? .server
        return HTTPFailure(meaning.outcome, host, "an error inside the stream: " + meaning.advice)
    }

    /// The status decides, but for those that mean several things.
    private static func meaning(_ status: Int, _ code: RefusalCode?) -> RefusalCode {
        switch (status, code) {
        case (429, .quota?): .quota
        case (401...404, _), (429, _), (500..., _): RefusalCode(status: status) ?? .server
        case (_, .unknownName?): .unknownName
        case (_, .key?): .key
        default: .request
        }
    }
}
