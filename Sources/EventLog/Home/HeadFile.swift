import Foundation
import Glibc
import Synchronization

/// The head guard in `keys/head`.
///
/// Overwritten in place after each commit, without a sync: the kernel keeps what a killed process
/// wrote. It is synced when its length changes (the size gets another digit), so that a power cut
/// leaves an older note or the newer one, never a shorter file around either.
final class HeadFile: HeadGuard {
    private let path: String
    /// Opened by the first `store`; the mutex guards it and the length last written.
    private let open = Mutex<(file: FileHandle, length: Int)?>(nil)

    init(path: String) { self.path = path }

    func load() throws -> String? { try Files.read(path) }

    func store(_ note: String) throws {
        try open.withLock { open in
            guard let (file, length) = open else {
                try Files.writeDurably(note, to: path)
                open = (try Files.open(path, O_RDWR), note.utf8.count)
                return
            }
            try Files.write(note, to: file, path: path)
            guard note.utf8.count != length else { return }
            guard ftruncate(file.fileDescriptor, off_t(note.utf8.count)) == 0,
                fsync(file.fileDescriptor) == 0
            else { throw Files.failure("syncing", path) }
            open = (file, note.utf8.count)
        }
    }
}
