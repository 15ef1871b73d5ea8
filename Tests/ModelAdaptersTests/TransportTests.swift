import Agent
import AsideTesting
import Events
import Foundation
import NIOSSL
import Testing

@testable import ModelAdapters

@Suite("One transport for everybody who is asked over HTTP", .timeLimit(.minutes(1)))
struct TransportTests {
    private static let destination = Destination(
        processor: "Test",
        region: "here",
        isOutside: false
    )

    /// Sends one request, once, and reads its whole answer.
    private func send(
        to port: Int,
        by time: ManualTime = ManualTime(),
        secure: Bool = false,
        trusting certificates: String? = nil,
        at host: String = "localhost"
    ) async throws -> String {
        var settings = HTTPTransport.Settings()
        settings.trustedCertificates = certificates
        let transport = try HTTPTransport(settings, by: time)
        let address = try ServiceAddress("\(secure ? "https" : "http")://\(host):\(port)/v1")
        let request = HTTPRequest.json(
            Array("{}".utf8),
            to: address.url(of: "x"),
            on: address,
            headers: [],
            isStream: false
        )
        let departure = Departure(to: Self.destination, asking: .tool, carrying: request.body)
        return try await EgressDoor.forNobodysWords.request(departure) { clearance in
            try await transport.send(request, within: .turn, under: clearance) { answer in
                String(decoding: try await answer.whole(), as: UTF8.self)
            }
        }
    }

    /// How a request to a server ends.
    private func outcome(
        of steps: ScriptedServer.Step...
    ) async throws -> EgressEnded.Outcome {
        try await outcome(of: ScriptedServer { _, _ in steps })
    }

    private func outcome(
        of server: ScriptedServer,
        _ tls: NIOSSLContext? = nil,
        trusting certificates: String? = nil
    ) async throws -> EgressEnded.Outcome {
        try await server.run(tls) { port in
            do {
                _ = try await send(to: port, secure: tls != nil, trusting: certificates)
                return .answered
            } catch let failure as HTTPFailure {
                #expect(failure.description.hasPrefix("localhost: "))
                #expect(!failure.description.contains("words"))
                return failure.fault.outcome
            }
        }
    }

    @Test func `an answer is read, and its connection is used again`() async throws {
        let server = ScriptedServer(.answer("words"))
        try await server.run { port in
            let transport = try HTTPTransport(by: ManualTime())
            for _ in 1...3 {
                let request = HTTPRequest(
                    url: "http://127.0.0.1:\(port)/",
                    host: "x",
                    body: Array("body".utf8)
                )
                let departure = Departure(
                    to: Self.destination,
                    asking: .tool,
                    carrying: request.body
                )
                try await EgressDoor.forNobodysWords.request(departure) { clearance in
                    let traffic = clearance.traffic
                    let answer = try await transport.send(
                        request,
                        within: .turn,
                        under: clearance
                    ) { answer in try await answer.whole() }
                    #expect(answer == Array("words".utf8))
                    #expect((traffic.bytesOut, traffic.bytesIn) == (4, 5))
                }
            }
        }
        #expect(server.requests.map(\.body) == Array(repeating: Array("body".utf8), count: 3))
        #expect(server.connections == 1)
    }

    @Test func `a connection without work is closed before its server closes it`() async throws {
        var settings = HTTPTransport.Settings()
        #expect(settings.keepMicros < 5_000_000)
        settings.keepMicros = 1_000
        let server = ScriptedServer(.answer(""))
        try await server.run { port in
            let transport = try HTTPTransport(settings, by: ManualTime())
            let address = try ServiceAddress("http://127.0.0.1:\(port)")
            #expect(await transport.fault(reaching: address) == nil)
            await server.waits { $0.closings == 1 }
        }
    }

    @Test(arguments: [
        ("401 No", "", EgressEnded.Outcome.refusedKey), ("403 No", "", .refusedKey),
        ("404 No", "", .unknownName), ("402 Pay", "", .overQuota), ("429 No", "", .tooMany),
        ("429 No", #"{"error":{"message":"words","code":"insufficient_quota"}}"#, .overQuota),
        ("429 No", #"{"error":{"message":"words","type":"insufficient_quota"}}"#, .overQuota),
        ("400 No", #"{"error":{"message":"words","type":"invalid_request_error"}}"#, .rejected),
        ("400 No", #"{"error":{"code":"model_not_found"}}"#, .unknownName),
        ("400 No", "words that are no JSON", .rejected), ("422 No", "[]", .rejected),
        ("500 No", "", .serverFailed), ("503 No", "", .serverFailed),
        ("529 No", #"{"type":"error","error":{"type":"overloaded_error"}}"#, .serverFailed),
        ("302 Found", "", .serverFailed), ("200 OK", "words", .answered),
    ])
    func `a refusal has one meaning`(
        status: String,
        body: String,
        outcome: EgressEnded.Outcome
    ) async throws {
        let headers = status.hasPrefix("302") ? ["location: http://127.0.0.1:1/elsewhere"] : []
        let found = try await self.outcome(of: .answer(body, status: status, headers: headers))
        #expect(found == outcome)
    }

    @Test func `a redirect is never followed`() async throws {
        let other = ScriptedServer(.answer("caught"))
        try await other.run { otherPort in
            let found = try await outcome(
                of: .answer(
                    "",
                    status: "307 Temporary Redirect",
                    headers: ["location: http://127.0.0.1:\(otherPort)/"]
                )
            )
            #expect(found == .serverFailed)
        }
        #expect(other.connections == 0)
    }

    @Test func `a server that accepts and never answers is late, and its connection is closed`()
        async throws
    {
        let (server, time) = (ScriptedServer(.hold), ManualTime())
        await #expect(throws: HTTPFailure.late("localhost")) {
            try await server.run { port in
                async let answer = send(to: port, by: time)
                await server.waits { $0.requests.count == 1 }
                await time.alarms(1)
                time.advance(byMicros: TimeLimits.turn.firstByteMicros)
                _ = try await answer
            }
        }
        await server.waits { $0.closings == 1 }
    }

    @Test func `an answer that stops in the middle is late, and its connection is closed`()
        async throws
    {
        let server = ScriptedServer(.text("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), .hold)
        let time = ManualTime()
        await #expect(throws: HTTPFailure.late("localhost")) {
            try await server.run { port in
                async let answer = send(to: port, by: time)
                await server.waits { !$0.held.isEmpty }
                await time.alarms(1)
                time.advance(byMicros: TimeLimits.turn.wholeMicros)
                _ = try await answer
            }
        }
        await server.waits { $0.closings == 1 }
    }

    @Test func `who no longer wants an answer closes the connection`() async throws {
        let server = ScriptedServer(.text("HTTP/1.1 200 OK\r\n\r\nabc"), .hold)
        await #expect(throws: CancellationError.self) {
            try await server.run { port in
                let asking = Task { try await send(to: port) }
                await server.waits { !$0.held.isEmpty }
                asking.cancel()
                await server.waits { $0.closings == 1 }
                _ = try await asking.value
            }
        }
    }

    @Test func `a flood is stopped at the limit, and no more of it is read`() async throws {
        let server = ScriptedServer(.text("HTTP/1.1 200 OK\r\n\r\n"), .flood(100 << 20))
        try await server.run { port in
            await #expect(
                throws: HTTPFailure.tooLarge("localhost", limit: WireLimits.longestAnswer)
            ) { try await send(to: port) }
            await server.waits { $0.closings == 1 }
        }
        // What the kernel's buffers took comes on top.
        #expect(server.bytesSent < 3 * WireLimits.longestAnswer)
    }

    @Test(arguments: [
        (["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"], EgressEnded.Outcome.serverFailed),
        ([], .serverFailed), (["words words words\r\n\r\n"], .malformed),
        (["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab"], .serverFailed),
        (["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n", "\r\na", "b"], .answered),
    ])
    func `a connection that is cut is an answer only where it was whole`(
        pieces: [String],
        outcome: EgressEnded.Outcome
    ) async throws {
        let server = ScriptedServer { _, _ in pieces.map { .text($0) } + [.close] }
        let found = try await self.outcome(of: server)
        #expect(found == outcome)
    }

    @Test func `a head that is too long is not read on`() async throws {
        let long = String(repeating: "x", count: WireLimits.longestHead)
        #expect(try await outcome(of: .answer("", headers: ["x: " + long])) == .tooLarge)
    }

    @Test(arguments: ["localhost", "127.0.0.1", "[::1]"])
    func `nobody there is unreachable, at once`(host: String) async throws {
        let port = try await ScriptedServer().run { $0 }
        do {
            _ = try await send(to: port, at: host)
            Issue.record("answered")
        } catch let failure as HTTPFailure {
            #expect(failure.fault.outcome == .unreachable)
            #expect(failure.retry == .after(micros: nil))
        }
    }

    @Test func `who is only to be reached is not asked for an address that may act`() async throws {
        let server = ScriptedServer(.answer("", status: "401 No"))
        try await server.run { port in
            let address = try ServiceAddress("http://127.0.0.1:\(port)/orders/{order}/fire?now=1")
            let transport = try HTTPTransport(by: ManualTime())
            #expect(await transport.fault(reaching: address) == nil)
        }
        #expect(server.requests.map { $0.head.hasPrefix("HEAD / HTTP/1.1\r\n") } == [true])
        #expect(server.requests.first?.header("authorization") == nil)
    }

    /// `words`, as `gzip -9 -n` writes it.
    private static let compressed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0xCF, 0x2F, 0x4A, 0x29,
        0x06, 0x00, 0x8C, 0x1E, 0x7D, 0x71, 0x05, 0x00, 0x00, 0x00,
    ]

    private func compressed(_ bytes: [UInt8], cutAt place: Int) -> ScriptedServer {
        let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: \(bytes.count)"
        return ScriptedServer(
            .text(head + "\r\n\r\n"),
            .send(Array(bytes[..<place])),
            .send(Array(bytes[place...])),
            .close
        )
    }

    @Test func `a compressed answer is read, wherever it is cut`() async throws {
        for place in 0...Self.compressed.count {
            let answer = try await compressed(Self.compressed, cutAt: place).run {
                try await send(to: $0)
            }
            #expect(answer == "words")
        }
    }

    @Test func `what is not whole when unpacked is no answer`() async throws {
        var broken = Self.compressed
        broken[12] ^= 0xFF
        #expect(try await outcome(of: compressed(broken, cutAt: 3)) == .malformed)
        #expect(
            try await outcome(of: compressed(Self.compressed.dropLast(9), cutAt: 3)) == .malformed
        )
    }

    @Test func `who cannot prove who they are is not asked`() async throws {
        let certificate = try SelfSigned()
        let server = ScriptedServer(.answer("words"))
        #expect(try await outcome(of: server, certificate.context()) == .tlsFailed)
        #expect(server.requests.isEmpty)
        let trusted = try await outcome(
            of: server,
            certificate.context(),
            trusting: certificate.file
        )
        #expect(trusted == .answered)
    }

    @Test func `a certificate for another name proves nothing`() async throws {
        let certificate = try SelfSigned(name: "elsewhere.example")
        let found = try await outcome(
            of: ScriptedServer(.answer("words")),
            certificate.context(),
            trusting: certificate.file
        )
        #expect(found == .tlsFailed)
    }
}
