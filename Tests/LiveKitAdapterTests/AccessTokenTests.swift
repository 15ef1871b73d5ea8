import AsideTesting
import Events
import Foundation
import Testing

@testable import LiveKitAdapter

@Suite struct AccessTokenTests {
    private let credentials = RoomCredentials(key: "key", secret: "a secret of some length")

    /// The claims of a token, read as anybody could.
    private func claims(of token: AccessToken) async throws -> [String: Any] {
        let parts = try await token.signed(with: credentials).split(separator: ".")
        var text = String(parts[1].map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while text.count % 4 != 0 { text += "=" }
        let data = try #require(Data(base64Encoded: text))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `a token to join forbids media and hiding, and allows remote calls`() async throws {
        let token = AccessToken.joining(
            "room",
            as: "coach",
            name: "AI coach, listening",
            with: credentials,
            at: .epoch
        )
        let claims = try await claims(of: token)
        let video = try #require(claims["video"] as? [String: Any])
        #expect(video["canPublish"] as? Bool == false)
        #expect(video["hidden"] as? Bool == false)
        #expect(video["canUpdateOwnMetadata"] as? Bool == false)
        #expect(video["canPublishData"] as? Bool == true)
        #expect(video["room"] as? String == "room")
        #expect(claims["name"] as? String == "AI coach, listening")
        #expect(claims["kind"] as? String == "agent")
        #expect(claims["exp"] as? Int == 600)
    }

    @Test func `what opens rooms is printed nowhere`() {
        let job = DispatchedJob(
            id: "a",
            room: "room",
            url: "wss://host",
            token: "a token",
            identity: "aside-a",
            metadata: #"{"rep":"dana"}"#
        )
        var text = "\(credentials) \(String(reflecting: credentials)) \([credentials])"
        text += " \(job) \(String(reflecting: job)) \([job])"
        dump(credentials, to: &text)
        dump(job, to: &text)
        for word in ["a secret", "a token", "dana"] { #expect(!text.contains(word)) }
    }

    @Test func `a worker's token opens no room`() async throws {
        let claims = try await claims(of: .working(with: credentials, at: .epoch))
        let video = try #require(claims["video"] as? [String: Any])
        #expect(video.keys.sorted() == ["agent"])
    }
}
