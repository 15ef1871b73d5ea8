import Crypto
import Foundation

/// A public key that vouches for notes, under a name (C2SP signed-note).
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The kind of signature, as the first byte of the encoded key says.
    public enum Kind: UInt8, Sendable {
        case ed25519 = 0x01
    }

    /// The name; a log's is its origin.
    public let name: String
    /// The first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), big-endian.
    public let id: UInt32
    /// The 32 bytes of the public key.
    public let publicKey: [UInt8]

    /// A key by its name and public bytes; nil unless both have the form that notes allow.
    public init?(name: String, publicKey: [UInt8]) {
        guard Self.isName(name), publicKey.count == 32 else { return nil }
        self.name = name
        self.publicKey = publicKey
        let hash = SHA256.hash(data: Array(name.utf8) + [0x0A, Kind.ed25519.rawValue] + publicKey)
        id = hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Parses `name+hex8(id)+base64(type ‖ public key)`; the id must be the recomputed one.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = StrictBase64.decode(parts[2]),
            key.first == Kind.ed25519.rawValue
        else { return nil }
        self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
        guard hex(id) == parts[1] else { return nil }
    }

    /// `name+hex8(id)+base64(type ‖ public key)`.
    public var description: String {
        name + "+" + hex(id) + "+" + StrictBase64.encode([Kind.ed25519.rawValue] + publicKey)
    }

    /// Whether the signature is this key's over the bytes.
    public func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: message)
    }

    /// The public key as PEM (SubjectPublicKeyInfo, RFC 8410), for `openssl`.
    public var pem: String {
        let prefix: [UInt8] = [
            0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
        ]
        return "-----BEGIN PUBLIC KEY-----\n" + StrictBase64.encode(prefix + publicKey)
            + "\n-----END PUBLIC KEY-----\n"
    }

    /// A name is not empty and has no space and no plus (C2SP signed-note).
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value > 0x1F && $0.value != 0x7F
            }
    }
}

private func hex(_ id: UInt32) -> String {
    let text = String(id, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
}
