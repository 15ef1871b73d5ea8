public import Events
import Synchronization

/// A storage in memory, for tests and for what is not to be kept.
///
/// Reopening a log over the same value is what a restart is to a file.
public final class MemoryStorage: LogStorage {
    /// Guarded by the mutex, whole; a snapshot is a copy of it.
    private let contents = Mutex(MemorySnapshot())

    /// An empty storage.
    public init() {}

    /// Records whose log this is.
    public func found(_ key: LogKeyRecord) throws(StorageError) {
        contents.withLock { $0.keys = [key] }
    }

    /// Adds a batch.
    public func commit(_ batch: Batch) throws(StorageError) {
        try contents.withLock { (state) throws(StorageError) in
            var ids = state.ids
            for entry in batch.entries where !ids.insert(entry.eventID).inserted {
                throw StorageError(.notWritten, .repeatedEventID)
            }
            state.add(batch, ids: ids)
        }
    }

    /// Deletes sealed content.
    public func deleteContent(at indexes: [EntryIndex]) throws(StorageError) {
        contents.withLock { state in
            for index in indexes {
                state.fields[index] = nil
                state.attachments[index] = nil
            }
        }
    }

    /// Reads a snapshot.
    public func read<Value>(_ body: (any LogSnapshot) throws -> Value) throws -> Value {
        try body(contents.withLock { $0 })
    }

    /// There is nothing beside the values themselves.
    public func isSound() -> Bool { contents.withLock { !$0.hasRepeatedEventIDs() } }

    /// Keeps everything: the next log over this storage finds it.
    public func close() throws(StorageError) {}
}

private struct MemorySnapshot: LogSnapshot, Sendable {
    var keys: [LogKeyRecord] = []
    var entries: [StoredEntry] = []
    var ids: Set<EventID> = []
    var order: [StreamName] = []
    var byStream: [StreamName: [Int]] = [:]
    var fields: [EntryIndex: SealedBytes] = [:]
    var attachments: [EntryIndex: StoredAttachment] = [:]
    var people: [EntryIndex: [Pseudonym]] = [:]
    var tiles: [TilePath: [UInt8]] = [:]
    var kept: [StoredCheckpoint] = []
    var newest: StoredCheckpoint?

    mutating func add(_ batch: Batch, ids: Set<EventID>) {
        self.ids = ids
        for entry in batch.entries {
            if byStream[entry.stream] == nil { order.append(entry.stream) }
            byStream[entry.stream, default: []].append(entries.count)
            entries.append(entry)
        }
        for content in batch.contents {
            fields[content.index] = content.fields
            attachments[content.index] = content.attachment
            people[content.index] = content.subjects
        }
        for tile in batch.tiles {
            tiles[path(tile.level, tile.number)] = joined(tile.hashes)
        }
        if batch.checkpoint.reason != .newest { kept.append(batch.checkpoint) }
        newest = batch.checkpoint
        newest?.reason = .newest
    }

    private func path(_ level: Int, _ number: UInt64) -> TilePath {
        TilePath(level: level, number: number, width: Int(Tile.width))
    }

    func logKeys() -> [LogKeyRecord] { keys }
    func size() -> UInt64 { UInt64(entries.count) }
    func entryCount() -> UInt64 { size() }
    func hasStrayEntries() -> Bool { false }
    func forEachEntry(in range: Range<UInt64>, _ body: (StoredEntry) throws -> Void) rethrows {
        for index in range.clamped(to: 0..<size()) { try body(entries[Int(index)]) }
    }
    func forEachBody(
        in range: Range<UInt64>,
        _ body: (UInt64, TreeHash?, UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try forEachEntry(in: range) { entry in
            try entry.body.withUnsafeBytes { try body(entry.index.value, entry.leaf, $0) }
        }
    }
    func entries(in stream: StreamName) -> [StoredEntry] {
        byStream[stream, default: []].map { entries[$0] }
    }
    func forEachEntry(
        in stream: StreamName,
        of types: [EventType],
        _ body: (StoredEntry) throws -> Void
    ) rethrows {
        for entry in entries(in: stream) where types.contains(entry.type) { try body(entry) }
    }
    func streams() -> [StreamName] { order }
    func contains(_ id: EventID) -> Bool { ids.contains(id) }
    func state(of stream: StreamName) -> StreamState? {
        guard let places = byStream[stream] else { return nil }
        return places.reduce(into: StreamState()) { $0.append(entries[$1].type) }
    }
    func leaves(in stream: StreamName) -> [TreeHash] { entries(in: stream).compactMap(\.leaf) }
    func leaves(in range: Range<UInt64>) -> [TreeHash] {
        range.clamped(to: 0..<size()).compactMap { entries[Int($0)].leaf }
    }
    func tile(level: Int, number: UInt64) -> [UInt8]? { tiles[path(level, number)] }
    func tileCount() -> UInt64 { UInt64(tiles.count) }
    func checkpoints() -> [StoredCheckpoint] { kept + (newest.map { [$0] } ?? []) }
    func newestCheckpoint() -> StoredCheckpoint? { newest }
    func content(at index: EntryIndex) -> SealedBytes? { fields[index] }
    func attachment(at index: EntryIndex) -> StoredAttachment? { attachments[index] }
    func forEachEntryWithContent(
        _ body: (StoredEntry, StoredBeside) throws -> Void
    ) rethrows -> EntryIndex? {
        for entry in entries {
            var beside = StoredBeside()
            beside.fields = fields[entry.index]
            beside.attachments = attachments[entry.index].map { [$0] } ?? []
            beside.subjects = subjects(at: entry.index)
            try body(entry, beside)
        }
        let all = Array(fields.keys) + Array(attachments.keys) + Array(people.keys)
        return all.filter { $0.value >= size() }.min()
    }
    func subjects(at index: EntryIndex) -> [Pseudonym] { people[index, default: []] }
    func indexes(about subject: Pseudonym) -> [EntryIndex] {
        people.filter { $0.value.contains(subject) }.keys.sorted()
    }
    func hasRepeatedEventIDs() -> Bool { ids.count != entries.count }
}
