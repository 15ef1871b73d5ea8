import Agent
import Events
import Sockets

/// One track's session with a service: performs what `ListenSession` says.
///
/// The actor owns the session and its connection; a task takes the track's sound, and each connection has
/// one that holds it open and one that writes.
actor ListenTrack {
    /// A connection, from the question to the door to its end.
    private struct Connection {
        let number: Int
        let outgoing: AsyncStream<Outgoing>.Continuation
        var task: Task<Void, Never>?
        /// Why it was dropped.
        var fault: ListenFault?
        /// How much sound waits to be written, and since when something has.
        var waitingMicros: Int64 = 0
        var waiting = 0
        var lastWritten: Int64 = 0
    }

    /// What goes out.
    private enum Outgoing: Sendable {
        case sound([UInt8], micros: Int64)
        case text(String)
        case ping
    }

    private let service: ListenRecognizer
    private let door: EgressDoor
    private let line: AsyncStream<RecognizedSpeech>.Continuation
    private var session: ListenSession
    /// What tells voices from other sound, if there is something that can.
    private var voice: VoiceMeter?
    private var connection: Connection?
    /// Tells a connection from those before it.
    private var connections = 0
    private var isSoundOver = false
    /// Whether nothing is heard or sent any more.
    private var isOver = false
    /// How much sound the door was told is kept.
    private var keptMicros: Int64 = 0
    /// The task that takes the track's sound, while it waits for the connection to take what it has.
    private var pump: CheckedContinuation<Void, Never>?
    private let ending = AsyncStream.makeStream(of: Void.self)

    init(
        _ service: ListenRecognizer,
        through door: EgressDoor,
        into line: AsyncStream<RecognizedSpeech>.Continuation
    ) {
        (self.service, self.door, self.line) = (service, door, line)
        session = ListenSession(sampleRate: service.sampleRate)
    }

    /// Hears the sound until it ends and its last results are there, or the task is cancelled.
    func run(_ sound: AsyncStream<SoundChunk>) async {
        if let detector = try? service.detector?() { voice = VoiceMeter(detector) }
        let hearing = Task {
            for await chunk in sound { await hear(chunk) }
            soundEnded()
        }
        let ticking = Task { [service] in
            while (try? await service.time.ring(afterMicros: ListenLimits.tickMicros)) != nil {
                tick()
            }
        }
        for await _ in ending.stream { break }
        isOver = true
        session.forget()
        ticking.cancel()
        hearing.cancel()
        // It stays until its task has said with the request what is lost.
        if connection?.fault == nil { connection?.fault = .notNeeded }
        connection?.task?.cancel()
        await connection?.task?.value
        connection = nil
        resumePump()
        await hearing.value
    }

    private var now: Int64 { service.time.nowMicros }

    private func hear(_ chunk: SoundChunk) async {
        guard !isOver else { return }
        let voiced = voice?.voicedMicros(in: chunk.samples)
        perform(session.hear(chunk, voicedMicros: voiced, at: now))
        while isHeldUp { await withCheckedContinuation { pump = $0 } }
    }

    /// Whether no more sound is taken from the track for now; what its source keeps then is its own affair.
    private var isHeldUp: Bool {
        guard let connection else { return false }
        return session.isFull || connection.waitingMicros > ListenLimits.waitingMicros
    }

    private func soundEnded() {
        isSoundOver = true
        perform(session.soundEnded(at: now))
    }

    private func tick() {
        if let connection, connection.waiting > 0,
            now >= connection.lastWritten + ListenLimits.stallMicros
        {
            perform([.drop(.late)])
        }
        perform(session.tick(at: now))
    }

    private func perform(_ actions: [ListenSession.Action]) {
        guard !isOver else { return }
        let untold = session.untoldMicros
        if untold != keptMicros { door.untold.keep(untold - keptMicros) }
        keptMicros = untold
        for action in actions {
            switch action {
            case .connect: connect()
            case .send(let bytes, let micros): send(.sound(bytes, micros: micros), micros)
            case .say(let command): send(.text(command.text))
            case .ping: send(.ping)
            case .hear(let speech): line.yield(speech)
            case .drop(let fault):
                if connection?.fault == nil { connection?.fault = fault }
                connection?.task?.cancel()
            case .finish: ending.continuation.finish()
            }
        }
    }

    private func send(_ outgoing: Outgoing, _ micros: Int64 = 0) {
        guard connection != nil else { return }
        if connection?.waiting == 0 { connection?.lastWritten = now }
        connection?.waiting += 1
        connection?.waitingMicros += micros
        connection?.outgoing.yield(outgoing)
    }

    private func resumePump() {
        pump?.resume()
        pump = nil
    }
}

extension ListenTrack {
    private func connect() {
        connections += 1
        let number = connections
        let (messages, outgoing) = AsyncStream.makeStream(of: Outgoing.self)
        connection = Connection(number: number, outgoing: outgoing)
        connection?.task = Task {
            let actions = await hold(number, sending: messages)
            guard connection?.number == number, !isOver else { return }
            connection = nil
            resumePump()
            perform(actions(&session, now))
        }
    }

    private typealias Input = (inout ListenSession, Int64) -> [ListenSession.Action]

    /// Holds one connection until it ends, and gives what the session is to be told of that.
    private func hold(_ number: Int, sending messages: AsyncStream<Outgoing>) async -> Input {
        let target = service.client.address.path + service.target
        let departure = Departure(
            to: service.destination,
            asking: .speech,
            carrying: Array(target.utf8)
        )
        do {
            try await door.request(departure) { clearance in
                clearance.traffic.sent(target.utf8.count)
                try await converse(number, sending: messages, counting: clearance.traffic)
            }
            return { $0.lost(nil, at: $1) }
        } catch let fault as EgressFault {
            return { $0.lost(fault, at: $1) }
        } catch {
            // The door is shut, or what is behind it failed; it is not for this to know which.
            return { $0.refused(at: $1) }
        }
    }

    /// Converses under a request until the connection ends.
    private func converse(
        _ number: Int,
        sending messages: AsyncStream<Outgoing>,
        counting traffic: EgressTraffic
    ) async throws {
        act(on: number) { $0.mayLeave(at: $1) }
        let (writers, writer) = AsyncStream.makeStream(of: WebSocketWriter.self)
        let writing = Task {
            for await writer in writers { await write(messages, to: writer, number, traffic) }
        }
        defer {
            writer.finish()
            writing.cancel()
        }
        var fault: ListenFault?
        do {
            let end = try await service.client.converse(
                at: service.target,
                headers: service.headers,
                opened: {
                    await self.act(on: number) { $0.opened(at: $1) }
                    writer.yield($0)
                },
                received: { await self.take($0, from: number, traffic) }
            )
            fault = ListenFault(end, afterSound: isSoundOver)
        } catch {
            fault = .unopened(error)
        }
        let dropped = connection?.number == number ? connection?.fault : nil
        tellLosses(of: number, after: dropped ?? fault, with: traffic)
        if dropped == nil { try Task.checkCancellation() }
        if let fault = dropped ?? fault { throw fault.told(by: service.host) }
    }

    /// Says with the request what is lost with it.
    private func tellLosses(of number: Int, after fault: ListenFault?, with traffic: EgressTraffic)
    {
        guard connection?.number == number else { return }
        let lost = session.losses(isFault: fault != nil && fault != .notNeeded)
        door.untold.tell(lost, with: traffic)
        keptMicros = max(0, keptMicros - lost)
    }

    private func take(_ message: WebSocketMessage, from number: Int, _ traffic: EgressTraffic) {
        switch message {
        case .text(let bytes), .binary(let bytes):
            traffic.received(bytes.count)
            act(on: number) { $0.received(bytes, at: $1) }
        case .pong:
            act(on: number) { session, _ in
                session.pongCame()
                return []
            }
        }
    }

    /// Brings an input to the session, unless it comes over a connection that was given up.
    private func act(on number: Int, _ input: Input) {
        guard let connection, connection.number == number, connection.fault == nil else { return }
        perform(input(&session, now))
        resumePump()
    }

    private func write(
        _ messages: AsyncStream<Outgoing>,
        to writer: WebSocketWriter,
        _ number: Int,
        _ traffic: EgressTraffic
    ) async {
        do {
            for await message in messages {
                switch message {
                case .sound(let bytes, let micros):
                    traffic.sent(bytes.count, soundMicros: micros)
                    try await writer.send(bytes)
                    written(micros, number)
                case .text(let text):
                    traffic.sent(text.utf8.count)
                    try await writer.send(text: text)
                    written(0, number)
                case .ping:
                    try await writer.ping()
                    written(0, number)
                }
            }
        } catch {
            // The reader ends with the connection, and says how.
            writer.drop()
        }
    }

    private func written(_ micros: Int64, _ number: Int) {
        guard connection?.number == number else { return }
        connection?.waiting -= 1
        connection?.waitingMicros -= micros
        connection?.lastWritten = now
        if connection?.waitingMicros ?? 0 <= ListenLimits.waitingMicros { resumePump() }
    }
}
