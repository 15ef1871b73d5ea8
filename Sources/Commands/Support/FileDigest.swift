import Crypto
import Foundation

/// The digest of a file of any size, read piece by piece.
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
        return hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
