public import Events
import GRDB

/// Checks a whole log in one snapshot, streaming: memory grows with the number of streams and of
/// kept checkpoints, not with the entries.
///
/// Every value is compared where it is hashed: what was checked is what is read.
public struct LogVerifier: Sendable {
    /// How much is checked.
    public enum Mode: Sendable {
        /// Hashes, tiles, tree and signatures.
        case integrity
        /// All that, and every entry's form, copies, place in its stream and sealed content, and that
        /// what is missing of it the log itself has ordered to be erased.
        case full
    }

    private let reader: LogReader
    private let mode: Mode
    private let destroyedKeys: [DataKeyID]

    /// A verifier over a reader.
    ///
    /// - Parameter destroyedKeys: those that have a tombstone; content of which one is under such a key
    ///   counts as missing. They MUST be read before `verify` is called.
    public init(_ reader: LogReader, mode: Mode = .full, destroyedKeys: [DataKeyID] = []) {
        (self.reader, self.mode, self.destroyedKeys) = (reader, mode, destroyedKeys)
    }

    /// Verifies the log.
    ///
    /// - Parameters:
    ///   - inspect: called in `full` mode with each event in order; what it answers is a violation
    ///     at that index.
    ///   - progress: called now and then with how many entries are done, and of how many.
    /// - Throws: when the log cannot be read at all; damage is a finding, not an error.
    public func verify(
        inspect: ((EntryIndex, Envelope) -> String?)? = nil,
        progress: ((UInt64, UInt64) -> Void)? = nil
    ) throws -> IntegrityReport {
        var report = IntegrityReport(entries: 0)
        let store = StoreCheck(reader.storage, isWanted: mode == .full)
        defer { store.wait() }
        do {
            try reader.storage.read { snapshot in
                try Self.reportingDamage(at: 0) { report.entries = try snapshot.size() }
                var tree = try TreeCheck(snapshot, reader, size: report.entries)
                defer { report.lastGoodCheckpoint = tree.lastGood?.reference }
                switch mode {
                case .integrity: try checkBodies(snapshot, &tree, progress)
                case .full: try checkEntries(snapshot, &tree, inspect, progress)
                }
                try tree.finish()
                try Self.reportingDamage(at: report.entries) {
                    try store.finish(snapshot, size: report.entries, lastGood: tree.lastGood)
                }
            }
        } catch {
            guard let violation = error as? Violation ?? Self.damage(error, at: 0) else {
                throw error
            }
            report.firstBadIndex = EntryIndex(violation.index)
            report.what = violation.what
        }
        return report
    }

    private func checkBodies(
        _ snapshot: any LogSnapshot,
        _ tree: inout TreeCheck,
        _ progress: ((UInt64, UInt64) -> Void)?
    ) throws {
        var check = tree
        defer { tree = check }
        var pace = Pace(of: check.total, each: Pace.ofReading, telling: progress)
        try Self.reportingDamage(at: check.size) {
            try snapshot.forEachBody(in: 0..<check.total) { index, stored, body in
                try check.add(index: index, storedLeaf: stored, leaf: TreeHash.leaf(body))
                pace.advance()
            }
        }
    }

    private func checkEntries(
        _ snapshot: any LogSnapshot,
        _ tree: inout TreeCheck,
        _ inspect: ((EntryIndex, Envelope) -> String?)?,
        _ progress: ((UInt64, UInt64) -> Void)?
    ) throws {
        var check = tree
        defer { tree = check }
        var place: UInt64 = 0
        var pace = Pace(of: check.total, each: Pace.ofReading, telling: progress)
        do {
            var entries = EntryCheck(origin: check.origin)
            let orphan = try snapshot.forEachExaminedEntry(
                ContentCheck(snapshot, destroyed: destroyedKeys)
            ) { examined in
                place = check.size
                let index = examined.entry.index
                try check.add(
                    index: index.value,
                    storedLeaf: examined.entry.leaf,
                    leaf: examined.leaf
                )
                let envelope = try entries.check(examined)
                if let what = examined.contentFault ?? inspect?(index, envelope) {
                    throw Violation(index: index.value, what: what)
                }
                pace.advance()
            }
            place = check.size
            if let orphan {
                throw Violation(
                    index: min(orphan.value, check.total),
                    what: "content is stored beside no entry"
                )
            }
        } catch {
            throw Self.damage(error, at: place) ?? error
        }
    }

    /// Runs a read whose failure for damage is a finding at an index.
    static func reportingDamage<Value>(
        at index: @autoclosure () -> UInt64,
        _ body: () throws -> Value
    ) throws -> Value {
        do { return try body() } catch { throw damage(error, at: index()) ?? error }
    }

    private static func damage(_ error: any Error, at index: UInt64) -> Violation? {
        let cause: String
        switch error {
        case let error as StorageError where error.code == .damaged: cause = error.detail
        case let error as StorageError where error.code == .unknownSchema:
            return Violation(
                index: index,
                what: "the store was altered, or a later Aside wrote it: found \(error.detail)"
            )
        case let error as DatabaseError:
            let failure = StorageError(error)
            guard failure.code == .damaged else { return nil }
            cause = failure.detail
        case is RowDecodingError: cause = "a column of another kind"
        default: return nil
        }
        return Violation(index: index, what: "the store is damaged: found \(cause)")
    }
}
