import NIOCore
import NIOWebSocket

/// The way to send over a WebSocket that is open; any task may use it.
///
/// Each function returns when the connection has taken what it was given, so a server that does not read
/// holds its writer up; and throws when the connection is gone.
public struct WebSocketWriter: Sendable {
    let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    let channel: any Channel

    /// Sends a text.
    public func send(text: String) async throws { try await write(.text, ByteBuffer(string: text)) }

    /// Sends bytes.
    public func send(_ bytes: [UInt8]) async throws {
        try await write(.binary, ByteBuffer(bytes: bytes))
    }

    /// Asks for a pong.
    public func ping() async throws { try await write(.ping, ByteBuffer()) }

    /// Says farewell; the connection ends with the other side's.
    public func close() async throws { try await write(.connectionClose, Self.farewell) }

    /// Drops the connection.
    public func drop() { channel.close(promise: nil) }

    /// The code of a normal end.
    private static let farewell = ByteBuffer(integer: UInt16(1000))

    func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) async throws {
        try await outbound.write(
            WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
        )
    }
}
