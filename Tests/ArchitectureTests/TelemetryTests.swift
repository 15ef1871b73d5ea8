import Foundation
import Testing

/// STYLE §6: no transcript, name, prompt, token or key in any description, log line or metric label.
///
/// What a description or a log line interpolates is listed here, file by file, as safe: an index, a
/// count, a code, a closed word. Whatever is not on the list fails until somebody has thought of it.
@Suite("Descriptions and log lines carry no content")
struct TelemetryTests {
    /// What may be interpolated, by file; a file that is not named may interpolate nothing.
    private static let safe: [String: Set<String>] = [
        // Which of a test's own samples.
        "AsideTesting/Mutations.swift": ["place"],
        // The person's own path, and forms and fields of their file.
        "Agent/InputError.swift": ["path", "line", "found", "expected"],
        // Names of settings.
        "Agent/Call/OpenCall.swift": ["fields.joined(separator: \", \")"],
        // How many vectors, and how many numbers in one.
        "Agent/Knowledge/Retrieval/Embedder.swift": ["found", "expected"],
        // The name of an input, from the tool's own description.
        "Agent/Tools/ToolRefusal.swift": ["input"],
        // The operator's own file and names of theirs, and forms of what stands there.
        "ModelAdapters/Tools/ToolTerms.swift": ["place", "found", "expected"],
        "ConsentGate/JurisdictionTable.swift": ["what", "code"],
        "ConsentGate/Permit.swift": ["purpose.rawValue"],
        "Agent/Egress/EgressDoor.swift": ["purpose.rawValue"],
        "EventLog/Home/HomeError.swift": [
            "home", "path", "found", "attempted", "missing", "expected",
        ],
        "EventLog/Notes/ProofFile.swift": ["index.value"],
        "EventLog/Sealing/ContentOpener.swift": ["index.value"],
        // A call's id.
        "EventLog/Sealing/KeyVault.swift": ["error", "call"],
        "EventLog/Sequencer/AppendError.swift": [
            "error", "error.found", "found", "limit", "stop",
        ],
        "EventLog/Sequencer/Erasure.swift": ["cause"],
        "EventLog/Sequencer/OpenError.swift": [
            "found", "log", "damage.rawValue", "guarded.count", "found.count", "error",
        ],
        "EventLog/Storage/StorageError.swift": ["found", "certainty", "code.advice"],
        "Events/CanonicalJSON.swift": ["offset", "fault.rawValue"],
        "Events/Envelope.swift": ["name"],
        "Events/Positions.swift": ["found.value", "expected", "saw.value"],
        // A constant of the projection's, and two indexes.
        "Projections/FoldMark.swift": [
            "mark.projection", "mark.position.count", "reached.count",
        ],
        // The person's own path, and the form of the file.
        "Reports/ReportFile.swift": ["path", "found", "expected", "ReportDocument.format"],
        // The person's own path; a request of ours by its name; a field by its name.
        "LiveKitAdapter/Core/NativeCore.swift": ["path", "request"],
        // An HTTP status.
        "LiveKitAdapter/Dispatch/WorkerError.swift": ["status"],
        "LiveKitAdapter/Live/CallMetadata.swift": ["field"],
        // No error: a result, printed to whoever holds the report and the log it is compared with.
        "Reports/ReportComparison.swift": ["path", "found", "expected"],
        // The same: digests of price lists.
        "Reports/PriceDifference.swift": ["found", "expected", "ReportComparison.costSection"],
        // Counts of the person's own file, and the folder of a model.
        "Sentences/SentenceError.swift": ["folder", "file", "found", "expected"],
        "Sounds/SoundError.swift": [
            "found", "expected", "rate", "seconds", "folder", "SoundFile.rates.lowerBound",
            "SoundFile.rates.upperBound",
        ],
        // A tile's path in the tree.
        "EventLog/Merkle/Tile.swift": ["width", "name"],
    ]

    @Test func `every description interpolates only what is listed`() throws {
        for file in try Sources.files() where !file.hasPrefix("Sources/Commands/") {
            let safe = Self.safe[String(file.dropFirst("Sources/".count))] ?? []
            for body in bodies(of: "description", in: try Sources.text(of: file)) {
                for expression in interpolations(in: body) {
                    #expect(
                        safe.contains(expression),
                        "\(file) — \\(\(expression)) in a description is not listed as safe"
                    )
                }
            }
        }
    }

    @Test func `one file writes to a logger, in fixed words, and its keys are listed`() throws {
        let file = "Sources/Commands/Live/WorkerLog.swift"
        let users = try Sources.code().filter { $0.text.contains(/\bimport Logging\b/) }
        #expect(users.map(\.file) == [file])
        let lines = try Sources.code(of: file).map(\.text)
        #expect(lines.count { $0.contains("logger.") } == 1)
        #expect(lines.contains("_ message: StaticString,"))
        let start = try #require(lines.firstIndex { $0.contains("enum Key: String") })
        let names = lines[start + 1].dropFirst("case ".count).split(separator: ",")
        #expect(Set(names.map { $0.trimmingCharacters(in: .whitespaces) }) == Self.safeLogKeys)
        #expect(lines[start + 2] == "}")
    }

    /// The keys under which a log line may carry a value: the worker's name, a call's id, and closed
    /// sentences on how it ended and what was found.
    private static let safeLogKeys: Set<String> = ["agent", "call", "departure", "finding"]

    @Test func `nothing is printed but by the terminal`() throws {
        let printing = /(?:^|[^\w.])(?:print|debugPrint|dump|NSLog)\(/
        // Its own function of that name prints one event, through the terminal.
        let printer = "Sources/Commands/Replay/EventPrinter.swift"
        for line in try Sources.code() where line.text.contains(printing) && line.file != printer {
            Issue.record("\(line) — only Commands' terminal writes to standard output")
        }
    }

    @Test func `the list names only what is there`() throws {
        let files = try Set(Sources.files())
        for name in Self.safe.keys { #expect(files.contains("Sources/" + name)) }
    }

    /// The bodies of computed properties of a name.
    private func bodies(of property: String, in text: String) -> [Substring] {
        var found: [Substring] = []
        var rest = text[...]
        while let start = rest.range(of: "var \(property): String {") {
            var depth = 1
            var end = start.upperBound
            while depth > 0, end < rest.endIndex {
                if rest[end] == "{" { depth += 1 }
                if rest[end] == "}" { depth -= 1 }
                end = rest.index(after: end)
            }
            found.append(rest[start.upperBound..<end])
            rest = rest[end...]
        }
        return found
    }

    private func interpolations(in body: Substring) -> [String] {
        body.matches(of: /\\\(((?:[^()]|\([^()]*\))*)\)/).map { String($0.1) }
    }
}
