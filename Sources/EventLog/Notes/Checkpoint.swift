public import Events

/// A signed tree head (C2SP tlog-checkpoint): origin, size, root and the note that vouches for them.
public struct Checkpoint: Hashable, Sendable {
    /// The log's name.
    public let origin: String
    /// How many entries it covers.
    public let size: TreeSize
    /// The root over them.
    public let root: TreeHash
    /// The signed note, verbatim.
    public let note: String

    /// Size and root, as a report names them.
    public var reference: CheckpointReference { CheckpointReference(size: size, root: root.bytes) }

    /// The longest decimal tree size read: 2^63 has nineteen digits.
    private static let mostDigits = 19

    /// Parses a note and accepts it by a key whose name is the origin.
    public init(parsing note: String, key: VerifierKey) throws(SignedNote.Rejection) {
        let parsed = try SignedNote(parsing: note)
        try parsed.verify(with: [key])
        let lines = parsed.body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, lines[0] == key.name,
            lines[1].utf8.count <= Self.mostDigits, let size = UInt64(lines[1]),
            String(size) == lines[1],
            let root = StrictBase64.decode(lines[2]).flatMap({ TreeHash($0) })
        else { throw .malformed }
        (origin, self.size, self.root, self.note) = (key.name, TreeSize(size), root, note)
    }

    /// Takes a tree head and the signature lines under it, as a report names them.
    ///
    /// - Throws: unless every line is a good signature of the head by this key: a line of another signer
    ///   would be shown without ever having been checked.
    public init(
        size: TreeSize,
        root: TreeHash,
        signedBy lines: [String],
        key: VerifierKey
    ) throws(SignedNote.Rejection) {
        let body = "\(key.name)\n\(size.count)\n\(StrictBase64.encode(root.bytes))\n"
        let note = body + "\n" + lines.map { $0 + "\n" }.joined()
        let parsed = try SignedNote(parsing: note)
        guard parsed.body == body, parsed.signatures.count == lines.count else {
            throw .malformed
        }
        guard parsed.signatures.allSatisfy({ $0.name == key.name && $0.keyID == key.id }) else {
            throw .noKnownSignature
        }
        try parsed.verify(with: [key])
        self.init(origin: key.name, size: size, root: root, note: note)
    }

    /// The signature lines, as they stand in the note behind its three lines and an empty one.
    public var signatureLines: [String] {
        note.split(separator: "\n").dropFirst(3).map { String($0) }
    }

    private init(origin: String, size: TreeSize, root: TreeHash, note: String) {
        (self.origin, self.size, self.root, self.note) = (origin, size, root, note)
    }

    /// Signs a tree head.
    static func sign(
        size: UInt64,
        root: TreeHash,
        identity: LogIdentity
    ) throws -> Checkpoint {
        let body = "\(identity.origin)\n\(size)\n\(StrictBase64.encode(root.bytes))\n"
        return Checkpoint(
            origin: identity.origin,
            size: TreeSize(size),
            root: root,
            note: try SignedNote.sign(body, by: identity.signer)
        )
    }
}
