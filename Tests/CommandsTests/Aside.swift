import Foundation

/// The built command, run as a person runs it, in a home of its own.
struct Aside {
    /// What a run of the command said and how it ended.
    struct Run {
        var exitCode: Int32
        var output: String
        var errors: String

        var lines: [[String: Any]] {
            output.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
    }

    let folder: URL
    var home: String { folder.appendingPathComponent("home").path }

    init() throws {
        folder = Self.all.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Where the homes of one run of the tests lie; gone when it ends.
    private static let all: URL = {
        atexit { try? FileManager.default.removeItem(at: Aside.all) }
        return FileManager.default.temporaryDirectory
            .appendingPathComponent("aside-\(UUID().uuidString)")
    }()

    /// The package's folder.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The products of the build that runs these tests.
    private static var products: URL {
        let arguments = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
        let bundle = arguments.first.map { URL(fileURLWithPath: $0) }
        return (bundle ?? URL(fileURLWithPath: CommandLine.arguments[0]))
            .deletingLastPathComponent()
    }

    @discardableResult
    func run(_ arguments: String..., home: String? = nil) throws -> Run {
        try run(arguments, home: home)
    }

    @discardableResult
    func run(
        _ arguments: [String],
        home: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Run {
        try Self.execute(
            Self.products.appendingPathComponent("aside"),
            arguments + ["--home", home ?? self.home],
            environment: environment
        )
    }

    /// Runs the command at a terminal, for which Python stands in; what is said there is the output.
    func runAtTerminal(_ arguments: String...) throws -> Run {
        let program = Self.products.appendingPathComponent("aside").path
        let spawn =
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        return try Self.execute(
            URL(fileURLWithPath: "/usr/bin/env"),
            ["python3", "-c", spawn, program] + arguments + ["--home", home]
        )
    }

    /// Runs the command with its results going to a file or a device.
    func run(_ arguments: String..., into path: String) throws -> Run {
        try Self.execute(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", "target=$1; shift; exec \"$@\" > \"$target\"", "sh", path]
                + [Self.products.appendingPathComponent("aside").path] + arguments
                + ["--home", home]
        )
    }

    /// Replays a call in which little depends on how well the coach hears.
    func replay(_ script: String, _ more: String...) throws -> Run {
        try run(["replay", script, "--playbook", thinned("sales", to: 20)] + more)
    }

    /// An installed playbook with so many examples of each play at most, as a folder: a build for debugging
    /// takes seconds to learn a whole one.
    func thinned(_ name: String, to count: Int) throws -> String {
        let files = FileManager.default
        let whole = Self.package.appendingPathComponent("Examples/playbooks/\(name)")
        let thin = folder.appendingPathComponent("\(name)-\(count)")
        guard !files.fileExists(atPath: thin.path) else { return thin.path }
        try files.copyItem(at: whole, to: thin)
        for play in try files.contentsOfDirectory(at: thin, includingPropertiesForKeys: nil)
        where play.pathExtension == "md" {
            var examples = 0
            let lines = try String(contentsOf: play, encoding: .utf8).components(separatedBy: "\n")
            let kept = lines.filter { line in
                guard line.hasPrefix("  - \"") else { return true }
                examples += 1
                return examples <= count
            }
            try kept.joined(separator: "\n").write(to: play, atomically: true, encoding: .utf8)
        }
        return thin.path
    }

    /// Starts the command without waiting for its end.
    ///
    /// - Parameter environment: variables that it gets beside those of the tests.
    func start(
        _ arguments: [String],
        environment: [String: String] = [:],
        output: Pipe
    ) throws -> Process {
        let process = Process()
        process.executableURL = Self.products.appendingPathComponent("aside")
        process.arguments = arguments + ["--home", home]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs any program and waits for its end.
    ///
    /// - Parameter environment: variables that it gets beside those of the tests.
    static func execute(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> Run {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory
        let output = folder.appendingPathComponent(UUID().uuidString)
        let errors = folder.appendingPathComponent(UUID().uuidString)
        for url in [output, errors] {
            try Data().write(to: url)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        defer {
            try? FileManager.default.removeItem(at: output)
            try? FileManager.default.removeItem(at: errors)
        }
        return Run(
            exitCode: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    /// Writes a file into the test's folder and returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// The entries of an export of the log, parsed.
    func entries() throws -> [[String: Any]] {
        let export = folder.appendingPathComponent("export-\(UUID().uuidString)").path
        try run("log", "export", export)
        let text = try String(contentsOfFile: export + "/entries.ndjson", encoding: .utf8)
        return text.split(separator: "\n").compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// The types of the entries, without `aside.`.
    func types() throws -> [String] {
        try entries().compactMap { ($0["type"] as? String)?.dropFirst(6).description }
    }
}

extension Process {
    /// Ends the process as a power cut would.
    func killAtOnce() {
        kill(processIdentifier, SIGKILL)
        waitUntilExit()
    }
}
