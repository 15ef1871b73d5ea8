public import Events

/// What became of one call of a tool: exactly one of these, and always within its deadline.
public enum ToolOutcome: Hashable, Sendable {
    /// There is an answer, and it is fresh.
    case completed(ToolResult)
    /// There is none, at times for want of a field that an answer must have.
    case failed(ToolFailed.Reason, latencyMicros: Int64, lacking: WireField? = nil)
    /// None came in time; one that comes later is told as stale, and stands for the same call again
    /// while it is fresh.
    case timedOut(latencyMicros: Int64)
    /// One came in time, but too late to be about what was being said.
    case wentStale(latencyMicros: Int64)

    /// The answer, if there is one.
    public var result: ToolResult? {
        if case .completed(let result) = self { result } else { nil }
    }

    /// What the log is told of it, by the coach.
    ///
    /// - Parameters:
    ///   - call: the call of the tool.
    ///   - people: those whose keys seal an answer; nil where it may not be kept.
    public func draft(
        of call: ToolCallID,
        sealedFor people: [Pseudonym]?,
        id: EventID,
        time: Timestamp,
        subject: Pseudonym?,
        turn: String? = nil,
        cause: EventID?
    ) -> Draft {
        func told<F: Fact>(_ fact: F, sealing sealed: SealedFields<F>? = nil) -> Draft {
            Draft(
                fact,
                sealing: sealed,
                id: id,
                time: time,
                actor: .coach,
                subject: subject,
                correlationID: turn,
                causationID: cause
            )
        }
        switch self {
        case .completed(let result):
            let completed = ToolCompleted(
                toolCall: call,
                latencyMicros: result.latencyMicros,
                resultBytes: result.bytes,
                origin: result.origin
            )
            let sealed = people.map {
                SealedFields<ToolCompleted>.content(.init(result: result.text), of: $0)
            }
            return told(completed, sealing: sealed)
        case .failed(let reason, let latency, let missing):
            let failed = ToolFailed(
                toolCall: call,
                reason: reason,
                latencyMicros: latency,
                missingField: missing?.name
            )
            return told(failed)
        case .timedOut(let latency):
            return told(ToolTimedOut(toolCall: call, latencyMicros: latency))
        case .wentStale(let latency):
            return told(ToolWentStale(toolCall: call, reason: .notFresh, latencyMicros: latency))
        }
    }
}

/// What a tool answered.
public struct ToolResult: Hashable, Sendable {
    /// The answer.
    public let json: JSONObject
    /// Its size as canonical JSON.
    public let bytes: Int
    /// Where it came from.
    public let origin: ToolCompleted.Origin
    /// From this call to the answer.
    public let latencyMicros: Int64
    /// The last moment of the stopwatch at which it may be used.
    public let freshUntilMicros: Int64

    /// The answer as canonical JSON.
    public var text: String { String(decoding: CanonicalJSON.encode(json), as: UTF8.self) }

    /// Whether it may still be used; afterwards it is to be recorded as `went-stale`.
    public func isFresh(atMicros now: Int64) -> Bool { now <= freshUntilMicros }

    /// What a nudge may show of it: its `line`, on one line and no longer than one.
    public var line: String? {
        guard let line = json["line"]?.string else { return nil }
        let shown = String(line.shownOnOneLine.unicodeScalars.prefix(Self.longestLine))
        return shown.isEmpty ? nil : shown
    }

    /// More is not read while somebody talks.
    public static let longestLine = 200
}

/// Answers that came after their deadline: nobody waits for them any more, but the log says so.
public typealias LateAnswer = @Sendable (ToolCallID, _ latencyMicros: Int64) async -> Void
