import Foundation
import Testing

/// STYLE §4 and DESIGN §5–6: what Sources never says.
@Suite("What Sources never says")
struct ForbiddenTests {
    /// What is forbidden, and the one file that may say it.
    static let forbidden: [(words: String, except: String?)] = [
        ("try!", nil),
        ("as!", nil),
        ("@unchecked", nil),
        ("nonisolated(unsafe)", nil),
        ("fatalError", nil),
        ("unsafeBitCast", nil),
        // Time passes through a port, whose one real adapter this is.
        ("Task.sleep", "Sources/Commands/Support/Clocks.swift"),
        // Content is appended under a condition that a permit carried, and under no other.
        ("AppendCondition(", "Sources/ConsentGate/Permit.swift"),
    ]

    @Test(arguments: forbidden)
    func `is said nowhere`(words: String, except: String?) throws {
        for line in try Sources.code() where line.text.contains(words) && line.file != except {
            Issue.record("\(line) — \(words) is forbidden")
        }
    }

    @Test func `the permit has one initialiser, fileprivate and in its own file`() throws {
        let file = "Sources/ConsentGate/Permit.swift"
        let initialisers = try Sources.code(of: file).filter { $0.text.contains("init(") }
        #expect(initialisers.map(\.text) == ["fileprivate init(condition: AppendCondition) {"])
        for line in try Sources.code() where line.text.contains("extension Permit") {
            Issue.record("\(line) — Permit may not be extended")
        }
        let mints = try Sources.code().filter { $0.text.contains(/\bPermit(?:<[^>]*>)?\(/) }
        #expect(mints.map(\.file) == [file])
    }

    @Test func `the permit cannot be copied`() throws {
        let text = try Sources.text(of: "Sources/ConsentGate/Permit.swift")
        #expect(text.contains("public struct Permit<P: PurposeTag>: ~Copyable, Sendable {"))
        #expect(text.contains("public consuming func spend() -> AppendCondition {"))
    }

    /// A stored permit would outlive what it proves; only its condition may wait.
    @Test func `no permit is a stored property`() throws {
        let stored =
            /^(?:(?:public|package|internal|private|fileprivate|static|lazy|weak)(?:\(set\))?\s+)*(?:let|var)\s+\w+:\s*(?:\[|Optional<)?Permit</
        let inFunction = /^\s{8,}/
        for file in try Sources.files() {
            let lines = try Sources.text(of: file).split(separator: "\n")
            for line in lines where !line.contains(inFunction) {
                let text = line.trimmingCharacters(in: .whitespaces)
                #expect(!text.contains(stored), "\(file): \(text)")
            }
        }
    }
}

/// DESIGN §6: two mouths, both narrow, and no way to publish.
@Suite("Nothing can reach the room")
struct NarrowMouthTests {
    /// The functions that a protocol of Agent's ports has.
    private func requirements(of port: String) throws -> [String] {
        let text = try Sources.text(of: "Sources/Agent/Ports.swift")
        let start = try #require(text.range(of: "public protocol \(port)")).upperBound
        let end = try #require(text.range(of: "\n}", range: start..<text.endIndex)).lowerBound
        return text[start..<end].split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("func ") || $0.hasPrefix("var ") }
    }

    @Test func `the private channel takes only what is for the rep`() throws {
        #expect(
            try requirements(of: "PrivateChannel") == [
                "var name: String { get }", "func deliver(_ nudge: Nudge) async -> Delivery",
                "func ask(_ question: ApprovalQuestion) async -> ApprovalAnswer",
            ]
        )
    }

    @Test func `the notice channel takes only notices and receipts`() throws {
        #expect(
            try requirements(of: "NoticeChannel") == [
                "func show(_ notice: Notice) async",
                "func confirm(_ receipt: ConsentReceipt) async",
            ]
        )
    }

    @Test func `remote calls are made in one file, of methods that are listed`() throws {
        let file = "Sources/LiveKitAdapter/Mouths/RemoteCalls.swift"
        let makers = try Sources.code().filter {
            !$0.file.hasSuffix(".pb.swift") && $0.text.contains("CorePerformRpcRequest(")
        }
        #expect(makers.map(\.file) == [file])
        let methods = try Sources.code(of: file).filter { $0.text.contains(/^case \w+ = "/) }
        #expect(
            methods.map(\.text) == [
                "case nudge = \"coach_nudge\"", "case question = \"coach_question\"",
                "case notice = \"aside_notice\"", "case receipt = \"aside_receipt\"",
            ]
        )
    }

    /// Only the channel to the rep says a tip, and only the notice channel a notice.
    @Test func `each method has one mouth`() throws {
        let adapter = try Sources.code(in: "LiveKitAdapter")
        func mouths(of method: String) -> [String] {
            adapter.filter { $0.text.contains("calls.call(.\(method),") }.map(\.file)
        }
        let (rep, notices) = (
            "Sources/LiveKitAdapter/Mouths/RepChannel.swift",
            "Sources/LiveKitAdapter/Mouths/RoomNoticeChannel.swift"
        )
        #expect(Set(mouths(of: "nudge")) == [rep])
        #expect(mouths(of: "question") == [rep])
        #expect(mouths(of: "notice") == [notices])
        #expect(mouths(of: "receipt") == [notices])
    }

    /// A message that is not in the schema cannot be said, whatever the code wants.
    @Test func `the schema of the client core has no message that publishes`() throws {
        let schema = try Sources.text(of: "Sources/LiveKitAdapter/Wire/client_core.proto")
        let requests = try #require(schema.firstRange(of: "message Request {")).upperBound
        let body = schema[requests...].prefix { $0 != "}" }
        let cases = body.matches(of: /(\w+) = \d+;/).map { String($0.1) }
        #expect(
            cases == [
                "connect", "disconnect", "set_subscribed", "new_video_stream", "new_audio_stream",
                "perform_rpc", "register_rpc_method", "rpc_method_invocation_response",
                "text_read_all", "ready_for_room_event",
            ]
        )
        let generated = try Sources.text(of: "Sources/LiveKitAdapter/Wire/client_core.pb.swift")
        for word in ["PublishTrack", "PublishData", "SendText", "SendBytes", "StreamWriter"] {
            #expect(!generated.contains(word), "\(word) is in the generated code")
        }
    }

    @Test func `no function publishes to a room`() throws {
        let mouth =
            /\bfunc\s+\w*(?:[pP]ublish(?!ed)|[bB]roadcast|[sS]peak|[sS]endData|[sS]endText|[sS]endChat|[pP]layAudio|toRoom|ToEveryone)\w*\s*[(<]/
        for line in try Sources.code() where !line.file.hasPrefix("Sources/EventLog/") {
            #expect(!line.text.contains(mouth), "\(line) — nothing may publish to a room")
        }
    }

    /// LiveKit's names for what we never do; only its adapter could say them at all.
    @Test func `no name of a publishing call appears`() throws {
        let names = [
            "publishTrack", "PublishTrack", "publishData", "LocalAudioTrack", "LocalVideoTrack",
            "AudioSource", "VideoSource", "canPublish: true", "canPublish\":true",
            "roomAdmin", "can_publish\": true",
        ]
        for line in try Sources.code() {
            for name in names where line.text.contains(name) {
                Issue.record("\(line) — \(name) can reach the room")
            }
        }
    }
}
