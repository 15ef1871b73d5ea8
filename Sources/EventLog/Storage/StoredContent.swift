public import Events

/// Ciphertext with its tag, and the nonce it was sealed with.
public struct SealedBytes: Hashable, Sendable {
    /// 12 bytes, from the system generator.
    public var nonce: [UInt8]
    /// The ciphertext and the 16 bytes of its tag.
    public var ciphertext: [UInt8]

    /// Sealed bytes of their parts.
    public init(
        nonce: [UInt8],
        ciphertext: [UInt8]
    ) {
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}

/// Sealed content on its way into the store.
public struct StoredContent: Hashable, Sendable {
    /// The entry it belongs to.
    public var index: EntryIndex
    /// The sealed fields.
    public var fields: SealedBytes
    /// The sealed attachment.
    public var attachment: StoredAttachment?
    /// Whom it is about, sorted.
    public var subjects: [Pseudonym]

    /// Content of its parts.
    public init(
        index: EntryIndex,
        fields: SealedBytes,
        attachment: StoredAttachment?,
        subjects: [Pseudonym]
    ) {
        self.index = index
        self.fields = fields
        self.attachment = attachment
        self.subjects = subjects
    }
}

/// A sealed attachment, such as a frame.
public struct StoredAttachment: Hashable, Sendable {
    /// SHA-256 of the ciphertext, 32 bytes.
    public var digest: [UInt8]
    /// The sealed bytes.
    public var bytes: SealedBytes

    /// An attachment of its parts.
    public init(
        digest: [UInt8],
        bytes: SealedBytes
    ) {
        self.digest = digest
        self.bytes = bytes
    }
}

/// What is found stored beside one entry; in a store that was tampered with, anything.
public struct StoredBeside: Hashable, Sendable {
    /// The sealed fields.
    public var fields: SealedBytes?
    /// The sealed attachments: one at most, unless somebody added more.
    public var attachments: [StoredAttachment] = []
    /// Whom the content is about, sorted.
    public var subjects: [Pseudonym] = []

    /// Nothing.
    public init() {}
}
