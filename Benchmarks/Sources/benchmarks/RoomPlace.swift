import Agent
import ConsentGate
import CoreWatch
import Foundation
import LiveKitAdapter
import Sounds

/// What hears the people.
enum Hearing: String {
    /// Nothing: sound is counted.
    case counting
    /// What `aside join` hears with where nothing else is configured.
    case onDevice = "on-device"
}

/// What the rooms of a process share: the core, the log, and what the coach knows.
struct RoomPlace {
    let client: RoomClient
    let home: BenchmarkLog
    let url: String
    let credentials: RoomCredentials
    let pack: DomainPack
    let playbook: Playbook
    let jurisdictions: JurisdictionTable
    /// One for all rooms; nil where sound is only counted.
    let recognizer: (any SpeechRecognizer)?
    private let folder: Folder

    /// Reads everything before the first room is joined, as the coach does.
    init(library: String, repository: String, hearing: Hearing) throws {
        func setting(_ name: String) -> String { ProcessInfo.processInfo.environment[name] ?? "" }
        url = setting("LIVEKIT_URL")
        credentials = RoomCredentials(
            key: setting("LIVEKIT_API_KEY"),
            secret: setting("LIVEKIT_API_SECRET")
        )
        client = try RoomClient(libraryAt: library) {
            preconditionFailure("the client core has died")
        }
        recognizer = try hearing == .onDevice ? KeywordRecognizer(SpeechModel()) : nil
        folder = try Folder()
        home = try BenchmarkLog(in: folder)
        let data = repository + "/Sources/Commands/Data"
        pack = try DomainPack(parsing: Self.file(data + "/packs/sales.yaml"))
        jurisdictions = try JurisdictionTable(
            parsing: Self.file(data + "/jurisdictions.json").bytes
        )
        let plays = repository + "/Examples/playbooks/sales"
        playbook = try Playbook(
            parsing: FileManager.default.contentsOfDirectory(atPath: plays)
                .filter { $0.hasSuffix(".md") }.sorted().map { try Self.file(plays + "/" + $0) }
        )
    }

    private static func file(_ path: String) throws -> SourceFile {
        SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }
}

/// The watch at the core's door, if it is there.
struct CoreWatch {
    private let read: @convention(c) () -> watch_moments

    init?(_ library: String) {
        guard let handle = dlopen(library, RTLD_NOW), let symbol = dlsym(handle, "watch_read")
        else { return nil }
        read = unsafeBitCast(symbol, to: (@convention(c) () -> watch_moments).self)
    }

    var moments: watch_moments { read() }
}
