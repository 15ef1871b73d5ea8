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
}
