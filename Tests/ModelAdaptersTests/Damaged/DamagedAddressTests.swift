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
        try await Mutations.each(of: Self.addresses) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self),
                let address = try? ServiceAddress(text)
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
        try await Mutations.each(of: Self.addresses) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self),
                let address = WebSocketAddress(text)
            else { return }
            #expect((1...65_535).contains(address.port))
            #expect(address.path.isEmpty || address.path.hasPrefix("/"))
        }
    }

    @Test func `a key can stand in a header, or is refused`() async throws {
        try await Mutations.each(of: ["sk-0123456789abcdef\n", " Bearer x y \r\n"]) { bytes, _ in
            guard let text = String(validating: bytes, as: UTF8.self),
                let secret = try? Secret(text)
            else { return }
            #expect(!secret.value.isEmpty && HeaderName.isValue(secret.value))
            #expect("\(secret)" == "(secret)")
        }
    }
}
