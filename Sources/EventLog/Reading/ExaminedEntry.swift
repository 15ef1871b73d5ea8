import Dispatch
import Events
import Foundation
import Synchronization

/// An entry with everything that follows from it and what is stored beside it alone.
///
/// A class, so that handing it on copies one reference and not twenty.
final class ExaminedEntry: Sendable {
    let entry: StoredEntry
    let leaf: TreeHash
    let envelope: Result<Envelope, Envelope.ParsingError>
    /// What does not fit beside it.
    let contentFault: String?

    init(_ entry: StoredEntry, _ beside: StoredBeside, _ contents: ContentCheck) {
        self.entry = entry
        leaf = TreeHash.leaf(entry.body)
        envelope = Result { () throws(Envelope.ParsingError) in try Envelope(parsing: entry.body) }
        contentFault = (try? envelope.get()).flatMap { contents.fault(of: $0, beside: beside) }
    }
}

/// A run of entries that another thread examines while the reader goes on.
private final class Chunk: Sendable {
    /// Enough that handing it over costs nothing, few enough that memory stays small.
    static let entryCount = 512
    /// How many are on their way at once: one being read, one examined on each core, one consumed.
    static let mostAtOnce = 4

    private let examined = Mutex<[ExaminedEntry]>([])
    private let done = DispatchGroup()

    init(_ read: [(StoredEntry, StoredBeside)], _ contents: ContentCheck) {
        done.enter()
        // A thread of its own: the shared ones may all be waiting for such chunks.
        Thread.detachNewThread { [self] in
            let entries = read.map { ExaminedEntry($0, $1, contents) }
            examined.withLock { $0 = entries }
            done.leave()
        }
    }

    func wait() -> [ExaminedEntry] {
        done.wait()
        return examined.withLock { $0 }
    }
}

extension LogSnapshot {
    /// Hands over every entry in order, examined on the other cores while this one reads.
    ///
    /// - Returns: the first index at which something is stored beside no entry.
    func forEachExaminedEntry(
        _ contents: ContentCheck,
        _ body: (ExaminedEntry) throws -> Void
    ) throws -> EntryIndex? {
        var read: [(StoredEntry, StoredBeside)] = []
        var chunks: [Chunk] = []
        func handOn(keeping count: Int) throws {
            if !read.isEmpty { chunks.append(Chunk(read, contents)) }
            read.removeAll(keepingCapacity: true)
            do {
                while chunks.count > count { try chunks.removeFirst().wait().forEach(body) }
            } catch {
                chunks = []
                throw error
            }
        }
        let orphan: EntryIndex?
        do {
            orphan = try forEachEntryWithContent { entry, beside in
                read.append((entry, beside))
                if read.count == Chunk.entryCount { try handOn(keeping: Chunk.mostAtOnce - 1) }
            }
        } catch {
            // What was read before a failure comes first: it may hold an earlier finding.
            try handOn(keeping: 0)
            throw error
        }
        try handOn(keeping: 0)
        return orphan
    }
}
