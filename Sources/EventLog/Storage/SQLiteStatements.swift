import Events
import GRDB

/// What the append path writes, by statements that stay prepared.
extension Database {
    func insert(_ batch: Batch) throws {
        // Table by table: what a table's pages are in memory for is used at once.
        try insert(batch.entries)
        try insert(batch.contents)
        for tile in batch.tiles {
            try cachedStatement(sql: "INSERT INTO tiles(level, idx, hashes) VALUES (?, ?, ?)")
                .run(Int64(tile.level), Int64(tile.number), BoundBytes(joined(tile.hashes)))
        }
        try insert(batch.checkpoint)
    }

    private func insert(_ entries: [StoredEntry]) throws {
        let insertion = try cachedStatement(
            sql: """
                INSERT INTO entries(idx, stream, version, event_id, type, recorded_us, leaf, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for entry in entries {
            try insertion.run(
                Int64(entry.index.value),
                entry.stream.text,
                Int64(entry.version.value),
                BoundBytes(entry.eventID.text.utf8),
                entry.type.rawValue,
                entry.recordedMicros,
                entry.leaf.map { BoundBytes($0.bytes) },
                BoundBytes(entry.body)
            )
        }
    }

    private func insert(_ contents: [StoredContent]) throws {
        let insertion = try cachedStatement(
            sql: "INSERT INTO content(idx, nonce, ciphertext) VALUES (?, ?, ?)"
        )
        for content in contents {
            try insertion.run(
                Int64(content.index.value),
                BoundBytes(content.fields.nonce),
                BoundBytes(content.fields.ciphertext)
            )
        }
        let naming = try cachedStatement(
            sql: "INSERT INTO content_subjects(idx, subject) VALUES (?, ?)"
        )
        for content in contents {
            for subject in content.subjects {
                try naming.run(Int64(content.index.value), subject.text)
            }
        }
        for content in contents {
            guard let attachment = content.attachment else { continue }
            try cachedStatement(
                sql: "INSERT INTO blobs(digest, subject, nonce, ciphertext) VALUES (?, ?, ?, ?)"
            )
            .run(
                BoundBytes(attachment.digest),
                Int64(content.index.value),
                BoundBytes(attachment.bytes.nonce),
                BoundBytes(attachment.bytes.ciphertext)
            )
        }
    }

    private func insert(_ checkpoint: StoredCheckpoint) throws {
        let (size, root) = (Int64(checkpoint.size), BoundBytes(checkpoint.root))
        try cachedStatement(
            sql: "UPDATE checkpoints SET size = ?, root = ?, note = ? WHERE reason = 'newest'"
        )
        .run(size, root, checkpoint.note)
        let insertion = try cachedStatement(
            sql: "INSERT INTO checkpoints(size, root, note, reason) VALUES (?, ?, ?, ?)"
        )
        if changesCount == 0 {
            try insertion.run(size, root, checkpoint.note, "newest")
        }
        if let reason = checkpoint.reason, reason != .newest {
            try insertion.run(size, root, checkpoint.note, reason.rawValue)
        }
    }

    func deleteContent(at indexes: [EntryIndex]) throws {
        for index in indexes {
            for sql in ["DELETE FROM content WHERE idx = ?", "DELETE FROM blobs WHERE subject = ?"]
            {
                try cachedStatement(sql: sql).execute(arguments: [Int64(index.value)])
            }
        }
    }
}
