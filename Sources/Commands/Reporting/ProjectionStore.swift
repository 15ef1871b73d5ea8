import Events
import GRDB
import Projections

/// Where the projections of a log's calls stood when they were last folded (`views.db`): position, code
/// version and state digest of each, and no state.
///
/// Outside backups: whatever is missing is kept again at the next fold.
struct ProjectionStore {
    /// How long another report's lock is waited for: it is held for milliseconds.
    static let lockTimeoutSeconds = 5.0

    private let database: DatabaseQueue
    private let path: String
    private let origin: String

    /// - Parameter origin: of the log: another one's calls may have the same ids.
    init(path: String, origin: String) throws {
        (self.path, self.origin) = (path, origin)
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.lockTimeoutSeconds)
        database = try Self.using(path) {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try database.write { db in
                // What an earlier Aside kept here and nothing reads any more.
                try db.execute(sql: "DROP TABLE IF EXISTS projections")
                try db.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS marks(
                            log TEXT NOT NULL, call TEXT NOT NULL, projection TEXT NOT NULL,
                            code_version INTEGER NOT NULL, position INTEGER NOT NULL,
                            state_digest TEXT NOT NULL, PRIMARY KEY(log, call, projection)
                        ) STRICT
                        """
                )
            }
            return database
        }
    }

    /// Does some work with the file; a `Failure` says why it cannot be used.
    private static func using<Value>(
        _ path: String,
        _ work: () throws -> Value
    ) throws(Failure) -> Value {
        do { return try work() } catch {
            let number = (error as? DatabaseError)?.extendedResultCode.rawValue
            throw .failed(
                "using \(path) failed: found \(number.map { "SQLite \($0)" } ?? "no database"), "
                    + "expected where projections stood; make it writable, or remove it: it is made again"
            )
        }
    }

    /// Folds a projection of a call from the first of its events, by way of where it stood before, and
    /// keeps where it stands now.
    ///
    /// - Throws: `Failure.doesNotVerify` if the same code came to another state before, or further;
    ///   `Failure.failed` if the file cannot be used.
    func fold<View: Projection>(
        _ view: View,
        of call: CallID,
        from events: [RecordedEvent]
    ) throws -> Folded<View> {
        let folded: Folded<View>
        if let mark = try mark(of: View.name, call) {
            do throws(FoldMark.Missed) {
                folded = try Folded(view, folding: events, comingBy: mark)
            } catch {
                throw Failure.doesNotVerify(
                    "call \(call): \(error); run `aside log verify`, then remove views.db"
                )
            }
        } else {
            folded = Folded(view, folding: events)
        }
        try keep(folded.mark, of: call)
        return folded
    }

    /// Where a projection of a call stood; nil when none was kept.
    func mark(of projection: String, _ call: CallID) throws(Failure) -> FoldMark? {
        try Self.using(path) {
            try database.read { db in
                try Row.fetchOne(
                    db,
                    sql: """
                        SELECT code_version, position, state_digest FROM marks
                        WHERE log = ? AND call = ? AND projection = ?
                        """,
                    arguments: [origin, call.text, projection]
                )
                .map { row in
                    let position: Int64 = row["position"]
                    return FoldMark(
                        projection: projection,
                        codeVersion: row["code_version"],
                        position: TreeSize(UInt64(clamping: position)),
                        stateDigest: row["state_digest"]
                    )
                }
            }
        }
    }

    /// Keeps where a projection of a call stands, in place of where it stood.
    func keep(_ mark: FoldMark, of call: CallID) throws(Failure) {
        try Self.using(path) {
            try database.write { db in
                try db.execute(
                    sql: "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        origin, call.text, mark.projection, mark.codeVersion,
                        Int64(mark.position.count), mark.stateDigest,
                    ]
                )
            }
        }
    }
}
