import Crypto

/// Signs notes in a log's name.
///
/// Pluggable, so that a key may live in other hardware and post-quantum signatures can come.
public protocol NoteSigner: Sendable {
    /// The key that checks the signatures; MUST never change.
    var verifierKey: VerifierKey { get }
    /// The signature over the bytes. MUST NOT keep or log them.
    func signature(over message: [UInt8]) throws -> [UInt8]
}

/// An Ed25519 key in memory.
public struct Ed25519Signer: NoteSigner {
    /// The key that checks the signatures.
    public let verifierKey: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// A fresh key under a random origin, both from the system generator.
    ///
    /// The origin reaches witnesses, so it must name nobody.
    public static func create() -> Ed25519Signer {
        let random = (0..<2).map { _ in UInt64.random(in: .min ... .max) }
        let digits = random.map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        let origin = "aside.example/log/" + digits.joined()
        guard let signer = Ed25519Signer(name: origin, key: Curve25519.Signing.PrivateKey()) else {
            preconditionFailure("an origin of letters, digits, dots and slashes is a valid name")
        }
        return signer
    }

    private init?(name: String, key: Curve25519.Signing.PrivateKey) {
        let publicKey = Array(key.publicKey.rawRepresentation)
        guard let verifierKey = VerifierKey(name: name, publicKey: publicKey) else { return nil }
        (self.verifierKey, self.key) = (verifierKey, key)
    }

    /// Parses `PRIVATE+KEY+<name>+<hex8 id>+<base64 of type and seed>`, the form of Go's
    /// `x/mod/sumdb/note`.
    public init?(encoded text: String) {
        let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY",
            let seed = StrictBase64.decode(parts[4]), seed.count == 33,
            seed.first == VerifierKey.Kind.ed25519.rawValue,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed.dropFirst())
        else { return nil }
        self.init(name: String(parts[2]), key: key)
        guard encoded == text else { return nil }
    }

    /// The private key in the form that `init(encoded:)` parses.
    ///
    /// A secret: for the key file only.
    var encoded: String {
        let id = verifierKey.description.dropFirst(verifierKey.name.count + 1).prefix(8)
        let seed = [VerifierKey.Kind.ed25519.rawValue] + key.rawRepresentation
        return "PRIVATE+KEY+\(verifierKey.name)+\(id)+" + StrictBase64.encode(seed)
    }

    /// The signature over the bytes.
    public func signature(over message: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: message))
    }
}

/// What a log is called and whose key signs it.
public struct LogIdentity: Sendable {
    /// The key's name, and the first line of each checkpoint.
    public var origin: String { signer.verifierKey.name }
    /// What signs.
    public let signer: any NoteSigner

    /// The identity of an existing log.
    public init(signer: any NoteSigner) { self.signer = signer }

    /// A fresh identity for a fresh log.
    public static func create() -> LogIdentity { LogIdentity(signer: Ed25519Signer.create()) }
}
