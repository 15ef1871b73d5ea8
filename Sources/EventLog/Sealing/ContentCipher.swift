import Crypto
import Events

/// AES-256-GCM over one entry's content, bound to its place: the log, the event and the stream.
///
/// The key is always HKDF-SHA256 over the data keys of every subject, in the subjects' sorted
/// order (for one subject, over that one): destroying any of them makes the content unreadable.
enum ContentCipher {
    /// Bytes that bind a ciphertext to where it stands, so that it cannot be moved elsewhere.
    struct Place {
        let origin: String
        let event: EventID
        let stream: StreamName

        var bytes: [UInt8] {
            lengthPrefixed([origin, event.text, stream.text])
        }
    }

    /// Separates this use of the data keys from any other.
    private static let purpose = Array("aside/content-key/v1".utf8)

    static func key(from dataKeys: [DataKey]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: dataKeys.flatMap(\.bytes)),
            info: purpose,
            outputByteCount: DataKey.byteCount
        )
    }

    /// Seals under a nonce from the system generator.
    static func seal(_ plaintext: [UInt8], key: SymmetricKey, at place: Place) throws -> SealedBytes
    {
        let nonce = SystemRandom.bytes(nonceByteCount)
        let box = try AES.GCM.seal(
            plaintext,
            using: key,
            nonce: AES.GCM.Nonce(data: nonce),
            authenticating: place.bytes
        )
        var ciphertext = Array(box.ciphertext)
        ciphertext.append(contentsOf: box.tag)
        return SealedBytes(nonce: nonce, ciphertext: ciphertext)
    }

    /// What AES-GCM takes (NIST SP 800-38D §8.2.2).
    private static let nonceByteCount = 12

    /// Opens; throws when the bytes, the key or the place is another.
    static func open(_ sealed: SealedBytes, key: SymmetricKey, at place: Place) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(combined: sealed.nonce + sealed.ciphertext)
        return Array(try AES.GCM.open(box, using: key, authenticating: place.bytes))
    }

    /// Base64 SHA-256 of a ciphertext, as the entry names it.
    static func digest(_ sealed: SealedBytes) -> String {
        StrictBase64.encode(SHA256.hash(data: sealed.ciphertext))
    }
}

/// Salted commitments: what lets one field be disclosed with proof, and not be guessed.
enum Commitment {
    /// How many bytes a salt has: more than any guessing reaches.
    static let saltByteCount = 32
    private static let tag = Array("aside/commitment/v1\0".utf8)

    /// Fresh salts.
    static func salts(_ count: Int) -> [ArraySlice<UInt8>] {
        let bytes = SystemRandom.bytes(count * saltByteCount)
        return (0..<count).map { bytes[$0 * saltByteCount..<($0 + 1) * saltByteCount] }
    }

    /// Base64 SHA-256 over tag, salt, name and canonical value, the last two with their lengths.
    static func commit(name: String, value: JSON, salt: ArraySlice<UInt8>) -> String {
        var bytes = tag + salt
        bytes.append(lengthPrefixed: name.utf8)
        bytes.append(lengthPrefixed: CanonicalJSON.encode(value))
        return StrictBase64.encode(SHA256.hash(data: bytes))
    }
}
