import EventLog
import Events
import Foundation

/// What the signed log costs beside the C library that it stands on, and beside the disk.
enum AppendBenchmark {
    private static let writers = 64
    private static let linesPerWriter = 150
    private static let rounds = 5
    private static let samples = 400

    static func run() async throws {
        var report = Report("append")
        var (ours, raw, batches): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<rounds {
            let folder = try Folder()
            let (rate, batch) = try await appendWithWriters(in: folder)
            ours.append(rate)
            batches.append(batch)
            raw.append(try insertRaw(copying: folder.path + "/log.db", batch: batch))
        }
        report.add("writers", "writers", Double(writers), digits: 0)
        report.add("lines_per_s", "lines appended", ours.median, digits: 0, "per s")
        report.add("raw_lines_per_s", "raw C, the same rows", raw.median, digits: 0, "per s")
        report.add("rows_per_commit", "lines in a commit", batches.median, digits: 1)
        let ratios = zip(ours, raw).map { $0 / $1 }
        report.add("ratio", "ours / raw C", ratios.median, bar: "≥ 0.75")
        try await addLoneWriter(to: &report)
        report.print()
    }

    /// Lines per second, and lines per commit.
    private static func appendWithWriters(in folder: Folder) async throws -> (Double, Double) {
        let home = try BenchmarkLog(in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers { group.addTask { try await append(1, writer, home) } }
            try await group.waitForAll()
        }
        let before = home.storage.commits
        let taken = try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask { try await append(linesPerWriter, writer, home) }
                }
                try await group.waitForAll()
            }
        }
        let lines = Double(writers * linesPerWriter)
        let commits = Double(home.storage.commits - before)
        try home.log.close()
        return (lines / taken, lines / commits)
    }

    private static func append(_ count: Int, _ writer: Int, _ home: BenchmarkLog) async throws {
        let (stream, speaker) = (StreamName("call/c-\(writer)"), Pseudonym("p-\(writer)"))
        for number in 0..<count {
            _ = try await home.log.append(
                [home.line(number, of: speaker)],
                to: stream,
                under: BenchmarkLog.permitted
            )
        }
    }

    /// Lines per second of the C library: the rows that the log has just written, into the same
    /// tables, as many to a commit.
    private static func insertRaw(copying file: String, batch: Double) throws -> Double {
        let (folder, source) = (try Folder(), try RawSQLite(path: file))
        let target = try RawSQLite(path: folder.path + "/raw.db")
        try target.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON")
        for row in try source.rows("SELECT sql FROM sqlite_master WHERE sql NOT NULL") {
            guard case .text(let sql) = row[0] else { continue }
            try target.run(String(decoding: sql.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        let entries = try source.rows("SELECT * FROM entries ORDER BY idx")
        let contents = try source.rows("SELECT * FROM content ORDER BY idx")
        let subjects = try source.rows("SELECT * FROM content_subjects ORDER BY idx")
        let perCommit = max(1, Int(batch.rounded()))
        let entry = try target.prepare("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        let content = try target.prepare("INSERT INTO content VALUES (?, ?, ?)")
        let subject = try target.prepare("INSERT INTO content_subjects VALUES (?, ?)")
        let (taken, _) = try seconds {
            for start in stride(from: 0, to: contents.count, by: perCommit) {
                let end = min(start + perCommit, contents.count)
                try target.run("BEGIN IMMEDIATE")
                for place in start..<end {
                    try target.execute(entry, entries[place])
                    try target.execute(content, contents[place])
                    try target.execute(subject, subjects[place])
                }
                try target.run("COMMIT")
            }
        }
        return Double(contents.count) / taken
    }

    /// Appends of one writer, each beside a write and fdatasync of as many bytes.
    private static func addLoneWriter(to report: inout Report) async throws {
        let folder = try Folder()
        let home = try BenchmarkLog(in: folder)
        let disk = try Disk(path: folder.path + "/plain")
        try await append(20, 0, home)
        let bytes = try await bytesPerCommit(home)
        var (ours, stored, plain): ([Double], [Double], [Double]) = ([], [], [])
        for number in 0..<samples {
            ours.append(
                try await seconds {
                    _ = try await home.log.append(
                        [home.line(number, of: Pseudonym("p-0"))],
                        to: StreamName("call/c-0"),
                        under: BenchmarkLog.permitted
                    )
                }
            )
            stored.append(home.storage.lastSeconds)
            plain.append(seconds { disk.write(bytes) }.0)
        }
        try home.log.close()
        report.add("commit_bytes", "bytes of a lone commit", Double(bytes), digits: 0)
        report.add("commit_p50_us", "one writer, p50", ours.median * 1e6, digits: 0, "µs")
        report.add("stored_p50_us", "of that in the storage", stored.median * 1e6, digits: 0, "µs")
        report.add("disk_p50_us", "write + fdatasync, p50", plain.median * 1e6, digits: 0, "µs")
        report.add("commit_ratio", "ours / disk", ours.median / plain.median, bar: "≤ 2")
    }

    /// What a commit adds to the write-ahead log, before that starts over.
    private static func bytesPerCommit(_ home: BenchmarkLog) async throws -> Int {
        func size() throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: home.file + "-wal")
            return (attributes[.size] as? Int) ?? 0
        }
        let before = try size()
        try await append(10, 0, home)
        return max(4096, (try size() - before) / 10)
    }
}

/// A file that is written as a write-ahead log is: onward, and from the start again.
struct Disk {
    private let handle: Int32
    private let position: Position
    private final class Position { var offset = 0 }
    private static let length = 4 << 20

    init(path: String) throws {
        handle = open(path, O_RDWR | O_CREAT, 0o600)
        position = Position()
    }

    func write(_ count: Int) {
        let bytes = [UInt8](repeating: 7, count: count)
        if position.offset + count > Self.length { position.offset = 0 }
        _ = pwrite(handle, bytes, count, off_t(position.offset))
        position.offset += count
        fdatasync(handle)
    }
}
