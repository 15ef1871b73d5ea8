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

    /// Where the library is: the one that is named, else the one that is installed.
    static var path: String { named ?? installed.path }

    /// Whether the library is the one that was tested: it says its version nowhere but in a log that would
    /// hold tokens, so it is known by its digest.
    static var isTested: Bool {
        let digest = try? FileDigest.hex(of: URL(fileURLWithPath: path))
        return pinned.files.contains { $0.digest == digest }
    }

    private static var installed: URL {
        pinned.folder.appendingPathComponent("liblivekit_ffi.so")
    }

    /// Loads it.
    ///
    /// - Parameter tell: is told when somebody named another than was tested.
    static func load(telling tell: (String) -> Void) throws -> RoomClient {
        if named == nil, FileManager.default.fileExists(atPath: installed.path) {
            try pinned.check()
        }
        let client = try RoomClient(libraryAt: path) {
            // Nothing of the core can be trusted after that; a supervisor starts the process again, and
            // the log says where the call stood.
            Terminal(isJSON: true).complain("aside: " + CoreError.dead.description)
            exit(1)
        }
        if named != nil, !isTested {
            tell(
                "the client core that LIVEKIT_FFI_PATH names is another than the one of "
                    + "\(pinned.package), with which Aside was tested"
            )
        }
        return client
    }
}
