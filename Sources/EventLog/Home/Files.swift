import Foundation
import Glibc

/// The few file operations whose permissions and durability matter, over POSIX calls.
enum Files {
    /// Makes a folder and its parents, for its owner only; one that is there stays as it is.
    static func makeFolder(_ path: String) throws(HomeError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            // Foundation then names no number, and that of the system is of something else.
            guard !exists(path) else {
                throw .file(
                    attempted: "making the folder",
                    path: path,
                    found: "a file of that name"
                )
            }
            throw failure("making the folder", path, error)
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether others than its owner may do anything with what is at a path.
    static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    /// Opens a file, making it for its owner only if it is not there.
    static func open(_ path: String, _ flags: Int32) throws(HomeError) -> FileHandle {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("opening", path) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Writes a file so that it is there whole or not at all, whatever happens, and durable on
    /// return; for its owner only.
    static func writeDurably(_ text: String, to path: String) throws(HomeError) {
        let fresh = path + ".new"
        unlink(fresh)
        let file = try open(fresh, O_WRONLY | O_CREAT | O_EXCL)
        try write(text, to: file, path: fresh)
        guard fsync(file.fileDescriptor) == 0 else { throw failure("syncing", fresh) }
        guard rename(fresh, path) == 0 else { throw failure("renaming to", path) }
        let folder = try open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY)
        guard fsync(folder.fileDescriptor) == 0 else {
            throw failure("syncing the folder of", path)
        }
    }

    /// Makes a file in a folder and removes it again.
    static func tryWriting(in folder: String) throws(HomeError) {
        let path = folder + "/.try-" + UUID().uuidString
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("making a file in", folder) }
        close(descriptor)
        unlink(path)
    }

    /// Writes a text at the start of an open file.
    static func write(_ text: String, to file: FileHandle, path: String) throws(HomeError) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    file.fileDescriptor,
                    $0.baseAddress?.advanced(by: written),
                    bytes.count - written,
                    off_t(written)
                )
            }
            guard count > 0 else { throw failure("writing", path) }
            written += count
        }
    }

    /// A small file's text; nil when it is not there.
    ///
    /// Of bytes that are no text it is another one, which whoever parses it refuses.
    static func read(_ path: String) throws(HomeError) -> String? {
        guard exists(path) else { return nil }
        let file = try open(path, O_RDONLY)
        do { return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self) } catch {
            throw failure("reading", path)
        }
    }

    /// What a call of POSIX has just failed at.
    static func failure(_ attempted: String, _ path: String) -> HomeError {
        .file(attempted: attempted, path: path, found: String(cString: strerror(errno)))
    }

    /// What Foundation has thrown at, by the number below its error.
    static func failure(_ attempted: String, _ path: String, _ error: any Error) -> HomeError {
        let below = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let number = Int32(truncatingIfNeeded: below?.code ?? Int(errno))
        return .file(attempted: attempted, path: path, found: String(cString: strerror(number)))
    }
}

/// The lock of a home's one writer, held until the value is freed or the process ends.
final class WriterLock: Sendable {
    private let file: FileHandle

    /// Takes the lock, or throws at once when another holds it.
    init(home: String) throws(HomeError) {
        let path = home + "/writer.lock"
        file = try Files.open(path, O_RDWR | O_CREAT)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .inUse(home: home) : Files.failure("locking", path)
        }
    }

    func release() { flock(file.fileDescriptor, LOCK_UN) }
}
