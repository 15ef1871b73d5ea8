import Crypto
import Events
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
        return Hex.text(of: hash.finalize())
    }

    /// Hex SHA-256 of bytes.
    static func hex(of bytes: [UInt8]) -> String { Hex.text(of: SHA256.hash(data: bytes)) }
}
