import Events
import GRDB
import Projections

/// How far a projection of a call was folded, by which code, and to which state.
struct ProjectionRow {
    var name: String
    var call: CallID
    var codeVersion: Int
    var position: UInt64
    var stateDigest: String

    init<View: Projection>(_ folded: Folded<View>, of call: CallID) {
        name = View.name
        self.call = call
        codeVersion = View.codeVersion
        position = folded.position.count
        stateDigest = folded.stateDigest
    }
}

/// The positions and state digests of projections (`views.db`): rebuildable, outside backups.
struct ProjectionStore {
    private let database: DatabaseQueue

    init(path: String) throws {
        database = try DatabaseQueue(path: path)
        try database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS projections(
                        name TEXT NOT NULL, call TEXT NOT NULL, code_version INTEGER NOT NULL,
                        position INTEGER NOT NULL, state_digest TEXT NOT NULL,
                        PRIMARY KEY(name, call, code_version, position)
                    ) STRICT
                    """
            )
        }
    }

    /// Keeps a row; the same code over the same entries must have led to the same state before.
    func keep(_ row: ProjectionRow) throws {
        try database.write { db in
            let key: StatementArguments = [
                row.name, row.call.text, row.codeVersion, Int64(row.position),
            ]
            let known = try String.fetchOne(
                db,
                sql: """
                    SELECT state_digest FROM projections
                    WHERE name = ? AND call = ? AND code_version = ? AND position = ?
                    """,
                arguments: key
            )
            guard known == nil || known == row.stateDigest else {
                throw Failure.doesNotVerify(
                    "the projection \(row.name) of call \(row.call) at position \(row.position) has "
                        + "another state than before; run `aside log verify`, then remove views.db"
                )
            }
            try db.execute(
                sql: "INSERT OR IGNORE INTO projections VALUES (?, ?, ?, ?, ?)",
                arguments: key + [row.stateDigest]
            )
        }
    }
}
