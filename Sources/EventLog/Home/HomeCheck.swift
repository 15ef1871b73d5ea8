import Glibc

/// What a home lacks, looked for without opening it for writing.
extension Home {
    /// Compares the verifier key with the signing key, where both are there.
    ///
    /// - Throws: `HomeError.foreignVerifierKey` where they are not of one pair.
    public func checkVerifierKey() throws(HomeError) { try keys.requirePair() }

    /// Tries every data key; nil where their file or that of the master key is not there.
    ///
    /// - Throws: `HomeError.vault(.wrongMasterKey)` where none opens.
    public func checkDataKeys() throws(HomeError) -> KeyCheck? {
        guard let vault = try openVaultReadOnly() else { return nil }
        defer { try? vault.close() }
        do { return try vault.check() } catch { throw .vault(error) }
    }

    /// Asks whether every data key is there that the log has made and not destroyed, if there are a log
    /// and keys.
    ///
    /// - Throws: `HomeError.dataKeysMissing` where some are not.
    public func checkKeyRoster() throws(HomeError) {
        guard Files.exists(logFile), let vault = try openVaultReadOnly() else { return }
        defer { try? vault.close() }
        let storage: SQLiteStorage
        do { storage = try SQLiteStorage.openReadOnly(path: logFile) } catch {
            throw .storage(error)
        }
        defer { try? storage.close() }
        try demandKeys(of: storage, in: vault)
    }

    /// Tries whether a file can be made in each folder of the home that is there, and whether the files of
    /// log and keys can be written to; nothing is left behind.
    ///
    /// - Throws: `HomeError.file` for the first that does not let itself be written.
    public func checkWritable() throws(HomeError) {
        let folders = keysPath == path ? [path, keysFolder] : [path, keysPath, keysFolder]
        for folder in folders where Files.exists(folder) { try Files.tryWriting(in: folder) }
        for file in [logFile, keysFile, keys.head] where Files.exists(file) {
            guard access(file, W_OK) == 0 else { throw Files.failure("writing to", file) }
        }
    }
}
