import Foundation
import NIOCore
import NIOSSL
import NIOWebSocket
import SocketTesting
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

/// A server with a worker's socket.
struct DispatchServer: Sendable {
    private let server: SocketServer

    /// A server on a free port.
    init(_ manner: SocketServer.Manner = .open, tls: NIOSSLContext? = nil) async throws {
        server = try await SocketServer(manner, at: "/agent", tls: tls)
    }

    /// Where it is.
    func url(_ scheme: String = "ws", host: String = "127.0.0.1") -> String {
        server.url(scheme, host: host)
    }

    func address(_ scheme: String = "ws", host: String = "127.0.0.1") throws -> DeploymentAddress {
        try DeploymentAddress(url(scheme, host: host))
    }

    /// Accepts nobody any more.
    func close() async throws { try await server.close() }

    /// The next worker that connects.
    func peer() async throws -> SocketPeer { try #require(await server.nextPeer()) }
}

extension SocketPeer {
    /// The next message of the worker.
    func message() async throws -> WorkerFromWorker.OneOf_Message {
        let frame = try #require(await frame())
        try #require(frame.opcode == .binary && frame.fin && frame.maskKey != nil)
        let bytes = Array(buffer: frame.unmaskedData)
        return try #require(try WorkerFromWorker(serializedBytes: bytes).message)
    }

    func send(_ message: WorkerFromServer.OneOf_Message) async throws {
        let bytes: [UInt8] = try WorkerFromServer.with { $0.message = message }.serializedBytes()
        try await send(.binary, bytes)
    }

    /// Takes a worker's registration and its first report.
    func register() async throws {
        guard case .register = try await message() else {
            Issue.record("the first message is no registration")
            return
        }
        try await send(.register(.init()))
        guard case .updateWorker = try await message() else {
            Issue.record("the second message is no report")
            return
        }
    }

    /// Answers the worker's farewell.
    func sayFarewell() async throws {
        while let frame = await frame() {
            guard frame.opcode == .connectionClose else { continue }
            try await send(.connectionClose, [0x03, 0xe8])
            // The worker may be the first to close.
            try? await channel.close()
            return
        }
        Issue.record("the worker went without a farewell")
    }
}
