import Dispatch
import Events
import Synchronization

/// An entry with what follows from its body alone.
struct ParsedEntry: Sendable {
    let entry: StoredEntry
    let leaf: TreeHash
    let envelope: Result<Envelope, Envelope.ParsingError>

    init(_ entry: StoredEntry) {
        self.entry = entry
        leaf = TreeHash.leaf(entry.body)
        envelope = Result { () throws(Envelope.ParsingError) in try Envelope(parsing: entry.body) }
    }

    /// How many entries are parsed together: enough that starting threads costs nothing, few enough
    /// that memory stays small.
    static let chunkCount = 2048
    /// How many cores parse: more wait for SQLite, which one core reads.
    private static let workers = 2

    /// Parses a chunk on both cores, in order.
    static func parse(_ chunk: [StoredEntry]) -> [ParsedEntry] {
        let parts = Mutex([[ParsedEntry]](repeating: [], count: workers))
        let share = (chunk.count + workers - 1) / workers
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            let part = chunk.dropFirst(worker * share).prefix(share).map { ParsedEntry($0) }
            parts.withLock { $0[worker] = part }
        }
        return parts.withLock { $0.flatMap(\.self) }
    }
}

extension LogSnapshot {
    /// Hands over entries in order, parsed a chunk ahead.
    func forEachParsedEntry(
        in range: Range<UInt64>,
        _ body: (ParsedEntry) throws -> Void
    ) throws {
        var chunk: [StoredEntry] = []
        do {
            try forEachEntry(in: range) { entry in
                chunk.append(entry)
                guard chunk.count == ParsedEntry.chunkCount else { return }
                let full = chunk
                chunk.removeAll(keepingCapacity: true)
                try ParsedEntry.parse(full).forEach(body)
            }
        } catch {
            // What was read before the failure comes first: it may hold an earlier finding.
            try ParsedEntry.parse(chunk).forEach(body)
            throw error
        }
        try ParsedEntry.parse(chunk).forEach(body)
    }
}
