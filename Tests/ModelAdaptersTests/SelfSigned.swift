import Foundation
import NIOSSL
import Testing

/// A certificate that nobody vouches for, made by `openssl` and gone with the test.
final class SelfSigned: Sendable {
    private let folder: URL
    /// Its file (PEM).
    var file: String { folder.appending(path: "certificate.pem").path }
    private var key: String { folder.appending(path: "key.pem").path }

    init(name: String = "localhost") throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "aside-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + name,
            "-keyout", key, "-out", file,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0, "openssl made no certificate")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The server's side of TLS with it.
    func context() throws -> NIOSSLContext {
        let settings = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(file).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        )
        return try NIOSSLContext(configuration: settings)
    }
}
