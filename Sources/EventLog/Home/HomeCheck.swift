/// What a home lacks, looked for without opening it for writing.
extension Home {
    /// Compares the verifier key with the signing key, where both are there.
    ///
    /// - Throws: `HomeError.foreignVerifierKey` where they are not of one pair.
    public func checkVerifierKey() throws(HomeError) { try keys.requirePair() }
}
