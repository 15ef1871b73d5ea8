import Agent

/// What a session with a `/v1/listen` service does in answer to what happens: pure, so that every order can
/// be tried.
///
/// Each input returns the actions that its owner performs, in order. What does not fit the state (late,
/// twice, unknown) is passed over. Times are a stopwatch's.
struct ListenSession {
    /// What the owner does.
    enum Action: Equatable {
        /// Ask the door for a request and open a connection under it; say how it went.
        case connect
        /// Send sound, of which so much is somebody's.
        case send([UInt8], soundMicros: Int64)
        /// Send a text.
        case say(ListenCommand)
        /// Try whether the other side is there.
        case ping
        /// Hand over what was made out.
        case hear(RecognizedSpeech)
        /// Drop the connection, for this reason.
        case drop(ListenFault)
        /// Be done.
        case finish
    }

    private enum State {
        /// No connection; one is made when there is sound.
        case idle
        /// The door was asked; nothing that is heard now may be sent.
        case asking
        /// The request may leave, and its connection opens; what is heard now is held.
        case opening(by: Int64)
        case open
        /// The sound is over; the last results are awaited, each by a moment, and none after the latest.
        case closing(by: Int64, latest: Int64)
        case finished
    }

    private let sampleRate: Int
    private var state = State.idle
    private var backoff = Backoff()
    private var unheard: UnheardSound
    /// How much was heard since the connection began to open.
    private var heldMicros: Int64 = 0
    /// Whether the door let a stream of this session out, and has refused none since: then what is heard before
    /// the next may be sent with it.
    private var mayResend = false
    /// When the sound ended; nil while there is more of it.
    private var soundOverAt: Int64?
    /// Whether what is left is not tried again after the present connection.
    private var isLastTry = false
    private var clock = StreamClock()
    private var lines = ListenLines()
    private var lively = Liveliness(at: 0)
    private var junk = 0

    /// A session that has heard nothing.
    init(sampleRate: Int) {
        self.sampleRate = sampleRate
        unheard = UnheardSound(sampleRate: sampleRate)
    }

    /// Whether more sound would be lost: the door has not answered yet, or much is held already.
    var isFull: Bool {
        switch state {
        case .asking: true
        case .opening: heldMicros >= ListenLimits.heldMicros
        case .idle, .open, .closing, .finished: false
        }
    }

    /// Somebody's sound came.
    ///
    /// - Parameter voicedMicros: how much of it holds a voice; nil where nobody can tell.
    mutating func hear(
        _ chunk: SoundChunk,
        voicedMicros: Int64? = nil,
        at now: Int64
    ) -> [Action] {
        guard !chunk.samples.isEmpty, !isSoundOver else { return [] }
        switch state {
        case .idle:
            keep(chunk)
            guard backoff.isOver(at: now) else { return [] }
            state = .asking
            return [.connect]
        case .asking:
            keep(chunk)
            return []
        case .opening:
            unheard.add(chunk, at: nil)
            heldMicros += micros(chunk.samples.count)
            return []
        case .open:
            let sent = send(chunk, at: now)
            let length = micros(chunk.samples.count)
            let isUnanswered = lively.heard(length, voicedMicros: voicedMicros, at: now)
            return isUnanswered ? sent + [.drop(.silent)] : sent
        case .closing, .finished: return []
        }
    }

    /// The door let the request out.
    mutating func mayLeave(at now: Int64) -> [Action] {
        guard case .asking = state else { return [] }
        let latest = soundOverAt.map { $0 + ListenLimits.lastConnectMicros }
        state = .opening(by: min(now + ListenLimits.connectMicros, latest ?? .max))
        (mayResend, heldMicros) = (true, 0)
        return []
    }

    /// The door let nothing out.
    mutating func refused(at now: Int64) -> [Action] {
        backoff.refused(at: now)
        // It was kept for a service that was down, while it might still be heard.
        unheard.giveUp()
        mayResend = false
        return ended(at: now)
    }

    /// Sound of this session may not be sent any more: none that was heard is kept.
    mutating func forget() {
        _ = unheard.takeAll()
        mayResend = false
    }

    /// The connection is open; what was held for it goes out, and what an earlier one lost.
    mutating func opened(at now: Int64) -> [Action] {
        guard case .opening = state else { return [] }
        state = .open
        (clock, junk, lively) = (StreamClock(), 0, Liveliness(at: now))
        let first = unheard.takeAll().flatMap { send($0, at: now) }
        return isSoundOver ? first + close(at: now) : first
    }

    /// The service said something.
    mutating func received(_ bytes: [UInt8], at now: Int64) -> [Action] {
        switch state {
        case .open, .closing: break
        default: return []
        }
        lively.answered(at: now)
        let message: ListenMessage
        do { message = try ListenMessage(parsing: bytes) } catch {
            junk += 1
            return junk < ListenLimits.mostJunk ? [] : [.drop(.malformed(lacking: error.missing))]
        }
        junk = 0
        switch message {
        case .results(let results):
            backoff.succeeded()
            awaitMore(at: now)
            if results.isFinal { unheard.cover(upTo: results.coveredMicros) }
            return lines.take(results, clock).map(Action.hear)
        case .utteranceEnd: return lines.finish().map(Action.hear)
        case .error: return [.drop(.reported)]
        case .other: return []
        }
    }

    /// The other side answered a ping.
    mutating func pongCame() { lively.pongCame() }

    /// How much sound is lost for good when the present connection ends; told once, just before that.
    ///
    /// - Parameter isFault: whether it ends by a fault; a service that ended as it was asked to has had its say,
    ///   and one whose track was given back has had the sound.
    mutating func losses(isFault: Bool) -> Int64 {
        guard isFault else { return unheard.takeForgotten() }
        let overdue = unheard.takeOverdue()
        if isLastTry { unheard.giveUp() }
        return overdue + unheard.takeForgotten()
    }

    /// How much sound no service will have had if the track is given back now, apart from what was told.
    var untoldMicros: Int64 {
        switch state {
        case .idle, .asking, .opening: unheard.forgotten + unheard.length
        case .open, .closing: unheard.forgotten + (isLastTry ? unheard.length : 0)
        case .finished: unheard.forgotten
        }
    }

    /// The connection has ended, as it was asked to or by a fault, or could not be made.
    mutating func lost(_ fault: EgressFault?, at now: Int64) -> [Action] {
        if let fault { backoff.failed(fault, at: now) } else { _ = unheard.takeAll() }
        return ended(at: now)
    }

    /// There is no more sound.
    mutating func soundEnded(at now: Int64) -> [Action] {
        guard !isSoundOver else { return [] }
        soundOverAt = now
        switch state {
        case .idle: return tryAgain(at: now)
        case .open: return close(at: now)
        // What was held may still be sent; what was not may not.
        case .opening, .asking: return unheard.isEmpty ? [.drop(.notNeeded)] + finish() : []
        case .closing, .finished: return []
        }
    }

    /// Some time has passed.
    mutating func tick(at now: Int64) -> [Action] {
        switch state {
        case .opening(let by) where by <= now: return [.drop(.late)]
        case .closing(let by, _) where by <= now:
            // It was there and did not say its last words: it is not asked for them twice.
            isLastTry = true
            return [.drop(.late)]
        case .open: return keepOpen(at: now)
        case .idle where isSoundOver: return tryAgain(at: now)
        default: return []
        }
    }
}

extension ListenSession {
    private var isSoundOver: Bool { soundOverAt != nil }

    private mutating func keep(_ chunk: SoundChunk) {
        if mayResend { unheard.add(chunk, at: nil) }
    }

    private mutating func send(_ chunk: SoundChunk, at now: Int64) -> [Action] {
        unheard.add(chunk, at: clock.length)
        clock.add(micros(chunk.samples.count), from: chunk.startMicros)
        lively.sent(at: now)
        let size = max(1, sampleRate * Int(ListenLimits.frameMicros) / 1_000_000)
        return stride(from: 0, to: chunk.samples.count, by: size).map { start in
            let samples = chunk.samples[start..<min(start + size, chunk.samples.count)]
            return .send(samples.linear16, soundMicros: micros(samples.count))
        }
    }

    private mutating func close(at now: Int64) -> [Action] {
        let latest = now + ListenLimits.longestClosingMicros
        state = .closing(by: now + ListenLimits.closingMicros, latest: latest)
        return [.say(.closeStream)]
    }

    /// A service that still says what it made out has more to say.
    private mutating func awaitMore(at now: Int64) {
        guard case .closing(_, let latest) = state else { return }
        state = .closing(by: min(now + ListenLimits.closingMicros, latest), latest: latest)
    }

    private mutating func keepOpen(at now: Int64) -> [Action] {
        guard !lively.isDead(at: now) else { return [.drop(.late)] }
        var actions: [Action] = []
        for due in lively.takeDue(at: now) {
            switch due {
            case .silence: actions.append(silence())
            case .keepAlive: actions.append(.say(.keepAlive))
            case .ping: actions.append(.ping)
            }
        }
        return actions
    }

    private mutating func silence() -> Action {
        clock.addSilence(ListenLimits.silenceMicros)
        let count = sampleRate * Int(ListenLimits.silenceMicros) / 1_000_000
        return .send([UInt8](repeating: 0, count: count * 2), soundMicros: 0)
    }

    /// What follows when there is no connection any more: what was final stays so.
    private mutating func ended(at now: Int64) -> [Action] {
        if case .finished = state { return [] }
        state = .idle
        let said = lines.finish().map(Action.hear)
        return isSoundOver ? said + tryAgain(at: now) : said
    }

    /// After the end of the sound, what is left of it is tried once more: when the service has been left alone
    /// long enough, and in any case when it has waited long enough itself.
    private mutating func tryAgain(at now: Int64) -> [Action] {
        guard let soundOverAt, !isLastTry, !unheard.isEmpty else { return finish() }
        guard backoff.isOver(at: now) || soundOverAt + ListenLimits.lastTryMicros <= now else {
            return []
        }
        isLastTry = true
        state = .asking
        return [.connect]
    }

    private mutating func finish() -> [Action] {
        state = .finished
        return [.finish]
    }

    private func micros(_ samples: Int) -> Int64 { Int64(samples) * 1_000_000 / Int64(sampleRate) }
}
