public import Events
import Foundation
import Glibc

/// The folder that holds a log: `log.db`, `keys.db` and `keys/` (DESIGN §7).
///
/// Made for its owner only. One process writes to it at a time; any number read.
public struct Home: Sendable {
    /// The folder of the log.
    public let path: String
    /// The folder of `keys.db` and `keys/`; the same one unless `ASIDE_KEYS` names another.
    public let keysPath: String

    /// A home at a path; nothing is made until a log is opened for writing.
    public init(path: String, keys: String? = nil) {
        self.path = path
        keysPath = keys ?? path
    }

    /// The log's file.
    public var logFile: String { path + "/log.db" }
    /// The file of wrapped data keys.
    public var keysFile: String { keysPath + "/keys.db" }
    /// The folder of keys and the head guard.
    public var keysFolder: String { keysPath + "/keys" }

    /// Whether a file is one of the log's, of its views' or of its keys': nobody else may write there.
    public func holds(_ file: String) -> Bool {
        func whole(_ path: String) -> String {
            URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
        }
        let (found, views) = (whole(file), path + "/views.db")
        let own = [logFile, keysFile, views].map(whole)
            .flatMap { [$0, $0 + "-wal", $0 + "-shm", $0 + "-journal"] }
        return own.contains(found) || found.hasPrefix(whole(keysFolder) + "/")
    }

    var keys: HomeKeys { HomeKeys(folder: keysFolder) }

    /// Where secret keys lie that others than the owner may read or replace; none as Aside makes them.
    public var exposedKeys: [String] {
        [keysFolder, keys.logKey, keys.masterKey, keysFile].filter(Files.isOpenToOthers)
    }

    /// Opens the log for writing; makes home, keys and log if there is no log yet.
    ///
    /// A key that is missing, unreadable or another log's is an error, never replaced; so are a verifier
    /// key that is not the signing key's, and data keys that the log has made and its key store does not
    /// have. The writer's lock is held until the log
    /// is closed.
    public func openLog(
        clock: any WallClock,
        ids: IDGenerator,
        settings: SignedLog.Settings = SignedLog.Settings()
    ) throws(HomeError) -> SignedLog {
        try Files.makeFolder(path)
        try Files.makeFolder(keysFolder)
        let lock = try WriterLock(home: path)
        _ = try Files.open(logFile, O_RDWR | O_CREAT)
        let storage: SQLiteStorage
        let isEmpty: Bool
        do {
            storage = try SQLiteStorage.open(path: logFile)
            isEmpty = try storage.read { try $0.size() } == 0
        } catch {
            throw .storage(StorageError(error))
        }
        let identity = try keys.identity(mayCreate: isEmpty)
        let vault = try openVault(mayCreate: isEmpty)
        try demandKeys(of: storage, in: vault)
        do {
            return try SignedLog.open(
                storage: storage,
                keys: vault,
                identity: identity,
                head: HeadFile(path: keys.head),
                clock: clock,
                ids: ids,
                settings: settings,
                release: { lock.release() }
            )
        } catch {
            throw .log(error)
        }
    }

    private func openVault(mayCreate: Bool) throws(HomeError) -> SQLiteKeyVault {
        let isNew = !Files.exists(keysFile)
        guard mayCreate || !isNew else { throw .keyMissing(path: keysFile) }
        let master = try keys.master(mayCreate: mayCreate && isNew)
        _ = try Files.open(keysFile, O_RDWR | O_CREAT)
        do {
            return try SQLiteKeyVault(path: keysFile, masterKey: master)
        } catch {
            throw .vault(error)
        }
    }

    /// A key store of another home, an older copy or an emptied one must not be written to: what is
    /// sealed under its new keys would be lost when the right one is put back.
    func demandKeys(
        of storage: SQLiteStorage,
        in vault: SQLiteKeyVault
    ) throws(HomeError) {
        let roster: KeyRoster
        do {
            roster = try storage.read { snapshot in
                // The log first: a key that is made meanwhile is then known and not yet expected.
                _ = try snapshot.size()
                return try KeyRoster(snapshot, known: try vault.known())
            }
        } catch let error as KeyVaultError {
            throw .vault(error)
        } catch {
            throw .storage(StorageError(error))
        }
        guard roster.missing == 0 else {
            throw .dataKeysMissing(
                path: keysFile,
                missing: roster.missing,
                expected: roster.expected
            )
        }
    }

    /// The data keys that were destroyed, which needs no key; nil when there is no file of keys.
    public func destroyedKeys() throws(HomeError) -> [DataKeyID]? {
        guard Files.exists(keysFile) else { return nil }
        do throws(KeyVaultError) { return try SQLiteKeyVault.tombstones(path: keysFile) } catch {
            throw .vault(error)
        }
    }

    /// Opens the log for reading, beside its writer if there is one.
    ///
    /// Without keys the structure can be read and verified; sealed content cannot.
    ///
    /// - Parameter opensContent: whether sealed content is to be read, for which the files of data keys
    ///   and of the master key are opened if they are there.
    public func openReader(opensContent: Bool = true) throws(HomeError) -> LogReader {
        guard Files.exists(logFile) else { throw .noLog(path: logFile) }
        let verifierKey = try keys.readVerifierKey()
        // The guard is read before any snapshot: the log may only be ahead of it.
        let head = try keys.readHead(by: verifierKey)
        let vault = try opensContent ? openVaultReadOnly() : nil
        do {
            return LogReader(
                storage: try SQLiteStorage.openReadOnly(path: logFile),
                vault: vault,
                verifierKey: verifierKey,
                head: head
            )
        } catch {
            throw .storage(error)
        }
    }

    /// The data keys for reading; nil where their file or that of the master key is not there.
    func openVaultReadOnly() throws(HomeError) -> SQLiteKeyVault? {
        guard Files.exists(keysFile), Files.exists(keys.masterKey) else { return nil }
        let master = try keys.master(mayCreate: false)
        do {
            return try SQLiteKeyVault(path: keysFile, masterKey: master, readOnly: true)
        } catch {
            throw .vault(error)
        }
    }
}
