public import EventLog
import Events

/// What every storage is held to, as functions that throw what they found.
///
/// One suite for all.
public enum StorageConformance {
    /// What a storage did otherwise than its contract says.
    public struct Failure: Error, CustomStringConvertible {
        /// What was found and expected.
        public let description: String
    }

    /// The whole suite, each check over a storage of its own.
    public static func check(_ makeStorage: () throws -> any LogStorage) throws {
        try checkEmpty(makeStorage())
        try checkCommit(makeStorage())
        try checkAtomicity(makeStorage())
        try checkSnapshots(makeStorage())
        try checkCheckpoints(makeStorage())
        try checkContent(makeStorage())
        try checkTree(makeStorage())
    }

    private static func demand(_ holds: Bool, _ what: String) throws {
        guard holds else { throw Failure(description: "expected that " + what) }
    }

    private static func checkEmpty(_ storage: any LogStorage) throws {
        try storage.read { snapshot in
            try demand(try snapshot.size() == 0, "an empty storage has no entry")
            try demand(try snapshot.newestCheckpoint() == nil, "nor a checkpoint")
            try demand(try snapshot.state(of: .custody) == nil, "nor a stream")
            try demand(try snapshot.streams().isEmpty, "nor any stream's name")
        }
        let key = LogKeyRecord(origin: "example.com/log", verifierKey: "key")
        try storage.found(key)
        try storage.read { try demand(try $0.logKeys() == [key], "the founding key is kept") }
        let next = LogKeyRecord(origin: "example.com/next", verifierKey: "key")
        try storage.found(next)
        try storage.read { try demand(try $0.logKeys() == [next], "until another founds it anew") }
    }

    private static func checkCommit(_ storage: any LogStorage) throws {
        let first = batch(of: ["call/a", "call/b", "call/a"], from: 0)
        try storage.commit(first)
        try storage.read { snapshot in
            var found: [StoredEntry] = []
            try snapshot.forEachEntry(in: 0..<10) { found.append($0) }
            try demand(found == first.entries, "entries come back as they were, in order")
            let a = StreamName("call/a")
            try demand(try snapshot.entries(in: a).map(\.index.value) == [0, 2], "by stream too")
            try demand(try snapshot.streams().map(\.text) == ["call/a", "call/b"], "streams too")
            try demand(try snapshot.leaves(in: 1..<9).count == 2, "leaves are cut at the end")
            try demand(try snapshot.leaves(in: a).count == 2, "leaves of a stream are its own")
            try demand(try snapshot.contains(first.entries[1].eventID), "ids are found")
            try demand(try !snapshot.contains(EventID("none")), "other ids are not")
            let state = try snapshot.state(of: a)
            try demand(state?.version == StreamVersion(2), "the version is the newest")
            try demand(state?.newestConsentChange == StreamVersion(2), "a consent act is seen")
            try demand(state?.isSealed == false, "an open stream is open")
            let acts = try snapshot.entries(in: a, of: [.consentGranted])
            try demand(acts.map(\.index.value) == [2], "types select")
        }
    }

    private static func checkAtomicity(_ storage: any LogStorage) throws {
        try storage.commit(batch(of: ["call/a"], from: 0))
        var second = batch(of: ["call/b", "call/c"], from: 1)
        second.entries[1].eventID = EventID("event-0")
        do {
            try storage.commit(second)
            throw Failure(description: "expected that a repeated event id is refused")
        } catch let error as StorageError {
            try demand(error.outcome == .notWritten, "a refused batch is surely not written")
            try demand(error.code == .repeatedEventID, "and says why")
        }
        try storage.read { try demand(try $0.size() == 1, "nothing of a refused batch is kept") }
        try storage.commit(batch(of: ["call/b"], from: 1))
    }

    private static func checkSnapshots(_ storage: any LogStorage) throws {
        try storage.commit(batch(of: ["call/a"], from: 0))
        try storage.read { snapshot in
            try demand(try snapshot.size() == 1, "a snapshot sees what was committed before")
            try storage.commit(batch(of: ["call/a"], from: 1, version: 2))
            try demand(try snapshot.size() == 1, "and nothing that was committed after")
        }
        try storage.read { try demand(try $0.size() == 2, "the next snapshot does") }
    }

    private static func checkCheckpoints(_ storage: any LogStorage) throws {
        try storage.commit(batch(of: ["call/a"], from: 0, reason: .callEnd))
        try storage.commit(batch(of: ["call/b"], from: 1))
        try storage.commit(batch(of: ["call/c"], from: 2))
        try storage.read { snapshot in
            let kept = try snapshot.checkpoints()
            try demand(kept.map(\.size) == [1, 3], "one is kept for its reason, and the newest")
            try demand(kept.map(\.reason) == [.callEnd, .newest], "each says why")
            try demand(try snapshot.newestCheckpoint() == kept.last, "the newest is the newest")
        }
    }

    private static func checkContent(_ storage: any LogStorage) throws {
        var batch = batch(of: ["call/a", "call/a"], from: 0)
        let sealed = SealedBytes(nonce: [1], ciphertext: [2, 3])
        let attachment = StoredAttachment(digest: [9], bytes: sealed)
        let people = [Pseudonym("p-1"), Pseudonym("p-2")]
        batch.contents = [
            StoredContent(
                index: EntryIndex(1),
                fields: sealed,
                attachment: attachment,
                subjects: people
            )
        ]
        try storage.commit(batch)
        let (none, one) = (EntryIndex(0), EntryIndex(1))
        try storage.read { snapshot in
            try demand(try snapshot.content(at: none) == nil, "there is no content where none is")
            try demand(try snapshot.content(at: one) == sealed, "content comes back")
            try demand(try snapshot.attachment(at: one) == attachment, "attachments come back")
            try demand(try snapshot.subjects(at: one) == people, "subjects come back")
            try demand(try snapshot.indexes(about: people[1]) == [one], "and are found")
            var beside: [StoredBeside] = []
            let orphan = try snapshot.forEachEntryWithContent { beside.append($1) }
            try demand(orphan == nil, "nothing is stored beside no entry")
            try demand(beside.map(\.fields) == [nil, sealed], "content comes with its entry")
            try demand(beside.map(\.attachments) == [[], [attachment]], "so do attachments")
            try demand(beside.map(\.subjects) == [[], people], "and subjects")
        }
        try storage.deleteContent(at: [none, one])
        try storage.deleteContent(at: [one])
        try storage.read { snapshot in
            try demand(try snapshot.content(at: one) == nil, "deleted content is gone")
            try demand(try snapshot.attachment(at: one) == nil, "attachments too")
            try demand(try snapshot.subjects(at: one) == people, "its subjects stay")
        }
    }

    private static func checkTree(_ storage: any LogStorage) throws {
        var batch = batch(of: ["call/a", "call/b"], from: 0)
        let hashes = (0..<Int(Tile.width)).map { TreeHash.leaf([UInt8($0)]) }
        batch.tiles = [Tile(level: 0, number: 3, hashes: hashes)]
        try storage.commit(batch)
        try storage.read { snapshot in
            let bytes = hashes.flatMap(\.bytes)
            try demand(try snapshot.tile(level: 0, number: 3) == bytes, "a tile comes back whole")
            try demand(try snapshot.tile(level: 0, number: 0) == nil, "at its number")
            try demand(try snapshot.tile(level: 1, number: 3) == nil, "and at its level")
            try demand(try snapshot.tileCount() == 1, "tiles are counted")
            var found: [(UInt64, TreeHash?, [UInt8])] = []
            try snapshot.forEachBody(in: 1..<9) { found.append(($0, $1, Array($2))) }
            try demand(found.map { $0.0 } == [1], "bodies are handed over by their indexes")
            try demand(found.map { $0.1 } == [batch.entries[1].leaf], "with the leaves beside them")
            try demand(found.map { $0.2 } == [batch.entries[1].body], "byte for byte")
            try demand(try !snapshot.hasStrayEntries(), "no entry is out of reach")
            try demand(try !snapshot.hasRepeatedEventIDs(), "and no id is there twice")
        }
        try demand(try storage.isSound(), "what was written as it should be is sound")
        try storage.close()
    }

    /// Entries of no particular meaning; the last is a consent act.
    private static func batch(
        of streams: [String],
        from first: UInt64,
        version: UInt64 = 1,
        reason: StoredCheckpoint.Reason = .newest
    ) -> Batch {
        var versions: [String: UInt64] = [:]
        let entries = streams.enumerated().map { place, stream in
            let index = first + UInt64(place)
            versions[stream, default: version - 1] += 1
            return StoredEntry(
                index: EntryIndex(index),
                stream: StreamName(stream),
                version: StreamVersion(versions[stream] ?? 0),
                eventID: EventID("event-\(index)"),
                type: place == streams.count - 1 ? .consentGranted : .callOpened,
                recordedMicros: 5,
                leaf: TreeHash.leaf([UInt8(index)]),
                body: [UInt8(index)]
            )
        }
        let size = first + UInt64(streams.count)
        return Batch(
            entries: entries,
            checkpoint: StoredCheckpoint(size: size, root: [1], note: "n", reason: reason)
        )
    }
}
