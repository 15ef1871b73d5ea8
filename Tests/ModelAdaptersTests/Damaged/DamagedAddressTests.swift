import Agent
import AsideTesting
import Foundation
import Sockets
import Testing

@testable import ModelAdapters

@Suite("Damaged addresses and keys", .timeLimit(.minutes(Mutations.minutes)))
struct DamagedAddressTests {
    private static let addresses = [
        "https://api.example.com:8443/v1?api-version=1", "wss://speech.example.com/",
        "http://127.0.0.1:8000/v1/", "https://[::1]/a.b",
    ]

    @Test func `a service is asked at its own host and not in plain, or not at all`() async throws {
        func read(_ bytes: [UInt8]) -> ServiceAddress? {
            String(validating: bytes, as: UTF8.self).flatMap { try? ServiceAddress($0) }
        }
        try await Mutations.each(of: Self.addresses, intact: { read($0) != nil }) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self), let address = read(bytes)
            else { return }
            let parts = URLComponents(string: address.url(of: "x", base: "/v1"))
            #expect(parts?.user == nil && parts?.password == nil && parts?.fragment == nil)
            #expect(parts?.scheme == "https" || Destination.isThisMachine(address.host))
            // What is not plain is written in more than one way.
            guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x25 }) else { return }
            #expect(parts?.host == address.host)
        }
    }

    @Test func `a WebSocket has a host and a port, or is refused`() async throws {
        func read(_ bytes: [UInt8]) -> WebSocketAddress? {
            String(validating: bytes, as: UTF8.self).flatMap { WebSocketAddress($0) }
        }
        // One with a query is refused.
        let addresses = Self.addresses.map { $0.replacing("?api-version=1", with: "") }
        try await Mutations.each(of: addresses, intact: { read($0) != nil }) { bytes, _ in
            guard let address = read(bytes) else { return }
            #expect(!address.host.isEmpty)
            #expect((1...65_535).contains(address.port))
            #expect(address.path.isEmpty || address.path.hasPrefix("/"))
        }
    }

    @Test(arguments: ["ws://[]", "wss://[]:1/x", "ws://", "ws://]["])
    func `a WebSocket whose host is nothing but brackets is refused`(text: String) {
        #expect(WebSocketAddress(text) == nil)
    }

    @Test func `a key can stand in a header, or is refused`() async throws {
        func read(_ bytes: [UInt8]) -> Secret? {
            String(validating: bytes, as: UTF8.self).flatMap { try? Secret($0) }
        }
        let keys = ["sk-0123456789abcdef\n", " Bearer x y \r\n"]
        try await Mutations.each(of: keys, intact: { read($0) != nil }) { bytes, _ in
            guard let secret = read(bytes) else { return }
            #expect(!secret.value.isEmpty && HeaderName.isValue(secret.value))
            #expect("\(secret)" == "(secret)")
        }
    }
}
