import Events
import Foundation
import GRDB

/// What the append path writes, by statements that stay prepared.
extension Database {
    func insert(_ batch: Batch) throws {
        try insert(batch.entries)
        for content in batch.contents { try insert(content) }
        for tile in batch.tiles {
            try cachedStatement(sql: "INSERT INTO tiles(level, idx, hashes) VALUES (?, ?, ?)")
                .execute(
                    arguments: [tile.level, Int64(tile.number), Data(joined(tile.hashes))]
                )
        }
        try insert(batch.checkpoint)
    }

    private func insert(_ entries: [StoredEntry]) throws {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO entries(idx, stream, version, event_id, type, recorded_us, leaf, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for entry in entries {
            try statement.execute(
                arguments: [
                    Int64(entry.index.value), entry.stream.text, Int64(entry.version.value),
                    Data(entry.eventID.text.utf8), entry.type.rawValue, entry.recordedMicros,
                    entry.leaf.map { Data($0.bytes) }, Data(entry.body),
                ]
            )
        }
    }

    private func insert(_ content: StoredContent) throws {
        let index = Int64(content.index.value)
        try cachedStatement(sql: "INSERT INTO content(idx, nonce, ciphertext) VALUES (?, ?, ?)")
            .execute(
                arguments: [index, Data(content.fields.nonce), Data(content.fields.ciphertext)]
            )
        for subject in content.subjects {
            try cachedStatement(sql: "INSERT INTO content_subjects(idx, subject) VALUES (?, ?)")
                .execute(arguments: [index, subject.text])
        }
        guard let attachment = content.attachment else { return }
        try cachedStatement(
            sql: "INSERT INTO blobs(digest, subject, nonce, ciphertext) VALUES (?, ?, ?, ?)"
        )
        .execute(
            arguments: [
                Data(attachment.digest), index, Data(attachment.bytes.nonce),
                Data(attachment.bytes.ciphertext),
            ]
        )
    }

    private func insert(_ checkpoint: StoredCheckpoint) throws {
        let (size, root) = (Int64(checkpoint.size), Data(checkpoint.root))
        try cachedStatement(
            sql: "UPDATE checkpoints SET size = ?, root = ?, note = ? WHERE reason = 'newest'"
        )
        .execute(arguments: [size, root, checkpoint.note])
        let insertion = try cachedStatement(
            sql: "INSERT INTO checkpoints(size, root, note, reason) VALUES (?, ?, ?, ?)"
        )
        if changesCount == 0 {
            try insertion.execute(arguments: [size, root, checkpoint.note, "newest"])
        }
        if let reason = checkpoint.reason, reason != .newest {
            try insertion.execute(arguments: [size, root, checkpoint.note, reason.rawValue])
        }
    }

    func deleteContent(at indexes: [EntryIndex]) throws -> Int {
        var count = 0
        for index in indexes {
            for sql in ["DELETE FROM content WHERE idx = ?", "DELETE FROM blobs WHERE subject = ?"]
            {
                try cachedStatement(sql: sql).execute(arguments: [Int64(index.value)])
                count += changesCount
            }
        }
        return count
    }
}
