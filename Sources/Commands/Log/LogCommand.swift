import ArgumentParser
import ConsentGate
import EventLog
import Events
import Foundation

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Verify, read and export the signed log.",
        subcommands: [Verify.self, Tail.self, ShowCheckpoint.self, Export.self, Proof.self]
    )
}

extension LogCommand {
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every entry, the tree, the signatures and the consent invariant."
        )

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let terminal = options.terminal
            let reader = try options.place.openReader(opensContent: false)
            defer { try? reader.close() }
            // Before the log: what is destroyed meanwhile it has ordered before.
            let destroyed = Result { try options.place.destroyedKeys() }
            var invariant = ConsentInvariant()
            let verifier = LogVerifier(reader, destroyedKeys: (try? destroyed.get()) ?? [])
            let report = try verifier.verify(
                inspect: { _, event in invariant.violation(of: event) },
                progress: terminal.progress("verifying")
            )
            terminal.progressDone()
            let keys = Result { try options.place.checkDataKeys() }
            let notes = report.entries > 0 ? Self.notes(on: reader, destroyed, keys) : []
            let told = Result { try terminal.say(options.json ? report.json(notes) : report.words) }
            for note in notes { terminal.complain("note: " + note) }
            // That the log does not verify says more than that nobody takes the result.
            guard report.ok else { throw Failure.doesNotVerify("the log does not verify") }
            try told.get()
        }

        /// What the log could not be compared with, and which of its keys do not open.
        private static func notes(
            on reader: LogReader,
            _ destroyed: Result<[DataKeyID]?, any Error>,
            _ keys: Result<KeyCheck?, any Error>
        ) -> [String] {
            var notes: [String] = note(on: keys).map { [$0] } ?? []
            switch destroyed {
            case .success(_?): break
            case .success(nil):
                notes.append(
                    "there is no keys.db here, so a key that was destroyed without the log's order "
                        + "would not be noticed"
                )
            case .failure(let error):
                notes.append(
                    "whether a key was destroyed without the log's order is not known: \(error)"
                )
            }
            if !reader.isPinned {
                notes.append(
                    "there is no keys/log.vkey here, so the log was checked against the key that it "
                        + "names itself; set ASIDE_KEYS to pin it"
                )
            }
            if !reader.isGuarded {
                notes.append(
                    "there is no keys/head here, so a log that was cut back to an older copy would "
                        + "verify as well; set ASIDE_KEYS to where it is, or compare the log with a "
                        + "checkpoint that somebody outside holds"
                )
            }
            return notes
        }

        private static func note(on keys: Result<KeyCheck?, any Error>) -> String? {
            switch keys {
            case .success(let check):
                guard let damage = check?.damage else { return nil }
                return damage + ", so what is sealed there cannot be read; put back the newest "
                    + "keys.db of this log in which nothing is damaged"
            case .failure(let error): return "what the log seals cannot be read here: \(error)"
            }
        }
    }

    struct Tail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the newest entries as JSON lines, byte for byte."
        )

        @Option(name: .shortAndLong, help: "How many entries.")
        var number: UInt64 = 10

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let terminal = options.terminal
            try options.reading { reader in
                let size = try reader.size().count
                try reader.forEachEntry(in: size - min(size, number)..<size) { _, bytes in
                    try terminal.put(bytes + [0x0A])
                }
            }
        }
    }

    struct ShowCheckpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Print the newest signed checkpoint."
        )

        @OptionGroup var options: HomeOptions

        func run() async throws {
            guard let checkpoint = try options.reading({ try $0.checkpoint() }) else {
                throw Failure.failed("the log is empty and has no checkpoint yet")
            }
            guard options.json else {
                return try options.terminal.put(checkpoint.note.utf8)
            }
            let object: JSONObject = [
                "origin": .string(checkpoint.origin),
                "size": .integer(Int64(checkpoint.size.count)),
                "root": .string(Data(checkpoint.reference.root).base64EncodedString()),
                "note": .string(checkpoint.note),
            ]
            try options.terminal.say(object.line)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the log so that other people's tools can check it."
        )

        @Argument(help: "The folder to write to.")
        var folder: String

        @Flag(help: "Also write the tree as tiles (C2SP tlog-tiles).")
        var tiles = false

        @Flag(help: "Also write an inclusion proof for every entry (.tlog-proof).")
        var proofs = false

        @OptionGroup var options: HomeOptions

        func run() async throws {
            var extras: LogExporter.Options = []
            if tiles { extras.insert(.tiles) }
            if proofs { extras.insert(.proofs) }
            let terminal = options.terminal
            let size: UInt64
            do {
                size = try options.reading { reader in
                    try LogExporter(reader).export(
                        to: folder,
                        options: extras,
                        progress: terminal.progress("exporting")
                    )
                }
                .count
            } catch is ReadError, is ProofError {
                throw Failure.doesNotVerify(
                    "exporting to \(folder) stopped: the entries are not those that were signed; run "
                        + "`aside log verify`, and take what was written for no export"
                )
            }
            terminal.progressDone()
            try terminal.say(
                options.json
                    ? (["folder": .string(folder), "entries": .integer(Int64(size))] as JSONObject)
                        .line
                    : "\(size) entries written to \(folder); Tests/Interop/README.md says how to check"
            )
        }
    }

    struct Proof: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the proof that an entry is in the log (.tlog-proof)."
        )

        @Argument(help: "The entry's index.")
        var index: UInt64

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let proof = try options.reading { reader in
                guard let proof = try reader.proof(of: EntryIndex(index)) else {
                    throw Failure.failed(
                        "there is no entry \(index): the log has \(try reader.size().count), counted "
                            + "from 0"
                    )
                }
                return proof
            }
            guard options.json else {
                return try options.terminal.put(proof.description.utf8)
            }
            try options.terminal.say(proof.json.line)
        }
    }
}

extension JSONObject {
    /// The object as one line.
    var line: String { String(decoding: CanonicalJSON.encode(self), as: UTF8.self) }
}

extension ProofFile {
    fileprivate var json: JSONObject {
        [
            "index": .integer(Int64(index.value)),
            "hashes": .array(hashes.map { .string(Data($0.bytes).base64EncodedString()) }),
            "checkpoint": .string(checkpoint),
        ]
    }
}

extension IntegrityReport {
    fileprivate func json(_ notes: [String]) -> String {
        let good: JSON =
            lastGoodCheckpoint.map {
                .object([
                    "size": .integer(Int64($0.size.count)),
                    "root": .string(Data($0.root).base64EncodedString()),
                ])
            } ?? .null
        let object: JSONObject = [
            "ok": .bool(ok),
            "entries": .integer(Int64(entries)),
            "first_bad_index": firstBadIndex.map { .integer(Int64($0.value)) } ?? .null,
            "what": what.map { .string($0) } ?? .null,
            "last_good_checkpoint": good,
            "notes": .array(notes.map { .string($0) }),
        ]
        return object.line
    }

    fileprivate var words: String {
        guard let what else {
            return """
                The log verifies: \(entries) entries, their order, the tree and its signatures are \
                as they were written,
                and nothing was processed without the consent of everyone present.
                """
        }
        let at = firstBadIndex.map { "at entry \($0.value)" } ?? "in the log as a whole"
        let good =
            lastGoodCheckpoint.map { "The last good checkpoint covers \($0.size.count) entries." }
            ?? "No checkpoint holds."
        return "The log does not verify: \(what) (\(at)). \(good)"
    }
}
