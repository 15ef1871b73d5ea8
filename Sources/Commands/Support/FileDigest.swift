import Crypto
import Foundation

/// Digests: of bytes, and of files of any size, read piece by piece.
enum FileDigest {
    private static let pieceBytes = 1 << 20

    /// Hex SHA-256 of a file.
    ///
    /// - Throws: what reading it throws.
    static func hex(of file: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var hash = SHA256()
        while let piece = try handle.read(upToCount: pieceBytes), !piece.isEmpty {
            hash.update(data: piece)
        }
        return hex(hash.finalize())
    }

    /// Hex SHA-256 of bytes.
    static func hex(of bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

    private static func hex(_ digest: SHA256.Digest) -> String {
        digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
