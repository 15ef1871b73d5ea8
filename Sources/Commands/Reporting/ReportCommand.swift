import Agent
import ArgumentParser
import EventLog
import Events
import Foundation
import Projections
import Reports

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a call's compliance report or review, or verify one.",
        subcommands: [Compliance.self, Review.self, Verify.self]
    )

    /// What both reports take.
    struct Output: ParsableArguments {
        @Argument(help: "The call's id.")
        var call: String

        @Option(help: "html, json, csv or vcon; html by default, json with --json.")
        var format: String?

        @Option(help: "The file to write; standard output by default.")
        var out: String?

        @Option(
            help: "Why names are shown, and in a review or vCon words; the log keeps the reason."
        )
        var withNames: String?

        @OptionGroup var options: HomeOptions

        func write(_ kind: ReportDocument.Kind) async throws {
            guard withNames?.allSatisfy(\.isWhitespace) != true else {
                throw Failure.usage("--with-names takes a reason, which the log keeps")
            }
            let written = format ?? (options.json ? "json" : "html")
            guard let format = ReportDesk.Format(rawValue: written) else {
                throw Failure.usage("--format takes html, json, csv or vcon")
            }
            if let out, options.place.holds(out) {
                throw Failure.usage("--out takes a file outside the home and its keys")
            }
            let text = try await options.writing(about: call) { id, workplace in
                let desk = ReportDesk(
                    workplace: workplace,
                    home: options.place,
                    terminal: options.terminal
                )
                return try await desk.report(kind, of: id, as: format, withNames: withNames)
            }
            guard let out else {
                return try options.terminal.put(text.utf8)
            }
            do {
                try Data(text.utf8).write(to: URL(fileURLWithPath: out))
            } catch {
                throw Failure.failed("writing \(out) failed: found no place that can be written")
            }
            let place: JSONObject = ["file": .string(out), "format": .string(format.rawValue)]
            try options.terminal.say(options.json ? place.line : "written to \(out)")
            if kind == .review, withNames == nil {
                options.terminal.remark(
                    "it shows names and words, and the log says that nobody gave a reason; "
                        + "--with-names REASON gives one"
                )
            }
        }
    }

    struct Compliance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What was heard, with whose consent, and how anyone can check it."
        )

        @OptionGroup var output: Output

        func run() async throws {
            try await output.write(.compliance)
        }
    }

    struct Review: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How the call went and what the coach did, with names and words."
        )

        @OptionGroup var output: Output

        func run() async throws {
            try await output.write(.review)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a report (html, json or csv) again from the log and compare."
        )

        @Argument(help: "The report's file.")
        var file: String

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let bytes = try Installation.sourceFile(URL(fileURLWithPath: file)).bytes
            let report: ReportFile
            do { report = try ReportFile(parsing: bytes) } catch {
                throw Failure.doesNotVerify("\(file): \(error)")
            }
            let (comparison, prices) = try options.reading(opensContent: true) { reader in
                try compared(report, with: reader)
            }
            let told = Result { try tell(comparison, prices) }
            let differences = comparison.differences
            guard differences.isEmpty else {
                throw Failure.doesNotVerify(
                    "\(file) differs from what the log says in \(differences.count) places"
                        + (prices.map { ": \($0)" } ?? "")
                )
            }
            try told.get()
            if !options.json { try options.terminal.say(comparison.verdict) }
        }

        /// The report held against the log, and whether it was made with other prices.
        private func compared(
            _ report: ReportFile,
            with reader: LogReader
        ) throws -> (ReportComparison, PriceDifference?) {
            do {
                let rebuilt = try remade(report.document, from: reader)
                let comparison = ReportComparison(
                    of: report,
                    with: rebuilt,
                    erasedSince: try isErased(since: report.document, in: reader)
                )
                let prices = PriceDifference(
                    file: report.document,
                    rebuilt: rebuilt,
                    comparison.differences
                )
                return (comparison, prices)
            } catch let error as ReadError {
                throw Failure.doesNotVerify("\(file) cannot be compared: \(error)")
            } catch let error as ProofError {
                throw Failure.doesNotVerify("\(file) cannot be compared: the log has \(error)")
            }
        }

        /// Says where something differs or cannot be checked, and never what stands there.
        private func tell(_ comparison: ReportComparison, _ prices: PriceDifference?) throws {
            let terminal = options.terminal
            guard options.json else {
                for difference in comparison.differences {
                    try terminal.say("differs at \(difference.path)")
                }
                for path in comparison.notCheckable {
                    try terminal.say("cannot be checked at \(path)")
                }
                return
            }
            var result: JSONObject = [
                "ok": .bool(comparison.differences.isEmpty),
                "differences": .array(comparison.differences.map { .string($0.path) }),
                "not_checkable": .array(comparison.notCheckable.map { .string($0) }),
                "verdict": .string(comparison.verdict),
            ]
            if let prices {
                result["prices"] = .object([
                    "found": .string(prices.found), "expected": .string(prices.expected),
                ])
            }
            try terminal.say(result.line)
        }

        /// Whether the log has an erasure of content that could be read when the report was made.
        private func isErased(
            since document: ReportDocument,
            in reader: LogReader
        ) throws -> Bool {
            guard let newest = try reader.checkpoint() else { return false }
            let custody = try reader.vouchedEvents(
                in: .custody,
                of: newest.size,
                where: {
                    CustodyHistory.erasureTypes.contains($0.type)
                        && $0.data["call"]?.string == document.call.text
                }
            )
            return CustodyHistory(folding: custody)
                .hasErasure(since: TreeSize(document.checkpoint.size))
        }

        /// The signature that the report names, if it is the log's under that tree head.
        private func signature(
            of document: ReportDocument,
            _ size: TreeSize,
            _ root: TreeHash,
            from reader: LogReader
        ) throws -> ReportDocument.TreeHeadSignature? {
            guard let named = document.checkpoint.signature, let key = try reader.verifierKey()
            else { return nil }
            do {
                _ = try Checkpoint(size: size, root: root, signedBy: named.lines, key: key)
            } catch {
                throw Failure.doesNotVerify("\(file) names a signature of its checkpoint: \(error)")
            }
            return ReportDocument.TreeHeadSignature(key: key.description, lines: named.lines)
        }

        /// The same report, made anew from the log up to the checkpoint that it names.
        private func remade(
            _ document: ReportDocument,
            from reader: LogReader
        ) throws -> ReportDocument {
            let size = TreeSize(document.checkpoint.size)
            guard let root = try reader.root(at: size) else {
                throw Failure.doesNotVerify(
                    "\(file) names a checkpoint of \(size.count) entries, which the log has not reached"
                )
            }
            guard try reader.streams().contains(.call(document.call)) else {
                throw Failure.doesNotVerify("\(file) is about a call that the log does not have")
            }
            let terminal = options.terminal
            let maker = try ReportMaker(document.call) {
                try reader.vouchedEvents(
                    in: $0,
                    of: size,
                    where: $1,
                    progress: terminal.progress("reading the call")
                )
            }
            terminal.progressDone()
            let context = ReportContext(
                remaking: document,
                root: root.bytes,
                signature: try signature(of: document, size, root, from: reader),
                labels: maker.labels,
                noticeTexts: maker.noticeTexts
            )
            return maker.document(document.kind, context)
        }
    }
}
