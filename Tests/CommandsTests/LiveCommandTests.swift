import AsideTesting
import Foundation
import RoomTesting
import Testing

/// A stand-in for a deployment with a room, and how the built command is told of it.
private struct PlayedDeployment {
    let puppets: Puppets
    let room: PuppetRoom
    let variables: [String: String]

    /// Opens a room; Dana shares a screen in it that is worth keeping.
    init() async throws {
        puppets = try Puppets("stand_in.py", in: try #require(Puppets.environment))
        room = try await PuppetRoom(puppets)
        variables = [
            "LIVEKIT_URL": try await puppets.url(), "LIVEKIT_API_KEY": "devkey",
            "LIVEKIT_API_SECRET": "a secret of some length, for tests alone",
            "LIVEKIT_TOKEN": "", "LIVEKIT_FFI_PATH": try #require(Puppets.core),
        ]
        try room.publish("dana", "screenshare")
        try room.act("draw", ["by": "dana"])
    }

    /// What the deployment itself saw of a kind, once that has been so often.
    func sees(_ saw: String, _ count: Int = 1) async -> [Puppets.Sight] {
        await puppets.sights.until { sights in
            sights.count { $0.saw == saw } >= count || sights.last?.saw == "end"
        }
        .filter { $0.saw == saw }
    }

    /// Sends the worker into the room, and waits until it says that it sits there.
    func dispatch() async throws -> Puppets.Sight {
        try room.act("dispatch", ["metadata": #"{"rep":"dana","rep_basis":"agreed before"}"#])
        await jobs("JS_RUNNING")
        return try #require(room.sights.last { $0.saw == "accepted" })
    }

    /// Waits until the worker has said so often of its job that it stands so.
    func jobs(_ status: String, _ count: Int = 1) async {
        await room.until { $0.count { $0.saw == "job" && $0.status == status } >= count }
    }

    /// Lee agrees, and the screen is looked at.
    func agree(with coach: RunningAside) async throws {
        await coach.logs("consent.notice-shown", 2)
        try room.act("agree", ["by": "lee"])
        await coach.logs("screen.frame-sampled")
    }

    /// Lee says something over and over, as soon as somebody listens.
    func speak(_ text: String, in aside: Aside) throws {
        let file = aside.folder.appendingPathComponent("said.wav").path
        let spoken = try Aside.execute(
            LiveCommandTests.flite,
            ["-voice", "rms", "-t", text, "-o", file]
        )
        try #require(spoken.exitCode == 0, "\(spoken.errors)")
        try room.publish("lee", "microphone")
        try room.act("say", ["by": "lee", "file": file])
    }

    func expectNothingPublished() {
        #expect(puppets.sights.all.filter { $0.saw == "fault" }.isEmpty)
        #expect(room.sights.filter { ["packet", "publishing"].contains($0.saw) }.isEmpty)
    }
}

extension Aside {
    /// Checks that the one call was agreed to, captured, left as asked and sealed, and that the log verifies.
    fileprivate func expectWholeCall() throws {
        let entries = try entries().filter { ($0["stream"] as? String)?.hasPrefix("call/") == true }
        let types = entries.compactMap { ($0["type"] as? String)?.dropFirst("aside.".count) }
        #expect(types.suffix(2) == ["call.closed", "call.sealed"])
        let opened = try #require(types.firstIndex(of: "gate.opened"))
        for capture in ["track.subscribed", "screen.frame-sampled"] as [Substring] {
            let first = try #require(types.firstIndex(of: capture))
            #expect(opened < first)
        }
        let closed = try #require(entries.dropLast().last?["data"] as? [String: Any])
        #expect(closed["departure"] as? String == "asked")
        #expect(try run("log", "verify").exitCode == 0)
    }
}

@Suite(
    "The commands for rooms, in a stand-in for a deployment",
    .serialized,
    .enabled(
        if: Puppets.environment != nil,
        "ASIDE_LIVEKIT_VENV names no environment with the core; `make test` makes it"
    ),
    .timeLimit(.minutes(3))
)
struct LiveCommandTests {
    /// What speaks; PocketSphinx understands its voices.
    fileprivate static let flite = URL(fileURLWithPath: "/usr/bin/flite")

    private func serve(_ aside: Aside, _ deployment: PlayedDeployment) throws -> RunningAside {
        try RunningAside(aside, ["serve", "--rooms-alone"], environment: deployment.variables)
    }

    private func join(_ aside: Aside, _ deployment: PlayedDeployment) throws -> RunningAside {
        try RunningAside(
            aside,
            [
                "join", deployment.room.name, "--rep", "dana", "--rep-basis", "agreed before",
                "--playbook", try aside.thinned("sales", to: 20),
            ],
            environment: deployment.variables
        )
    }

    @Test func `serve registers, sits where it is sent, drains when asked to end, and ends with 0`()
        async throws
    {
        let (deployment, aside) = (try await PlayedDeployment(), try Aside())
        let serving = try serve(aside, deployment)
        let registered = try #require(await deployment.sees("registered").last)
        #expect(registered.name == "aside")
        #expect(registered.may == ["can_subscribe", "can_publish_data", "agent"])
        try deployment.room.act("dispatch", ["metadata": "junk"])
        await deployment.room.until { $0.contains { $0.saw == "declined" } }
        let other = try await PuppetRoom(deployment.puppets)
        try other.act("dispatch", ["metadata": #"{"rep":"dana","playbook":"../elsewhere"}"#])
        let failed = await other.until { $0.contains { $0.status == "JS_FAILED" } }
        #expect(failed.last?.what == "the call's pack or playbook is not installed")
        let accepted = try await deployment.dispatch()
        #expect(accepted.identity?.hasPrefix("aside-AJ_") == true)
        #expect(accepted.name == "AI coach, listening")
        try await deployment.agree(with: serving)

        serving.signal(SIGTERM)
        await deployment.puppets.sights.until { $0.contains { $0.status == "WS_FULL" } }
        try deployment.room.act("dispatch", ["metadata": #"{"rep":"dana"}"#])
        await deployment.room.until { $0.count { $0.saw == "declined" } == 2 }
        #expect(!serving.hasEnded)
        try deployment.room.act("terminate")
        await deployment.jobs("JS_SUCCESS")
        #expect(await serving.exitCode == 0)
        deployment.expectNothingPublished()
        try aside.expectWholeCall()
    }

    @Test func `serve comes back to a deployment that was away, and its call goes on meanwhile`()
        async throws
    {
        let (deployment, aside) = (try await PlayedDeployment(), try Aside())
        let serving = try serve(aside, deployment)
        _ = await deployment.sees("registered")
        _ = try await deployment.dispatch()
        try deployment.room.act("away")
        let away = try #require(await deployment.sees("away").first?.at)
        let knocks = await deployment.sees("knock", 2).compactMap(\.at)
        try #require(knocks.count >= 2)
        // It waits for two seconds, then for four; a busy machine only makes it later.
        #expect(knocks[0] - away >= 1_900)
        #expect(knocks[1] - knocks[0] >= 3_900)
        try deployment.room.act("back")
        _ = await deployment.sees("registered", 2)
        await deployment.jobs("JS_RUNNING", 2)
        try await deployment.agree(with: serving)
        try deployment.room.act("terminate")
        await deployment.jobs("JS_SUCCESS")
        serving.signal(SIGTERM)
        #expect(await serving.exitCode == 0)
        try aside.expectWholeCall()
    }

    @Test(arguments: [
        (["LIVEKIT_URL": "not an address"], "is no address of a deployment"),
        (["LIVEKIT_URL": "ws://127.0.0.1:9"], "found nobody who answers"),
        (["LIVEKIT_API_SECRET": "another secret"], "does not take the key"),
        (["LIVEKIT_API_SECRET": ""], "are not both set"),
    ])
    func `serve says why it cannot work for a deployment, and ends with 1`(
        variables: [String: String],
        words: String
    ) async throws {
        let deployment = try await PlayedDeployment()
        let run = try Aside().run(
            ["serve"],
            environment: deployment.variables.merging(variables) { $1 }
        )
        #expect(run.exitCode == 1)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(!run.errors.contains("another secret"))
    }

    @Test
    func `join enters with a token of its own, is agreed to, and leaves with 0 when asked to`()
        async throws
    {
        let (deployment, aside) = (try await PlayedDeployment(), try Aside())
        let joining = try join(aside, deployment)
        try await deployment.agree(with: joining)
        joining.signal(SIGINT)
        #expect(await joining.exitCode == 0)
        deployment.expectNothingPublished()
        try aside.expectWholeCall()
    }

    /// Through LiveKit's core, the recogniser of this machine and the playbook's coach.
    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: flite.path),
            "flite is not installed; scripts/setup installs it"
        )
    )
    func `join hears what the prospect says, and whispers to the rep alone`() async throws {
        let (deployment, aside) = (try await PlayedDeployment(), try Aside())
        try deployment.speak("That is too expensive for us.", in: aside)
        let joining = try join(aside, deployment)
        try await deployment.agree(with: joining)
        await joining.logs("nudge.acknowledged")
        joining.signal(SIGINT)
        #expect(await joining.exitCode == 0)
        let tips = deployment.room.sights.filter { $0.method == "coach_nudge" }
        #expect(!tips.isEmpty && tips.allSatisfy { $0.to == ["dana"] })
        deployment.expectNothingPublished()
        try aside.expectWholeCall()
        let call = try #require(try aside.run("calls", "--json").lines.first?["call"] as? String)
        let review = try aside.run("report", "review", call, "--format", "json")
        #expect(review.output.contains("too expensive"))
    }

    @Test func `join of a room whose deployment takes another key ends with 1`() async throws {
        let (deployment, aside) = (try await PlayedDeployment(), try Aside())
        let run = try aside.run(
            [
                "join", deployment.room.name, "--rep", "dana",
                "--playbook", try aside.thinned("sales", to: 20),
            ],
            environment: deployment.variables.merging(["LIVEKIT_API_KEY": "nobody"]) { $1 }
        )
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("the deployment does not take the token"), "\(run.errors)")
        #expect(try aside.run("calls", "--json").lines.isEmpty)
    }
}

@Suite struct `The commands for rooms, without LiveKit's client core` {
    @Test(arguments: [["serve"], ["join", "room", "--rep", "dana"]])
    func `say what is missing and how to get it`(arguments: [String]) throws {
        let run = try Aside().run(
            arguments,
            environment: [
                "LIVEKIT_URL": "ws://127.0.0.1:9", "LIVEKIT_API_KEY": "devkey",
                "LIVEKIT_API_SECRET": "secret", "LIVEKIT_FFI_PATH": "/nowhere/core.so",
            ]
        )
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("found no file at /nowhere/core.so"), "\(run.errors)")
        #expect(run.errors.contains("aside doctor --fix livekit"))
    }

    @Test(arguments: [
        (["", "--rep", "dana"], "<room>"), (["room", "--rep", ""], "--rep"),
        (["room", "--rep", "dana", "--rep-basis", ""], "--rep-basis"),
        (["room", "--rep", "dana", "--rep-basis", " "], "--rep-basis"),
        (["room", "--rep", "dana", "--transcriber", "dana"], "--transcriber"),
        (["room", "--rep", "dana", "--identity", "dana"], "--identity"),
        (["room", "--rep", "dana", "--identity", "lee", "--minor", "lee"], "--identity"),
        (["room", "--rep", "dana", "--identity", "lee", "--role", "lee=colleague"], "--identity"),
    ])
    func `join refuses what makes no sense, names it, and ends with 2`(
        arguments: [String],
        word: String
    ) throws {
        let run = try Aside().run(
            ["join"] + arguments,
            environment: [
                "LIVEKIT_URL": "ws://127.0.0.1:9", "LIVEKIT_API_KEY": "devkey",
                "LIVEKIT_API_SECRET": "secret", "LIVEKIT_TOKEN": "",
                "LIVEKIT_FFI_PATH": "/nowhere/core.so",
            ]
        )
        #expect(run.exitCode == 2, "\(run.errors)")
        #expect(run.errors.contains(word), "\(run.errors)")
    }
}
