import Events

/// What came back from a source, measured.
enum Reply: Sendable {
    case answer(JSONObject, bytes: Int)
    case fault(ToolFault)

    /// Asks a source and measures its answer; whatever it throws is a fault.
    static func of(
        _ source: (any ToolSource)?,
        to invocation: ToolInvocation,
        through door: EgressDoor,
        largest: Int
    ) async -> Reply {
        guard let source else { return .fault(.unavailable) }
        do {
            let json = try await source.call(invocation, through: door)
            guard JSON.object(json).canBeLogged() else { return .fault(.junk) }
            let bytes = CanonicalJSON.encode(json)
            guard bytes.count <= largest else { return .fault(.tooLarge) }
            return .answer(json, bytes: bytes.count)
        } catch is EgressRefusal {
            return .fault(.notAllowed)
        } catch {
            return .fault(error as? ToolFault ?? .unavailable)
        }
    }
}

extension ToolFault {
    var reason: ToolFailed.Reason {
        switch self {
        // Why it may not leave stands in `egress.refused`; of the tool only that it gave no answer.
        case .unavailable, .notAllowed: .unavailable
        case .junk, .lacking: .junk
        case .tooLarge: .tooLarge
        case .refusedArguments: .refusedArguments
        }
    }

    /// What its answer lacked; nil where that is not why.
    var missing: WireField? {
        if case .lacking(let field) = self { field } else { nil }
    }
}

extension JSON {
    /// Whether the log can hold it: not nested too deep, no integer that some reader would round.
    fileprivate func canBeLogged(depth: Int = 0) -> Bool {
        guard depth <= CanonicalJSON.deepestNesting else { return false }
        switch self {
        case .null, .bool, .string: return true
        case .integer(let number): return number.magnitude <= JSON.largestInteger
        case .array(let elements): return elements.allSatisfy { $0.canBeLogged(depth: depth + 1) }
        case .object(let object):
            return object.members.allSatisfy { $0.value.canBeLogged(depth: depth + 1) }
        }
    }
}
