import Agent
import Events
import Subprocess
import SystemPackage

/// A server of the Model Context Protocol that is a program of its own: messages go over its standard input
/// and output, one a line.
///
/// It is started by the first message, and again after it ended, but not at once. The actor owns the child and
/// the questions that wait for it. What it prints on its standard error is read by nobody.
///
/// This process MUST pass over `SIGPIPE`: it comes of writing to a program that closed its input.
actor MCPOverPipes: MCPWay {
    /// How long a program that ended is left alone; it doubles each time that it ends unanswered.
    static let firstPauseMicros: Int64 = 1_000_000
    /// A program that keeps ending is looked at by a person, not by us.
    static let longestPauseMicros: Int64 = 60_000_000
    /// Messages that wait to be taken by a program that does not read.
    private static let mostUnread = 64
    /// How long a program has to end by itself before it is killed.
    private static let graceToEnd = Duration.seconds(1)

    /// A message for the program; a question is passed over once nobody waits for its answer.
    private struct Line: Sendable {
        var bytes: [UInt8]
        var question: Int?

        init(_ message: [UInt8], asking question: Int? = nil) {
            (bytes, self.question) = (message + [UInt8(ascii: "\n")], question)
        }
    }

    private struct Child {
        var number: Int
        var input: AsyncStream<Line>.Continuation
        var life: Task<Void, Never>
        /// Why we end it, where we do before it ends by itself.
        var fault: String?
    }

    private struct Waiter {
        var traffic: EgressTraffic
        var bell: Task<Void, Never>
        var answer: CheckedContinuation<Result<WireJSON, MCPError>, any Error>
    }

    private let program: MCPProgram
    private let name: String
    private let destination: Destination
    private let time: any Stopwatch & Alarm
    private let change: MCPChange
    private let saying: @Sendable (String) -> Void
    private var child: Child?
    private var started = 0
    private var isGreeted = false
    private var isClosed = false
    private var pauseMicros = firstPauseMicros
    private var notBeforeMicros: Int64?
    private var waiting: [Int: Waiter] = [:]

    init(
        _ program: MCPProgram,
        of server: MCPServer,
        by time: any Stopwatch & Alarm,
        _ change: MCPChange,
        saying: @escaping @Sendable (String) -> Void
    ) {
        (self.program, name, destination) = (program, server.name, server.destination)
        (self.time, self.change, self.saying) = (time, change, saying)
    }

    var isOpen: Bool { child != nil && isGreeted }

    func agree(on version: String) {
        isGreeted = true
        pauseMicros = Self.firstPauseMicros
    }

    func ask(
        _ id: Int,
        _ question: [UInt8],
        within micros: Int64,
        through door: EgressDoor
    ) async throws -> Result<WireJSON, MCPError> {
        let departure = Departure(to: destination, asking: .tool, carrying: question)
        return try await door.request(departure) { clearance in
            let traffic = clearance.traffic
            return try await exchange(id, question, within: micros, traffic)
        }
    }

    func tell(_ notice: [UInt8]) { child?.input.yield(Line(notice)) }

    func close() async {
        isClosed = true
        let ending = child
        ending?.input.finish()
        ending?.life.cancel()
        await ending?.life.value
    }

    private func exchange(
        _ id: Int,
        _ question: [UInt8],
        within micros: Int64,
        _ traffic: EgressTraffic
    ) async throws -> Result<WireJSON, MCPError> {
        try Task.checkCancellation()
        let input = try running()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer in
                let bell = Task {
                    guard (try? await time.ring(afterMicros: micros)) != nil else { return }
                    end(id, throwing: fault(.late, "no answer in time"))
                }
                waiting[id] = Waiter(traffic: traffic, bell: bell, answer: answer)
                guard case .enqueued = input.yield(Line(question, asking: id)) else {
                    return end(id, throwing: fault(.tooMany, "it does not read what it is told"))
                }
            }
        } onCancel: {
            Task { await self.end(id, throwing: CancellationError()) }
        }
    }

    private func fault(
        _ outcome: EgressEnded.Outcome,
        _ text: String,
        lacking missing: WireField? = nil
    ) -> EgressFault {
        EgressFault(outcome, name + ": " + text, missing: missing)
    }

    /// Whether a line is still to be written; a question is counted as sent from then on.
    ///
    /// A program may take its time to read: a question that was withdrawn meanwhile, or is too late
    /// by then, must not reach it after all.
    private func takesOff(_ line: Line) -> Bool {
        guard let id = line.question else { return true }
        guard let waiter = waiting[id] else { return false }
        waiter.traffic.sent(line.bytes.count)
        return true
    }

    /// The program closed its input: nothing can be asked of it any more, so it is ended.
    private func closedItsInput(_ number: Int) {
        guard child?.number == number else { return }
        let words = "the program closed its input, and was ended"
        child?.fault = words
        child?.life.cancel()
        for id in waiting.keys { end(id, throwing: fault(.serverFailed, words)) }
    }

    private func end(_ id: Int, throwing error: any Error) {
        guard let waiter = waiting.removeValue(forKey: id) else { return }
        waiter.bell.cancel()
        waiter.answer.resume(throwing: error)
    }

    /// The way to the program, which is started if it does not run.
    private func running() throws -> AsyncStream<Line>.Continuation {
        if let child {
            if let words = child.fault { throw fault(.serverFailed, words) }
            return child.input
        }
        let now = time.nowMicros
        guard !isClosed, notBeforeMicros.map({ now >= $0 }) ?? true else {
            throw fault(.unreachable, "the program ended; it is started again in a while")
        }
        started += 1
        let number = started
        let (lines, input) = AsyncStream.makeStream(
            of: Line.self,
            bufferingPolicy: .bufferingOldest(Self.mostUnread)
        )
        let life = Task {
            let words = await live(number, lines)
            ended(number, words)
        }
        child = Child(number: number, input: input, life: life)
        return input
    }

    /// The whole life of the program; what is said of its end.
    private nonisolated func live(_ number: Int, _ lines: AsyncStream<Line>) async -> String {
        var options = PlatformOptions()
        // A session of its own, so that whatever it starts ends with it.
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.graceToEnd)
        ]
        let ending = options.teardownSequence
        var variables: [Environment.Key: String] = [:]
        for (name, value) in program.environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        do {
            _ = try await Subprocess.run(
                .path(FilePath(program.path)),
                arguments: Arguments(program.arguments),
                environment: .custom(variables),
                workingDirectory: program.folder.map { FilePath($0) },
                platformOptions: options,
                input: .inputWriter,
                output: .sequence,
                error: .discarded
            ) { execution in
                let writer = execution.standardInputWriter
                let writing = Task {
                    do {
                        for await line in lines {
                            guard await self.takesOff(line) else { continue }
                            _ = try await writer.write(line.bytes)
                        }
                        try await writer.finish()
                    } catch {
                        // When it is over anyhow, there is nothing to tell.
                        if !Task.isCancelled { await self.closedItsInput(number) }
                    }
                }
                let isTooLong: Bool
                do {
                    defer { writing.cancel() }
                    isTooLong = try await self.read(execution.standardOutput, number)
                }
                await execution.teardown(using: ending)
                if isTooLong { throw LineSplitter.TooLong() }
            }
            return "the program ended"
        } catch is LineSplitter.TooLong {
            return "the program printed a line that is too long, and was ended"
        } catch {
            return "the program could not be started, or was ended"
        }
    }

    /// Reads until the program closes its output; true when it printed a line that is too long.
    private nonisolated func read(
        _ output: SubprocessOutputSequence,
        _ number: Int
    ) async throws -> Bool {
        var splitter = LineSplitter()
        for try await piece in output {
            var lines: [[UInt8]] = []
            do {
                try piece.withUnsafeBytes { try splitter.take($0) { lines.append($0) } }
            } catch is LineSplitter.TooLong {
                return true
            }
            for line in lines { await heard(line, from: number) }
        }
        return false
    }

    /// A line that is no message is passed over: many programs print a greeting.
    private func heard(_ line: [UInt8], from number: Int) {
        guard child?.number == number else { return }
        for message in MCPMessage.read(line) {
            switch message {
            case .answer(let id, let result):
                guard let waiter = waiting.removeValue(forKey: id) else { continue }
                waiter.bell.cancel()
                waiter.traffic.received(line.count + 1)
                waiter.answer.resume(returning: result)
            case .question(let id, let method): tell(MCPMessage.answer(to: id, method))
            case .notice(MCPMessage.toolsChanged): change.happened()
            case .lacking(let field, let id?):
                waiting[id]?.traffic.received(line.count + 1)
                let words = "its answer has not the expected form: found no " + field.name
                end(id, throwing: fault(.malformed, words, lacking: field))
            case .notice, .lacking: break
            }
        }
    }

    private func ended(_ number: Int, _ words: String) {
        guard let over = child, over.number == number else { return }
        let words = over.fault ?? words
        (child, isGreeted) = (nil, false)
        notBeforeMicros = time.nowMicros + pauseMicros
        pauseMicros = min(pauseMicros * 2, Self.longestPauseMicros)
        for id in waiting.keys { end(id, throwing: fault(.serverFailed, words)) }
        if !isClosed { saying("\(name): \(words); its tools answer nothing until it runs again") }
    }
}
