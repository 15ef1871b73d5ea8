/// The files of `keys/`: the signing key, the master key, the verifier key and the head guard.
struct HomeKeys {
    let folder: String

    var logKey: String { folder + "/log.key" }
    var masterKey: String { folder + "/master.key" }
    var verifierKey: String { folder + "/log.vkey" }
    var head: String { folder + "/head" }

    /// The log's identity.
    ///
    /// - Parameter mayCreate: whether the log is empty; a new key on a log with entries would fork
    ///   it silently.
    func identity(mayCreate: Bool) throws(HomeError) -> LogIdentity {
        if let signer = try readSigner() {
            try requirePair(with: signer)
            if !Files.exists(verifierKey) { try writeVerifierKey(signer) }
            return LogIdentity(signer: signer)
        }
        guard mayCreate else { throw .keyMissing(path: logKey) }
        return try create()
    }

    private func readSigner() throws(HomeError) -> Ed25519Signer? {
        guard let text = try Files.read(logKey) else { return nil }
        guard let signer = Ed25519Signer(encoded: withoutLineFeed(text)) else {
            throw .keyUnreadable(path: logKey, found: "something else than a signing key")
        }
        return signer
    }

    /// Throws where signing key and verifier key are both there and are not of one pair: what is signed
    /// by the one would never verify against the other.
    func requirePair() throws(HomeError) {
        if let signer = try readSigner() { try requirePair(with: signer) }
    }

    private func requirePair(with signer: Ed25519Signer) throws(HomeError) {
        let own = signer.verifierKey
        guard let found = try readVerifierKey(), found != own else { return }
        throw .foreignVerifierKey(
            path: verifierKey,
            found: found.description,
            expected: own.description
        )
    }

    private func create() throws(HomeError) -> LogIdentity {
        let signer = Ed25519Signer.create()
        try Files.writeDurably(signer.encoded + "\n", to: logKey)
        try writeVerifierKey(signer)
        return LogIdentity(signer: signer)
    }

    private func writeVerifierKey(_ signer: Ed25519Signer) throws(HomeError) {
        try Files.writeDurably(signer.verifierKey.description + "\n", to: verifierKey)
    }

    /// The key that checks the log; nil when the file is not there.
    func readVerifierKey() throws(HomeError) -> VerifierKey? {
        guard let text = try Files.read(verifierKey) else { return nil }
        guard let key = VerifierKey(withoutLineFeed(text)) else {
            throw .keyUnreadable(path: verifierKey, found: "something else than a verifier key")
        }
        return key
    }

    /// The head guard's note; nil when there is none.
    ///
    /// Its writer overwrites it in place and may be half done: what cannot be read by the key is read
    /// again before it is taken for what the file holds.
    func readHead(by key: VerifierKey?) throws(HomeError) -> String? {
        var note = try Files.read(head)
        guard let key else { return note }
        for _ in 0..<Self.mostHeadReads {
            guard let found = note, (try? Checkpoint(parsing: found, key: key)) == nil else {
                break
            }
            note = try Files.read(head)
        }
        return note
    }

    private static let mostHeadReads = 100

    /// The key that wraps data keys.
    func master(mayCreate: Bool) throws(HomeError) -> [UInt8] {
        if let text = try Files.read(masterKey) {
            guard let key = StrictBase64.decode(withoutLineFeed(text)),
                key.count == DataKey.byteCount
            else {
                throw .keyUnreadable(path: masterKey, found: "something else than a master key")
            }
            return key
        }
        guard mayCreate else { throw .keyMissing(path: masterKey) }
        let key = DataKey.generate().bytes
        try Files.writeDurably(StrictBase64.encode(key) + "\n", to: masterKey)
        return key
    }

    private func withoutLineFeed(_ text: String) -> String {
        text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
