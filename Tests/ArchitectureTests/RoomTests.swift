import Foundation
import Testing

/// DESIGN §1: which room may know which.
///
/// The compiler checks the declared dependencies; this checks
/// the import lines, since the flag misses what is reachable through a declared dependency.
@Suite("Every room knows only whom it may")
struct RoomTests {
    private static let coreRooms = [
        "Events", "EventLog", "ConsentGate", "Projections", "Agent", "Reports",
    ]

    /// What each room may import of ours.
    private static let allowed: [String: Set<String>] = [
        "Events": [],
        "EventLog": ["Events"],
        "ConsentGate": ["Events"],
        "Projections": ["Events"],
        "Agent": ["Events", "ConsentGate", "Projections"],
        "Reports": ["Events", "Projections"],
        // The only room that knows a C library of pictures; what it hands on is Agent's.
        "Pictures": ["Agent", "CYUV", "CTurboJPEG"],
        "CYUV": [],
        // The only room that knows the C libraries of sound.
        "Sounds": ["Agent", "CPocketSphinx", "CSoundFile", "CSoxr", "CVoiceActivity"],
        // The only room that knows a library of arithmetic.
        "Sentences": ["Agent", "COpenBLAS"],
        "COpenBLAS": [],
        "CPocketSphinx": [],
        "CSoundFile": [],
        "CSoxr": [],
        "CVoiceActivity": [],
        "CWebRTCAudio": [],
        "CTurboJPEG": [],
        // What two adapters need that must not know each other.
        "Sockets": [],
        "LiveKitAdapter": Set(coreRooms).union(["CLiveKitCore", "Sockets"]),
        "CLiveKitCore": [],
        "ModelAdapters": Set(coreRooms).union(["Sockets"]),
        "Server": Set(coreRooms),
        "Commands": Set(coreRooms).union([
            "Examples", "LiveKitAdapter", "ModelAdapters", "Pictures", "Sentences", "Server",
            "Sounds",
        ]),
        "aside": ["Commands"],
        "AsideTesting": Set(coreRooms),
    ]

    /// What a room of the core may import from outside: a new dependency is a decision.
    private static let dependencies: [String: Set<String>] = [
        "Events": ["Synchronization"],
        "EventLog": [
            "Crypto", "DequeModule", "Dispatch", "Foundation", "Glibc", "GRDB", "GRDBSQLite",
            "Musl",
            "Synchronization",
        ],
        "ConsentGate": ["Crypto", "Foundation"],
        "Projections": ["Crypto", "Foundation"],
        "Agent": ["Crypto", "Foundation", "Synchronization", "Yams"],
        "Reports": ["Crypto", "Foundation", "Mustache"],
    ]

    /// The module that a line imports.
    static func imported(by line: SourceLine) -> String? {
        let form =
            /^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|typealias|let|var)\s+)?(\w+)/
        return (try? form.firstMatch(in: line.text)).map { String($0.1) }
    }

    private func imports(of room: String) throws -> [(line: SourceLine, module: String)] {
        try Sources.code(in: room).compactMap { line in
            Self.imported(by: line).map { (line, $0) }
        }
    }

    @Test func `every room of Sources is in the table`() throws {
        for room in try Sources.rooms() {
            #expect(Self.allowed[room] != nil, "\(room) is not in DESIGN §1's table")
        }
    }

    @Test func `no room imports one that it must not know`() throws {
        let ours = Set(Self.allowed.keys).union(["Examples"])
        for room in try Sources.rooms() {
            for (line, module) in try imports(of: room) where ours.contains(module) {
                #expect(
                    Self.allowed[room]?.contains(module) == true,
                    "\(line) — \(room) must not know \(module)"
                )
            }
        }
    }

    @Test func `the core imports only the packages it was given`() throws {
        for room in Self.coreRooms {
            for (line, module) in try imports(of: room) where Self.allowed[module] == nil {
                #expect(
                    Self.dependencies[room]?.contains(module) == true,
                    "\(line) — \(module) is a new dependency of \(room)"
                )
            }
        }
    }

    @Test func `Sources never imports with @testable`() throws {
        for line in try Sources.code() where line.text.contains("@testable") {
            Issue.record("\(line)")
        }
    }

    @Test func `no type bears its module's name`() throws {
        let rooms = try Set(Sources.rooms())
        let form = /\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/
        for line in try Sources.code() {
            guard let match = try form.firstMatch(in: line.text) else { continue }
            #expect(!rooms.contains(String(match.1)), "\(line) — a type bears a module's name")
        }
    }

    @Test(arguments: [
        ("import Events", "Events"), ("public import Events", "Events"),
        ("@_spi(X) import struct Events.Purpose", "Events"), ("@preconcurrency import A", "A"),
        ("let important = 1", nil), ("internal import Crypto", "Crypto"),
    ])
    func `an import line is read in every form`(text: String, module: String?) {
        let line = SourceLine(file: "", number: 1, text: text)
        #expect(Self.imported(by: line) == module)
    }
}
