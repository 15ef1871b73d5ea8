import Agent
import Events
import Foundation
import ModelAdapters
import Synchronization

/// The model of `models/server.py`, and how it is asked: by Aside, and by curl.
final class ModelPlace: Sendable {
    let port: Int
    private let prompt: Prompt
    private let transport: HTTPTransport
    private let input: FileHandle
    private let folder: Folder

    init(server script: String) async throws {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .newlines)) else {
            preconditionFailure("the server did not say its port")
        }
        (self.port, self.input) = (port, input.fileHandleForWriting)
        prompt = try await Self.prompt()
        transport = try HTTPTransport(by: Monotonic())
        folder = try Folder(inMemory: true)
    }

    /// The model that streams so.
    func model(_ how: String) throws -> EndpointModel {
        var endpoint = ModelEndpoint(
            model: how,
            at: try ServiceAddress("http://127.0.0.1:\(port)"),
            key: nil,
            destination: Destination(processor: "benchmark", region: "here", isOutside: false)
        )
        endpoint.limits = .patient
        return EndpointModel(endpoint, in: .openAI, over: transport)
    }

    /// Asks once, as a turn does, but for what a call makes durable before a question leaves.
    func ask(_ model: EndpointModel) async throws {
        let answer = try await model.answer(prompt, through: .forNobodysWords)
        precondition(answer.calls.count == 1, "the model did not answer")
    }

    /// Has curl ask as often, over one connection; the seconds that each took.
    func curl(_ how: String, times: Int = 1) throws -> [Double] {
        let body = folder.path + "/body.json"
        try #"{"model":"\#(how)"}"#.write(toFile: body, atomically: true, encoding: .utf8)
        let (curl, output) = (Process(), Pipe())
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.arguments = [
            "curl", "-sN", "--data-binary", "@" + body, "-o", "/dev/null", "-w",
            "%{time_total}\n", "http://127.0.0.1:\(port)/v1/chat/completions?[1-\(times)]",
        ]
        curl.standardOutput = output
        try curl.run()
        let text = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(),
            as: UTF8.self
        )
        curl.waitUntilExit()
        return text.split(separator: "\n").compactMap { Double($0) }
    }

    /// The prompt of a turn in a call of this benchmark.
    private static func prompt() async throws -> Prompt {
        let home = try BenchmarkLog(in: Folder(inMemory: true))
        let catcher = PromptCatcher()
        let call = try BenchmarkCall(
            CallID("c"),
            journal: WatchedJournal(home.log),
            channel: WatchedChannel { _ in },
            ids: home.ids,
            model: catcher
        )
        try await call.begin()
        for line in 0..<24 {
            try await call.say(
                "Words number \(line) of a line as long as lines are.",
                by: "rep",
                at: Double(line)
            )
        }
        try await call.say("There is reason number 1 against it.", by: "prospect", at: 200)
        await call.call.settle()
        try await call.end(at: 210)
        try home.log.close()
        guard let prompt = catcher.caught else { preconditionFailure("no turn was asked about") }
        return prompt
    }
}

/// Keeps what it is asked, and does not answer.
private final class PromptCatcher: LanguageModel {
    let name = "catcher"
    let isOutside = false
    let outsideProcessors: Set<String> = []
    private let prompt = Mutex<Prompt?>(nil)

    var caught: Prompt? { prompt.withLock { $0 } }

    func answer(_ prompt: Prompt, through door: EgressDoor) async throws -> ModelAnswer {
        self.prompt.withLock { $0 = prompt }
        throw CancellationError()
    }
}
