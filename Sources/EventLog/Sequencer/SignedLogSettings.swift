extension SignedLog {
    /// How a log runs.
    public struct Settings: Sendable {
        /// How many requests are between admission and answer: enough that sixteen batches of 64
        /// writers fit, few enough that what is queued is on disk within a second on a slow one.
        public var queueLimit = 1024
        /// How long the sequencer waits for all its writers when commits are slow: below the disk's
        /// fdatasync median (LOG §2).
        public var lingerMicros = 300
        /// From when on a commit is slow: what a disk takes that has its slow minutes (LOG §5).
        ///
        /// Below, waiting costs more than fewer commits save.
        public var slowCommitMicros = 4_000
        /// How often a checkpoint is kept while the log grows.
        public var checkpointEveryMicros: Int64 = 60_000_000

        /// The settings that fit nearly everyone.
        public init() {}

        /// How many entries one transaction takes: beyond about a thousand, rows cost more than the
        /// commit, and only latency grows (LOG §5).
        static let mostEntriesPerBatch = 1024
        /// How many drafts one append takes: they are one transaction.
        static let mostDraftsPerAppend = mostEntriesPerBatch
    }
}
