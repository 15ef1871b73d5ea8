import AsideTesting
import ConsentGate
import Events
import Foundation
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

@Suite("What people's clients may ask of the coach", .timeLimit(.minutes(1)))
struct RemoteRequestTests {
    @Test(arguments: [
        "", "[]", "null", "{", #"{"act":1}"#, #"{"act":"sing"}"#, #"{"act":"grant"}"#,
        #"{"act":"grant","digest":"d"}"#,
        #"{"act":"grant","digest":"d","nonce":"n","purposes":["training"]}"#,
        #"{"act":"grant","digest":"d","nonce":"n","purposes":"all"}"#,
        #"{"act":"grant","digest":"d","nonce":"n","head_count":true}"#,
        #"{"act":"grant","digest":"d","nonce":"n","head_count":2.5}"#,
        #"{"act":"grant","digest":"d","nonce":"n","head_count":"2"}"#,
        String(repeating: "x", count: 20_000),
    ])
    func `junk is refused by code and never by a crash`(payload: String) async throws {
        let room = try await LiveRoom()
        let answer = try await room.calls("aside_consent", by: "lee", payload)
        #expect(answer.error.code == 4000)
        #expect(!answer.error.message.contains("sing"))
        try await room.ends()
    }

    @Test(arguments: ["1", "0", #""true""#, "null"])
    func `an answer that is neither true nor false is refused, not taken for one`(
        answer: String
    ) throws {
        let payload = #"{"question":"q","approve":\#(answer)}"#
        #expect(throws: RemoteRefusal.malformed("found no true or false 'approve'")) {
            try PersonRequest(
                RemoteInvocation(id: 1, method: "aside_approve", caller: "dana", payload: payload)
            )
        }
    }

    @Test func `whole numbers, flags and fields that nobody reads are taken as they are`() throws {
        let payload =
            #"{"act":"grant","digest":"d","nonce":"n","head_count":1,"more":{"a":[1.5,null]}}"#
        let request = try PersonRequest(
            RemoteInvocation(id: 1, method: "aside_consent", caller: "lee", payload: payload)
        )
        let grant = PersonRequest.consent(
            .grant,
            purposes: nil,
            digest: "d",
            nonce: "n",
            headCount: 1
        )
        #expect(request == grant)
    }

    @Test(arguments: [#"["everything"]"#, "[]", "null", #""sharing""#])
    func `a withdrawal whose purposes cannot be read, or are none, is one of all`(
        purposes: String
    ) async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        let answer = try await room.calls(
            "aside_consent",
            by: "lee",
            #"{"act":"withdraw","purposes":\#(purposes)}"#
        )
        #expect(answer.payload.contains(#""gate":"closed""#))
        try await room.ends()
    }

    @Test func `a refusal of no purposes is one of all`() throws {
        for act in ["refuse", "withdraw"] {
            let payload = #"{"act":"\#(act)","purposes":[]}"#
            let request = try PersonRequest(
                RemoteInvocation(id: 1, method: "aside_consent", caller: "lee", payload: payload)
            )
            guard case .consent(let kind, nil, nil, nil, nil) = request else {
                Issue.record("it is about some purposes")
                return
            }
            #expect(kind != .grant)
        }
    }

    @Test
    func `a stop is news to whoever is asked again, for as long as there is anything to stop`()
        throws
    {
        let stop = try PersonRequest(
            RemoteInvocation(
                id: 1,
                method: "aside_consent",
                caller: "lee",
                payload: #"{"act":"withdraw"}"#
            )
        )
        let standings: [Purpose: ConsentStanding] = [.storage: .noticeSent, .sharing: .disclosed]
        #expect(stop.isNews(to: standings, takingBack: [.storage]))
        #expect(!stop.isNews(to: standings, takingBack: []))
    }

    @Test func `only the rep answers tips and questions, and only people in the room ask`()
        async throws
    {
        let room = try await LiveRoom()
        for (method, payload) in [
            ("aside_feedback", #"{"nudge":"n","act":"used"}"#),
            ("aside_approve", #"{"question":"q","approve":true}"#),
        ] {
            #expect(try await room.calls(method, by: "lee", payload).error.code == 4030)
        }
        #expect(try await room.calls("aside_status", by: "nobody", "{}").error.code == 4030)
        let approval = try await room.calls(
            "aside_approve",
            by: "dana",
            #"{"question":"q","approve":true}"#
        )
        #expect(approval.error.code == 4000)
        try await room.ends()
    }

    @Test func `an answer to a tip that there never was is refused and not recorded`() async throws
    {
        let room = try await LiveRoom()
        let answer = try await room.calls(
            "aside_feedback",
            by: "dana",
            #"{"nudge":"n","act":"used"}"#
        )
        #expect(answer.error.code == 4000)
        try await room.ends()
        #expect(!room.journal.events.contains { $0.type == .nudgeFeedback })
    }

    @Test func `a status tells the caller's own standings and the gate, nothing else`()
        async throws
    {
        let room = try await LiveRoom()
        let answer = try await room.calls("aside_status", by: "lee", "{}")
        let object = try JSONSerialization.jsonObject(with: Data(answer.payload.utf8))
        let fields = try #require(object as? [String: Any])
        #expect(fields.keys.sorted() == ["gate", "purposes"])
        #expect(!answer.payload.contains("basis"))
        try await room.ends()
    }

    @Test func `standings are told by the words that clients know`() {
        #expect(
            ConsentStanding.allCases.map(\.nameInRoom).sorted() == [
                "asserted", "basis", "disclosed", "expired", "granted", "noticeSent",
                "reconsentRequired", "refused", "timedOut", "unknown", "withdrawn",
            ]
        )
    }

    @Test func `a flood is refused, but a no is always taken`() async throws {
        let room = try await LiveRoom()
        try await room.grants("lee")
        var codes: [UInt32] = []
        for _ in 0...RequestLimit.mostCalls {
            codes.append(try await room.calls("aside_status", by: "lee", "{}").error.code)
        }
        #expect(codes.last == 4290)
        #expect(try await room.withdraws("lee").payload.contains("withdrawn"))
        room.clock.advance(byMicros: RequestLimit.windowMicros + 1)
        #expect(!(try await room.calls("aside_status", by: "lee", "{}").hasError))
        try await room.ends()
    }
}
