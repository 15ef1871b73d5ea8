/// A text with signatures under it (C2SP signed-note), as it was received.
public struct SignedNote: Hashable, Sendable {
    /// One signature line.
    public struct Signature: Hashable, Sendable {
        /// The signer's name.
        public let name: String
        /// The signer's key id.
        public let keyID: UInt32
        /// What follows the key id.
        public let bytes: [UInt8]
    }

    /// Why a note is not accepted.
    public enum Rejection: Error, Hashable, Sendable, CustomStringConvertible {
        /// The text has not the form of a note.
        case malformed
        /// A signature by a known key does not verify.
        case badSignature
        /// No known key has signed.
        case noKnownSignature

        /// What was found and expected.
        public var description: String {
            switch self {
            case .malformed: "found a text that is not a signed note, expected the C2SP form"
            case .badSignature: "found a signature by a known key that does not verify"
            case .noKnownSignature: "found no signature by a known key, expected at least one"
            }
        }
    }

    /// The text, with its final line feed.
    public let body: String
    /// The signatures in their order.
    public let signatures: [Signature]

    /// How many signature lines are read: a witnessed checkpoint has a few, a forger many.
    public static let mostSignatures = 100
    /// The longest note read, in bytes: a checkpoint has a few hundred.
    public static let mostBytes = 1_000_000

    /// Parses a note, strictly; it vouches for nothing until `verify(with:)`.
    public init(parsing text: String) throws(Rejection) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.mostBytes, bytes.last == 0x0A,
            !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A })
        else { throw .malformed }
        let ends = bytes.indices.dropLast(2)
        guard let gap = ends.last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }) else {
            throw .malformed
        }
        body = String(decoding: bytes[...gap], as: UTF8.self)
        let lines = bytes[(gap + 2)...].dropLast().split(
            separator: 0x0A,
            omittingEmptySubsequences: false
        )
        guard lines.count <= Self.mostSignatures else { throw .malformed }
        var signatures: [Signature] = []
        for line in lines {
            signatures.append(try Self.signature(String(decoding: line, as: UTF8.self)))
        }
        self.signatures = signatures
    }

    private static func signature(_ line: String) throws(Rejection) -> Signature {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", VerifierKey.isName(parts[1]),
            let raw = StrictBase64.decode(parts[2]), raw.count > 4
        else { throw .malformed }
        let keyID = raw.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Signature(name: String(parts[1]), keyID: keyID, bytes: Array(raw.dropFirst(4)))
    }

    /// Accepts the note if at least one of the keys has signed it and none of their signatures
    /// fails; lines by others are passed over.
    public func verify(with keys: [VerifierKey]) throws(Rejection) {
        var verified = false
        for line in signatures {
            let signer = keys.first { $0.name == line.name && $0.id == line.keyID }
            guard let signer else { continue }
            guard signer.isValid(line.bytes, over: Array(body.utf8)) else { throw .badSignature }
            verified = true
        }
        guard verified else { throw .noKnownSignature }
    }

    /// Signs a text, which must end in a line feed.
    static func sign(_ body: String, by signer: any NoteSigner) throws -> String {
        precondition(body.hasSuffix("\n"), "the text of a note ends in a line feed")
        let key = signer.verifierKey
        let id = (0..<4).map { UInt8(truncatingIfNeeded: key.id >> UInt32(24 - 8 * $0)) }
        let signature = id + (try signer.signature(over: Array(body.utf8)))
        return body + "\n\u{2014} \(key.name) " + StrictBase64.encode(signature) + "\n"
    }
}
