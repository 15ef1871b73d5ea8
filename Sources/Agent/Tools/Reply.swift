import Events

/// What came back from a source, measured.
enum Reply: Sendable {
    case answer(JSONObject, bytes: Int)
    case fault(ToolFault)

    /// Asks a source and measures its answer; whatever it throws is a fault.
    static func of(
        _ source: (any ToolSource)?,
        to invocation: ToolInvocation,
        largest: Int
    ) async -> Reply {
        guard let source else { return .fault(.unavailable) }
        do {
            let json = try await source.call(invocation)
            let bytes = CanonicalJSON.encode(json)
            guard bytes.count <= largest else { return .fault(.tooLarge) }
            // What could not be read back from the log is no answer.
            guard (try? CanonicalJSON.parse(bytes)) == .object(json) else { return .fault(.junk) }
            return .answer(json, bytes: bytes.count)
        } catch {
            return .fault(error as? ToolFault ?? .unavailable)
        }
    }
}

extension ToolFault {
    var reason: ToolFailed.Reason {
        switch self {
        case .unavailable: .unavailable
        case .junk: .junk
        case .tooLarge: .tooLarge
        case .refusedArguments: .refusedArguments
        }
    }
}
