internal import Events

/// What came of the nudges: counted from the clear fields alone.
public struct Uptake: Hashable, Sendable {
    /// Handed to the rep's channel.
    public let sent: Int
    /// Shown, as the rep's client says.
    public let acknowledged: Int
    /// Used.
    public let used: Int
    /// Dismissed.
    public let dismissed: Int

    /// Counts a call's nudges.
    public init(_ nudges: [NudgeHistory.Nudge]) {
        sent = nudges.count { $0.sent != nil }
        acknowledged = nudges.count { $0.outcome?.result == .acknowledged }
        used = nudges.count { $0.feedback?.act == .used }
        dismissed = nudges.count { $0.feedback?.act == .dismissed }
    }
}
