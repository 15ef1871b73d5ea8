import Foundation
import LiveKitAdapter

/// LiveKit's client core on this machine.
enum ClientLibrary {
    /// The PyPI package that carries it, and the library in it for x86-64 Linux (LIVEKIT §1).
    static let pinned = PinnedPackage(
        what: "LiveKit's client core",
        package: "livekit==1.2.1",
        folderName: "livekit-1.2.1",
        files: [
            (
                "livekit/rtc/resources/liblivekit_ffi.so",
                "b0e3b91dcf42b486045b6acca4863b132e3c4d114d5701b5759c7661c04ea1eb"
            )
        ],
        fix: "livekit"
    )

    /// The library that somebody named, which is taken as it is.
    static var named: String? { ProcessInfo.processInfo.environment["LIVEKIT_FFI_PATH"] }

    /// Loads it.
    static func load() throws -> RoomClient {
        let installed = pinned.folder.appendingPathComponent("liblivekit_ffi.so")
        if named == nil, FileManager.default.fileExists(atPath: installed.path) {
            try pinned.check()
        }
        return try RoomClient(libraryAt: named ?? installed.path) {
            // Nothing of the core can be trusted after that; a supervisor starts the process again, and
            // the log says where the call stood.
            Terminal(isJSON: true).complain("aside: " + CoreError.dead.description)
            exit(1)
        }
    }
}
