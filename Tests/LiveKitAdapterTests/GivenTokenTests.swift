import AsideTesting
import Events
import Foundation
import Testing

@testable import LiveKitAdapter

@Suite("A token that somebody else minted") struct GivenTokenTests {
    private static var grant: [String: Any] {
        ["room": "demo", "roomJoin": true, "canPublish": false, "canPublishData": true]
    }

    /// A token of which nobody checks the signature.
    private static func token(_ grant: [String: Any], name: String? = nil) throws -> String {
        var claims: [String: Any] = ["sub": "coach-7", "video": grant]
        if let name { claims["name"] = name }
        let data = try JSONSerialization.data(withJSONObject: claims)
        let text = data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        return "e30." + text.replacing("=", with: "") + ".c2ln"
    }

    @Test func `is used, and its name told, when it forbids what it must`() throws {
        let named = try Self.token(Self.grant, name: "Listening: Aside ✓")
        #expect(try GivenToken(checking: named, for: "demo").name == "Listening: Aside ✓")
        let bare = try Self.token(Self.grant)
        let nameless = try GivenToken(checking: bare, for: "demo")
        #expect(nameless.name == "coach-7" && nameless.identity == "coach-7")
        guard case .given(let text) = nameless.entry else { return #expect(Bool(false)) }
        #expect(text == bare)
        #expect(!"\(nameless) \(String(reflecting: nameless))".contains(text))
    }

    @Test func `is used when it is one of ours`() async throws {
        let credentials = RoomCredentials(key: "key", secret: "a secret of some length")
        let token = try await AccessToken.joining(
            "demo",
            as: "aside-coach",
            name: "AI coach, listening",
            with: credentials,
            at: .epoch
        ).signed(with: credentials)
        #expect(try GivenToken(checking: token, for: "demo").name == "AI coach, listening")
    }

    @Test(
        arguments: [
            ("canPublish", true, .mayPublish), ("canPublish", nil, .mayPublish),
            ("hidden", true, .isHidden), ("canPublishData", false, .mayNotCall),
            ("canPublishData", nil, .mayNotCall), ("canSubscribe", false, .mayNotReceive),
            ("room", nil, .otherRoom),
        ] as [(String, Bool?, TokenError)]
    )
    func `is refused when it allows too much or too little`(
        field: String,
        value: Bool?,
        error: TokenError
    ) throws {
        var grant = Self.grant
        if let value { grant[field] = value } else { grant[field] = nil }
        let token = try Self.token(grant)
        #expect(throws: error) { try GivenToken(checking: token, for: "demo") }
        #expect(!error.description.contains(token))
    }

    @Test func `is refused for another room`() throws {
        let token = try Self.token(Self.grant)
        #expect(throws: TokenError.otherRoom) { try GivenToken(checking: token, for: "other") }
    }

    @Test(arguments: ["", "rubbish", "a.b", "a.b.c", "e30.e30.e30", "..", "e30.bnVsbA.e30"])
    func `is refused when it is none`(text: String) {
        #expect(throws: TokenError.unreadable) { try GivenToken(checking: text, for: "demo") }
    }
}
