import Agent
import AsideTesting
import Events
import Foundation
import Testing

@testable import ModelAdapters

@Suite("A server of the Model Context Protocol that is a program", .timeLimit(.minutes(1)))
struct MCPOverPipesTests {
    private let time = ManualTime()
    private let sayings = Sayings()

    /// Passes over the signal that comes of writing to a program which reads no more, as the
    /// command does.
    init() { signal(SIGPIPE, SIG_IGN) }

    private func connected(
        _ then: String,
        before: String = "",
        environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) async throws -> (TestedTool, MCPClient) {
        let script = MCPSpeech.program(then, before: before)
        let server = try MCPServer(
            name: "crm",
            way: .program(
                MCPProgram(path: "/bin/sh", arguments: ["-c", script], environment: environment)
            ),
            destination: Destination(host: "localhost"),
            tools: [MCPSpeech.tool()]
        )
        let transport = try HTTPTransport(by: time)
        let client = try MCPClient(server, over: transport, by: time) { [sayings] in sayings.say($0)
        }
        let tools = try await client.connect()
        return (TestedTool(try #require(tools.first), by: time), client)
    }

    private func ask(_ tool: TestedTool, _ word: String = "roi") async throws -> ToolOutcome {
        try await tool.ask(["word": .string(word)], id: word)
    }

    private func answer(to then: String, before: String = "") async throws -> ToolOutcome {
        let (tool, client) = try await connected(then, before: before)
        let outcome = try await ask(tool)
        await client.close()
        return outcome
    }

    @Test func `is asked a line and answers a line`() async throws {
        let then = "read -r line; echo '\(MCPSpeech.said(3))'; cat > /dev/null"
        #expect(try await answer(to: then).result?.json == ["text": .string("sunny")])
        #expect(sayings.lines.isEmpty, "it was ended by us")
    }

    @Test func `may print junk, ids that are none, answers twice and out of order`() async throws {
        let junk = """
            echo 'Welcome!'; echo; echo '{"jsonrpc":"2.0","id":"3","result":{}}'
            echo '{"jsonrpc":"2.0","id":null,"result":{}}'; echo '{"jsonrpc":"2.0","id":77,"result":{}}'
            printf '\\377\\376\\n'; echo '[1,2'; echo "secret words" >&2
            """
        let then = """
            read -r line; read -r line
            \(junk)
            echo '\(MCPSpeech.said(4, "two"))'; echo '\(MCPSpeech.said(4, "again"))'
            echo '\(MCPSpeech.said(3, "one"))'; cat > /dev/null
            """
        let (tool, client) = try await connected(then, before: "echo 'Hello from the program'")
        async let first = ask(tool, "a")
        async let second = ask(tool, "b")
        let texts = try await [first, second].map { $0.result?.json["text"]?.string }
        #expect(Set(texts) == ["one", "two"])
        await client.close()
    }

    @Test func `is answered when it asks whether we are there, and refused anything else`()
        async throws
    {
        let then = """
            read -r line
            echo '{"jsonrpc":"2.0","id":"p","method":"ping"}'; read -r pong
            echo '{"jsonrpc":"2.0","id":1,"method":"roots/list"}'; read -r roots
            [ "$pong" = '{"id":"p","jsonrpc":"2.0","result":{}}' ] || exit 1
            case "$roots" in *-32601*) echo '\(MCPSpeech.said(3))';; esac
            cat > /dev/null
            """
        #expect(try await answer(to: then).result != nil)
    }

    @Test func `gets of our environment what the operator names, and nothing else`() async throws {
        let then = """
            read -r line
            echo '{"jsonrpc":"2.0","id":3,"result":{"structuredContent":{"v":"'"$A-$HOME-$USER"'"}}}'
            cat > /dev/null
            """
        let (tool, client) = try await connected(
            then,
            environment: ["A": "x", "PATH": "/bin:/usr/bin"]
        )
        let outcome = try await ask(tool)
        #expect(outcome.result?.json == ["v": .string("x--")], "\(outcome)")
        await client.close()
    }

    @Test func `that dies in a call is started again, but not at once`() async throws {
        let (tool, client) = try await connected("read -r line; exit 3")
        #expect(try await ask(tool, "a").reason == .unavailable)
        await sayings.lines(1)
        #expect(
            sayings.lines == [
                "crm: the program ended; its tools answer nothing until it runs again"
            ]
        )
        #expect(try await ask(tool, "b").reason == .unavailable)
        #expect(sayings.lines.count == 1, "it was not started")
        time.advance(byMicros: MCPOverPipes.firstPauseMicros)
        // The program's script answers the ids of a first start only, and so ends again.
        async let third = ask(tool, "c")
        await time.alarms(1)
        time.advance(byMicros: 500_000)
        _ = try await third
        await client.close()
    }

    @Test func `that prints a line without an end is ended`() async throws {
        let then = "read -r line; head -c 3000000 /dev/zero | tr '\\\\0' x; cat > /dev/null"
        #expect(try await answer(to: then).reason == .unavailable)
        await sayings.lines(1)
        #expect(sayings.lines.first?.contains("a line that is too long") == true)
    }

    @Test func `that never answers is told that it is too late, and ended with us`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let then = """
            read -r line; read -r late; echo '\(MCPSpeech.said(3, "stale"))'
            case "$late" in *notifications/cancelled*) read -r line; echo '\(MCPSpeech.said(4, "$$"))';; esac
            trap '' TERM; exec tail -f /dev/null
            """
        let (tool, client) = try await connected(then.replacing("$$", with: "'$$'"))
        async let outcome = ask(tool, "a")
        await time.alarms(2)
        time.advance(byMicros: 500_000)
        guard case .timedOut = try await outcome else {
            Issue.record("it was not given up")
            return
        }
        let text = try #require(try await ask(tool, "b").result?.json["text"]?.string)
        let process = try #require(Int32(text))
        #expect(kill(process, 0) == 0, "it runs")
        await client.close()
        #expect(kill(process, 0) != 0, "it was ended although it would not")
    }

    @Test func `never reads a question that was withdrawn before it read it`() async throws {
        let gate = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try #require(mkfifo(gate.path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(at: gate) }
        let then = """
            read -r go < '\(gate.path)'
            read -r long; read -r next
            case "$next" in *confided*) echo '\(MCPSpeech.said(3, "confided"))';; esac
            case "$next" in *cancelled*) echo '\(MCPSpeech.said(3, "nothing"))';; esac
            cat > /dev/null
            """
        let (_, client) = try await connected(then)
        let door = RecordingDoor()
        func asking(_ word: String) -> Task<WireJSON, any Error> {
            Task {
                try await client.call(
                    "look-up",
                    ["word": .string(word)],
                    within: 500_000,
                    through: door.door
                ).get()
            }
        }
        // More than a pipe takes: whatever comes after it waits until the program reads.
        let long = asking(String(repeating: "x", count: 200_000))
        await time.alarms(1)
        let withdrawn = asking("confided")
        await time.alarms(2)
        withdrawn.cancel()
        await #expect(throws: CancellationError.self) { try await withdrawn.value }
        let opened = try #require(FileHandle(forWritingAtPath: gate.path))
        try opened.write(contentsOf: Data("go\n".utf8))
        try opened.close()
        let texts = try await long.value["content"]?.array?.map { $0["text"]?.string }
        #expect(texts == ["nothing"])
        #expect(door.all.map { $0.bytesOut > 0 } == [true, false])
        await client.close()
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","id":3}"#, "result"), (#"{"id":3,"result":{}}"#, "jsonrpc"),
    ])
    func `whose answer lacks something is named by that, counted, and not waited for`(
        text: String,
        field: String
    ) async throws {
        let (tool, client) = try await connected("read -r line; echo '\(text)'; cat > /dev/null")
        let door = RecordingDoor()
        let outcome = try await tool.ask(["word": .string("roi")], through: door.door)
        await client.close()
        #expect(outcome.reason == .junk)
        #expect(outcome.missing == field)
        #expect(door.all.map(\.bytesIn) == [text.utf8.count + 1])
    }

    @Test func `that closes its input is late for nobody: it is ended at once`() async throws {
        let then = """
            read -r line; exec 0<&-; echo '\(MCPSpeech.said(3))'; exec tail -f /dev/null
            """
        let (tool, client) = try await connected(then)
        #expect(try await ask(tool, "a").result != nil)
        #expect(try await ask(tool, "b").reason == .unavailable)
        #expect(try await ask(tool, "c").reason == .unavailable)
        await sayings.lines(1)
        #expect(
            sayings.lines == [
                "crm: the program closed its input, and was ended; its tools answer nothing until "
                    + "it runs again"
            ]
        )
        await client.close()
    }

    @Test func `is told nothing through a door that is shut`() async throws {
        let (tool, client) = try await connected(
            "read -r line; echo '\(MCPSpeech.said(4))'; cat > /dev/null"
        )
        let shut = try await tool.ask(["word": .string("a")], id: "a", through: .shut)
        #expect(shut.reason == .unavailable)
        #expect(
            try await ask(tool, "b").result != nil,
            "the first line that it read was the second"
        )
        await client.close()
    }

    @Test func `that is not there is named`() async throws {
        let server = try MCPServer(
            name: "crm",
            way: .program(MCPProgram(path: "/nonexistent/program")),
            destination: Destination(host: "localhost"),
            tools: [MCPSpeech.tool()]
        )
        let client = try MCPClient(server, over: HTTPTransport(by: time), by: time) { _ in }
        let fault = await #expect(throws: EgressFault.self) { try await client.connect() }
        #expect(fault?.description.hasPrefix("crm: the program could not be started") == true)
        #expect(throws: ToolProblem.self) { try MCPProgram(path: "sh") }
    }

    @Test func `lines are cut at their ends, however they come`() throws {
        for size in 1...7 {
            var (splitter, lines) = (LineSplitter(), [String]())
            let bytes = Array("one\n\ntwo three\nrest".utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try splitter.take(bytes[start..<min(start + size, bytes.count)]) {
                    lines.append(String(decoding: $0, as: UTF8.self))
                }
            }
            #expect(lines == ["one", "", "two three"])
        }
    }
}
