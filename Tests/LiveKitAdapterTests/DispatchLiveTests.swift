import AsideTesting
import Crypto
import Events
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@testable import LiveKitAdapter

/// A LiveKit server that the environment names.
private struct Deployment {
    let url: String
    let key: String
    let secret: String

    /// Nil where the environment names none.
    static let named: Deployment? = {
        let environment = ProcessInfo.processInfo.environment
        guard let url = environment["LIVEKIT_URL"], let key = environment["LIVEKIT_API_KEY"],
            let secret = environment["LIVEKIT_API_SECRET"]
        else { return nil }
        return Deployment(url: url, key: key, secret: secret)
    }()

    /// A moment at which the server takes a token.
    static var clock: ManualClock {
        ManualClock(
            Timestamp.epoch.advanced(byMicros: Int64(Date().timeIntervalSince1970) * 1_000_000)
        )
    }

    /// A token to administer one room, as whoever arranges calls has one.
    private func token(for room: String) throws -> String {
        let now = Int(Date().timeIntervalSince1970)
        let grant: [String: Any] = ["roomAdmin": true, "roomCreate": true, "room": room]
        let claims: [String: Any] = ["iss": key, "nbf": now, "exp": now + 60, "video": grant]
        let head = try encoded(["alg": "HS256", "typ": "JWT"])
        let text = try head + "." + encoded(claims)
        let signature = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8),
            using: SymmetricKey(data: Data(secret.utf8))
        )
        return text + "." + base64(Data(signature))
    }

    private func encoded(_ object: [String: Any]) throws -> String {
        base64(try JSONSerialization.data(withJSONObject: object))
    }

    private func base64(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Calls LiveKit's service of dispatches.
    func dispatch(
        _ method: String,
        in room: String,
        _ fields: [String: String]
    ) async throws -> [String: Any] {
        let base = url.replacing(/^ws/, with: "http")
        let path = "/twirp/livekit.AgentDispatchService/" + method
        var request = URLRequest(url: try #require(URL(string: base + path)))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("Bearer " + (try token(for: room)), forHTTPHeaderField: "Authorization")
        let body = fields.merging(["room": room]) { $1 }
        request.httpBody = try JSONSerialization.data(withJSONObject: body)
        let (data, response) = try await URLSession.shared.data(for: request)
        #expect((response as? HTTPURLResponse)?.statusCode == 200)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}

/// Against the server at LIVEKIT_URL, with LIVEKIT_API_KEY and LIVEKIT_API_SECRET.
@Suite(
    "A worker of a real LiveKit server",
    .enabled(if: Deployment.named != nil, "LIVEKIT_URL, _API_KEY and _API_SECRET name no server"),
    .timeLimit(.minutes(1))
)
struct DispatchLiveTests {
    private let runner = DispatchRunner()

    private func worker(_ name: String, secret: String? = nil) throws -> Worker {
        let deployment = try #require(Deployment.named)
        return Worker(
            at: try DeploymentAddress(deployment.url),
            with: RoomCredentials(key: deployment.key, secret: secret ?? deployment.secret),
            settings: WorkerSettings(agentName: name, version: "test"),
            runner: runner,
            accepts: { (try? CallMetadata(parsing: $0)) != nil },
            processorShare: { 0 },
            time: ManualTime(),
            clock: Deployment.clock
        )
    }

    private func registered(_ worker: Worker) async {
        while await !worker.status.isRegistered { await Task.yield() }
    }

    @Test func `is sent a job with its metadata and a token that forbids media`() async throws {
        let deployment = try #require(Deployment.named)
        let room = "room-" + UUID().uuidString
        let worker = try worker("aside-" + room)
        let run = Task { try await worker.run() }
        await registered(worker)
        let metadata = "{\"rep\":\"dana\"}"
        let dispatch = try await deployment.dispatch(
            "CreateDispatch",
            in: room,
            ["agent_name": "aside-" + room, "metadata": metadata]
        )
        let job = try await runner.next()
        #expect((job.room, job.metadata) == (room, metadata))
        #expect(job.identity == "aside-" + job.id)
        let grant = try grant(of: job.token)
        #expect(grant["canPublish"] as? Bool == false)
        #expect(grant["hidden"] as? Bool != true)
        let id = try #require(dispatch["id"] as? String)
        _ = try await deployment.dispatch("DeleteDispatch", in: room, ["dispatch_id": id])
        #expect(await runner.cancelled.stream.first { _ in true } == job.id)
        await worker.drain()
        try await run.value
    }

    @Test func `a wrong secret is refused at once`() async throws {
        let worker = try worker("aside", secret: "another secret of some length, not theirs")
        await #expect(throws: WorkerError.keyRefused) { try await worker.run() }
    }

    private func grant(of token: String) throws -> [String: Any] {
        let parts = token.split(separator: ".")
        try #require(parts.count == 3)
        var text = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")
        while text.count % 4 != 0 { text += "=" }
        let data = try #require(Data(base64Encoded: text))
        let claims = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require(claims?["video"] as? [String: Any])
    }
}
