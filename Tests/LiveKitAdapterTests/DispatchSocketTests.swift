import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket
import Sockets
import SocketTesting
import Testing

@testable import LiveKitAdapter

@Suite("A worker's socket", .timeLimit(.minutes(1)))
struct DispatchSocketTests {
    /// A conversation whose incoming messages can be awaited.
    private struct Conversation {
        let outgoing = AsyncStream.makeStream(of: [UInt8].self)
        let incoming = AsyncStream.makeStream(of: [UInt8].self)
        let task: Task<Result<Void, WorkerError>, Never>

        init(over socket: WorkerSocket) {
            let (outgoing, incoming) = (outgoing.stream, incoming.continuation)
            task = Task {
                do throws(WorkerError) {
                    try await socket.converse(
                        token: "token",
                        sending: outgoing,
                        opened: {},
                        received: { incoming.yield($0) }
                    )
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
        }

        func message() async -> [UInt8]? { await incoming.stream.first { _ in true } }
        func send(_ bytes: [UInt8]) { outgoing.continuation.yield(bytes) }

        /// What became of it.
        var end: WorkerError? {
            get async {
                guard case .failure(let error) = await task.value else { return nil }
                return error
            }
        }
    }

    private func conversation(with server: DispatchServer) throws -> Conversation {
        Conversation(over: WorkerSocket(address: try server.address()))
    }

    @Test func `brings its token and whole messages both ways`() async throws {
        let server = try await DispatchServer()
        let conversation = try conversation(with: server)
        let peer = try await server.peer()
        #expect(peer.head.headers["authorization"] == ["Bearer token"])
        #expect(peer.head.headers["host"] == [String(server.url().dropFirst("ws://".count))])
        conversation.send([1, 2, 3])
        let frame = try #require(await peer.frame())
        #expect(frame.opcode == .binary && frame.maskKey != nil)
        #expect(Array(buffer: frame.unmaskedData) == [1, 2, 3])
        try await peer.send(.binary, [4, 5])
        #expect(await conversation.message() == [4, 5])
        conversation.outgoing.continuation.finish()
        try await peer.sayFarewell()
        #expect(await conversation.end == nil)
    }

    @Test func `puts fragments together, with a ping in between`() async throws {
        let server = try await DispatchServer()
        let conversation = try conversation(with: server)
        let peer = try await server.peer()
        try await peer.send(.binary, [1], fin: false)
        try await peer.send(.ping, [9, 9])
        try await peer.send(.continuation, [2], fin: false)
        try await peer.send(.continuation, [3])
        #expect(await conversation.message() == [1, 2, 3])
        let pong = try #require(await peer.frame())
        #expect(pong.opcode == .pong)
        #expect(Array(buffer: pong.unmaskedData) == [9, 9])
        try await peer.channel.close()
        #expect(await conversation.end == nil)
    }

    @Test func `passes over text, and reads a message as long as the limit`() async throws {
        let server = try await DispatchServer()
        let conversation = try conversation(with: server)
        let peer = try await server.peer()
        try await peer.send(.text, Array("{}".utf8))
        let long = [UInt8](repeating: 7, count: WorkerLimits.messageBytes)
        try await peer.send(.binary, long)
        #expect(await conversation.message() == long)
        try await peer.channel.close()
    }

    @Test(arguments: [true, false])
    func `ends with a message beyond the limit`(inFragments: Bool) async throws {
        let server = try await DispatchServer()
        let conversation = try conversation(with: server)
        let peer = try await server.peer()
        let half = [UInt8](repeating: 7, count: WorkerLimits.messageBytes / 2 + 1)
        if inFragments {
            try await peer.send(.binary, half, fin: false)
            // The worker may be gone before all of it is written.
            try? await peer.send(.continuation, half)
        } else {
            try? await peer.send(.binary, half + half)
        }
        #expect(await conversation.end == nil)
        conversation.incoming.continuation.finish()
        #expect(await conversation.message() == nil)
    }

    @Test func `answers a farewell`() async throws {
        let server = try await DispatchServer()
        let conversation = try conversation(with: server)
        let peer = try await server.peer()
        try await peer.send(.connectionClose, [0x03, 0xe8])
        #expect(await peer.frame()?.opcode == .connectionClose)
        #expect(await conversation.end == nil)
    }

    @Test(arguments: [
        (SocketServer.Manner.refuse(.unauthorized), WorkerError.keyRefused),
        (.refuse(.notFound), .notLiveKit(status: 404)),
        (.refuse(.serviceUnavailable), .notLiveKit(status: 503)),
        (.refuse(.ok), .notLiveKit(status: 200)),
        (.babble, .notLiveKit(status: nil)),
    ])
    func `says what it found instead`(
        manner: SocketServer.Manner,
        error: WorkerError
    ) async throws {
        let server = try await DispatchServer(manner)
        #expect(await (try conversation(with: server)).end == error)
    }

    @Test func `says that nobody is there`() async throws {
        let server = try await DispatchServer()
        let socket = WorkerSocket(address: try server.address())
        try await server.close()
        #expect(await Conversation(over: socket).end == .unreachable)
        let nowhere = WorkerSocket(address: try DeploymentAddress("ws://host.invalid"))
        #expect(await Conversation(over: nowhere).end == .unreachable)
    }

    @Test func `a connection that is not made in time is with nobody`() async throws {
        // No time at all: it is over before the name is looked up, whoever answers there.
        let client = WebSocketClient(
            try #require(WebSocketAddress("ws://localhost:9")),
            limits: WebSocketLimits(messageBytes: 1, messageFragments: 1, connectMicros: 0)
        )
        await #expect(throws: WebSocketError.unreachable) {
            try await client.converse(at: "/", headers: [], opened: { _ in }, received: { _ in })
        }
    }

    @Test func `a cancelled task gives up a server that says nothing`() async throws {
        let server = try await DispatchServer(.silent)
        let conversation = try conversation(with: server)
        conversation.task.cancel()
        #expect(await conversation.end != nil)
    }

    @Test func `a server without TLS is not trusted`() async throws {
        let server = try await DispatchServer(.babble)
        let socket = WorkerSocket(address: try server.address("wss"))
        #expect(await Conversation(over: socket).end == .untrusted)
    }

    @Test func `TLS needs a certificate that is trusted and names the host`() async throws {
        let pair = try TestCertificate()
        let server = try await DispatchServer(tls: pair.serverContext)
        func end(_ host: String, roots: NIOSSLTrustRoots) async throws -> WorkerError? {
            var socket = WorkerSocket(address: try server.address("wss", host: host))
            socket.client.tls.trustRoots = roots
            let conversation = Conversation(over: socket)
            if roots != .default, host == "localhost" {
                try await server.peer().channel.close()
            }
            return await conversation.end
        }
        #expect(try await end("localhost", roots: .default) == .untrusted)
        #expect(try await end("127.0.0.1", roots: .certificates([pair.certificate])) == .untrusted)
        #expect(try await end("localhost", roots: .certificates([pair.certificate])) == nil)
    }
}

/// A certificate for `localhost`, made for one test.
private struct TestCertificate {
    let certificate: NIOSSLCertificate
    let serverContext: NIOSSLContext

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, file) = (folder.path + "/key.pem", folder.path + "/cert.pem")
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", file,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        let certificate = try #require(try NIOSSLCertificate.fromPEMFile(file).first)
        self.certificate = certificate
        serverContext = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)],
                privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem))
            )
        )
    }
}
