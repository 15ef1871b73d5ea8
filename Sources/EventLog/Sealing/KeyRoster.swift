import Events

/// Which data keys must be in a log's vault, by what the log itself says: those that it has seen made
/// and has not ordered destroyed.
struct KeyRoster {
    /// How many there must be.
    let expected: Int
    /// How many of them the vault does not know.
    let missing: Int

    /// Compares a log with its vault.
    ///
    /// Walks the custody stream by its index, one entry at a time, and parses the few that tell of keys:
    /// some for each person of a call, none for what is said in it.
    ///
    /// - Parameter known: the keys that the vault has, and those that have a tombstone in it.
    init(_ snapshot: any LogSnapshot, known: Set<DataKeyID>) throws {
        let ordered = try snapshot.orderedErasures()
        var (expected, missing) = (0, 0)
        try snapshot.forEachEntry(in: .custody, of: [.keyCreated]) { entry in
            guard let id = Self.created(entry), !ordered.contains(id) else { return }
            expected += 1
            if !known.contains(id) { missing += 1 }
        }
        (self.expected, self.missing) = (expected, missing)
    }

    /// The key of which an entry says that it was made; nil for a body that says nothing of the kind,
    /// which is for verification to find.
    private static func created(_ entry: StoredEntry) -> DataKeyID? {
        guard let envelope = try? Envelope(parsing: entry.body), let subject = envelope.subject,
            let fact = try? JSONCoding.value(KeyCreated.self, from: envelope.data)
        else { return nil }
        return DataKeyID(call: fact.call, subject: subject, keyClass: fact.keyClass)
    }
}
