import Foundation
import Sockets
import Testing

@testable import LiveKitAdapter

@Suite("Where a deployment is, and how busy we are")
struct DispatchAddressTests {
    @Test(arguments: [
        ("ws://localhost:7880", "localhost", 7880, false, "", "ws://localhost:7880"),
        ("wss://a.example", "a.example", 443, true, "", "wss://a.example"),
        ("http://a.example/", "a.example", 80, false, "", "ws://a.example"),
        (
            "https://a.example:8443/lk/", "a.example", 8443, true, "/lk",
            "wss://a.example:8443/lk"
        ),
        ("ws://[::1]:7880", "::1", 7880, false, "", "ws://[::1]:7880"),
    ])
    func `an address is read`(
        url: String,
        host: String,
        port: Int,
        isSecure: Bool,
        path: String,
        room: String
    ) throws {
        let address = try DeploymentAddress(url)
        let server = address.server
        #expect((server.host, server.port, server.isSecure) == (host, port, isSecure))
        #expect(server.path == path)
        #expect(address.roomURL == room)
    }

    @Test(arguments: [
        "", "localhost:7880", "ftp://host", "ws://", "ws://user:secret@host",
        "ws://host?token=secret",
        "ws://host:0", "ws://host:99999", "ws:// host",
    ])
    func `another address is refused, and not repeated`(url: String) {
        #expect(throws: WorkerError.address) { try DeploymentAddress(url) }
        #expect(!WorkerError.address.description.contains("secret"))
    }

    @Test func `each error says what to do`() {
        let errors: [WorkerError] = [
            .address, .unreachable, .untrusted, .keyRefused, .notLiveKit(status: 404),
            .notLiveKit(status: nil), .silent, .closed,
        ]
        #expect(Set(errors.map(\.description)).count == errors.count)
        #expect(WorkerError.notLiveKit(status: 404).description.contains("404"))
    }

    @Test func `the processor's share is what was used between readings`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        func count(_ text: String) throws {
            try Data("\(text)\ncpu0 1 2 3 4\n".utf8).write(to: file)
        }
        let share = ProcessorShare(file: file.path)
        try count("cpu  100 0 0 100 0 0 0 0 0 0")
        #expect(share() == 0)
        try count("cpu  125 0 0 150 25 0 0 0 90 0")
        #expect(share() == 0.25)
        try count("nothing")
        #expect(share() == 0)
    }

    @Test func `where nothing is counted the share is nothing`() {
        #expect(ProcessorShare(file: "/nowhere/stat")() == 0)
        #expect(0...1 ~= ProcessorShare()())
    }
}
