public import Events

/// What a verification found.
public struct IntegrityReport: Hashable, Sendable {
    /// How many entries the log has.
    public var entries: UInt64
    /// The smallest index at which anything differs; where a whole suffix is vouched for by no
    /// signature, the size of the last good checkpoint.
    public var firstBadIndex: EntryIndex?
    /// What was found there, and what was expected.
    ///
    /// Never any content.
    public var what: String?
    /// The newest checkpoint that holds for everything before the first bad index.
    public var lastGoodCheckpoint: CheckpointReference?

    /// Whether everything holds.
    public var ok: Bool { what == nil }

    /// A report.
    public init(
        entries: UInt64,
        firstBadIndex: EntryIndex? = nil,
        what: String? = nil,
        lastGoodCheckpoint: CheckpointReference? = nil
    ) {
        (self.entries, self.firstBadIndex, self.what) = (entries, firstBadIndex, what)
        self.lastGoodCheckpoint = lastGoodCheckpoint
    }
}

/// Where a log differs from what its signatures vouch for.
struct Violation: Error {
    var index: UInt64
    var what: String
}
