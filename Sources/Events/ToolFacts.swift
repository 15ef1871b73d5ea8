/// The purposes under which a tool may be called; what an event of a tool may name, and no other.
public enum ToolPurpose: String, Codable, CaseIterable, Hashable, Sendable {
    /// Knowledge that is not about the other side.
    case aiAnalysis = "ai_analysis"
    /// What the CRM holds of the other side, read or written.
    case crmLookup = "crm_lookup"
    /// What is done once the call is over, in `after/…` and nowhere else.
    case followUp = "follow_up"

    /// The purpose that people agree to.
    public var purpose: Purpose {
        switch self {
        case .aiAnalysis: .aiAnalysis
        case .crmLookup: .crmLookup
        case .followUp: .followUp
        }
    }
}

/// A purpose as a type, for those under which a tool may be called.
public protocol ToolPurposeTag: PurposeTag {
    /// The same purpose as a value.
    static var toolPurpose: ToolPurpose { get }
}

extension AIAnalysis: ToolPurposeTag {
    /// The purpose `ai_analysis`.
    public static var toolPurpose: ToolPurpose { .aiAnalysis }
}

extension CRMLookup: ToolPurposeTag {
    /// The purpose `crm_lookup`.
    public static var toolPurpose: ToolPurpose { .crmLookup }
}

extension FollowUp: ToolPurposeTag {
    /// The purpose `follow_up`.
    public static var toolPurpose: ToolPurpose { .followUp }
}

/// A fact of a tool that names the purpose under which it stands.
public protocol ToolContent: Fact {
    /// The purpose that must be in force for everyone present.
    var purpose: ToolPurpose { get set }
}

/// A fact of a tool as the content fact that it is: under one purpose, which it names.
///
/// It is written as the fact itself, so that what the log says was needed is what the permit was for.
public struct Under<Needs: ToolPurposeTag, Content: ToolContent>: ContentFact {
    /// The fact's own type.
    public static var type: EventType { Content.type }
    /// The fact's own version.
    public static var schema: Int { Content.schema }
    /// The fact's own sealed fields.
    public typealias Sealed = Content.Sealed
    /// The fact.
    public let content: Content

    /// The fact under this purpose, whichever it named before.
    public init(_ content: Content) {
        var content = content
        content.purpose = Needs.toolPurpose
        self.content = content
    }

    /// Reads the fact; one that names another purpose is refused.
    public init(from decoder: any Decoder) throws {
        content = try Content(from: decoder)
        guard content.purpose == Needs.toolPurpose else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected its purpose")
            )
        }
    }

    /// Writes the fact.
    public func encode(to encoder: any Encoder) throws { try content.encode(to: encoder) }
}

/// A tool is about to be called.
public struct ToolCalled: ToolContent {
    /// The constant `aside.tool.called`.
    public static let type = EventType.toolCalled
    /// The call of the tool.
    public var toolCall: ToolCallID
    /// What it is called for.
    public var purpose: ToolPurpose
    /// Whether it changes something outside.
    public var acting: Bool
    /// How long it may take.
    public var deadlineMicros: Int64

    /// Which tool, and with what.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The tool's name.
        public var tool: String
        /// The arguments, as canonical JSON.
        public var arguments: String
        /// The sealed fields.
        public init(tool: String, arguments: String) {
            (self.tool, self.arguments) = (tool, arguments)
        }
    }

    /// The fact.
    public init(toolCall: ToolCallID, purpose: ToolPurpose, acting: Bool, deadlineMicros: Int64) {
        (self.toolCall, self.purpose) = (toolCall, purpose)
        (self.acting, self.deadlineMicros) = (acting, deadlineMicros)
    }
}

/// A tool answered in time.
public struct ToolCompleted: Fact {
    /// The constant `aside.tool.completed`.
    public static let type = EventType.toolCompleted

    /// Where an answer came from.
    public enum Origin: String, Codable, CaseIterable, Hashable, Sendable {
        /// The tool itself.
        case source
        /// The same call was answered a moment ago.
        case cache
        /// The same call was under way, and both got its answer.
        case joined
    }

    /// The call of the tool.
    public var toolCall: ToolCallID
    /// From the call to the answer, on the monotonic clock.
    public var latencyMicros: Int64
    /// The size of the result as canonical JSON.
    public var resultBytes: Int
    /// Where it came from.
    public var origin: Origin

    /// What it answered.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The result, as canonical JSON.
        public var result: String
        /// The result.
        public init(result: String) { self.result = result }
    }

    /// The fact.
    public init(toolCall: ToolCallID, latencyMicros: Int64, resultBytes: Int, origin: Origin) {
        (self.toolCall, self.latencyMicros) = (toolCall, latencyMicros)
        (self.resultBytes, self.origin) = (resultBytes, origin)
    }
}

/// A tool gave no answer that can be used.
public struct ToolFailed: Fact {
    /// The constant `aside.tool.failed`.
    public static let type = EventType.toolFailed

    /// Why a tool gives no answer.
    public enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
        /// It could not be reached, or failed.
        case unavailable
        /// It failed too often just before, and was not asked.
        case circuitOpen = "circuit-open"
        /// Too many earlier calls of it have not come back, and it was not asked.
        case busy
        /// What it answered has not the form of an answer.
        case junk
        /// What it answered is larger than it may be.
        case tooLarge = "too-large"
        /// The arguments are not those that it takes: it said so, or no request could hold them.
        case refusedArguments = "refused-arguments"
        /// It acts, and the rep's approval was missing or spent.
        case notApproved = "not-approved"
        /// The process stopped before an answer came.
        case interrupted
    }

    /// The call of the tool.
    public var toolCall: ToolCallID
    /// Why.
    public var reason: Reason
    /// From the call to the failure, on the monotonic clock.
    public var latencyMicros: Int64
    /// The field that its answer lacked, by the name that its form gives it; absent where that is not why.
    public var missingField: String?
    /// The fact.
    public init(
        toolCall: ToolCallID,
        reason: Reason,
        latencyMicros: Int64,
        missingField: String? = nil
    ) {
        (self.toolCall, self.reason, self.latencyMicros) = (toolCall, reason, latencyMicros)
        self.missingField = missingField
    }
}

/// A tool did not answer within its deadline and was given up.
public struct ToolTimedOut: Fact {
    /// The constant `aside.tool.timed-out`.
    public static let type = EventType.toolTimedOut
    /// The call of the tool.
    public var toolCall: ToolCallID
    /// From the call to the moment it was given up, on the monotonic clock.
    public var latencyMicros: Int64
    /// The fact.
    public init(toolCall: ToolCallID, latencyMicros: Int64) {
        (self.toolCall, self.latencyMicros) = (toolCall, latencyMicros)
    }
}

/// A tool's answer came, and was too old to be used.
public struct ToolWentStale: Fact {
    /// The constant `aside.tool.went-stale`.
    public static let type = EventType.toolWentStale

    /// Why an answer is too old.
    public enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
        /// It came after its deadline.
        case afterDeadline = "after-deadline"
        /// It was not used while it was fresh.
        case notFresh = "not-fresh"
    }

    /// The call of the tool.
    public var toolCall: ToolCallID
    /// Why.
    public var reason: Reason
    /// From the call to the moment it was dropped, on the monotonic clock.
    public var latencyMicros: Int64
    /// The fact.
    public init(toolCall: ToolCallID, reason: Reason, latencyMicros: Int64) {
        (self.toolCall, self.reason, self.latencyMicros) = (toolCall, reason, latencyMicros)
    }
}
