import Events

/// Calls the tools of one call: within their deadlines, once for what is asked twice, and not at all
/// while they keep failing.
///
/// It appends nothing. Whoever asks MUST have made `tool.called` durable before, and appends the
/// outcome after. The actor owns the ledger and the flights; between its awaits nothing is half done.
public actor ToolRunner {
    private let box: ToolBox
    private let stopwatch: any Stopwatch
    private let alarm: any Alarm
    private var ledger = ToolLedger()
    private var flights: [ToolInvocation.Fingerprint: Flight] = [:]
    private var newestFlight = 0
    /// By the number of their flight: who was told that it timed out.
    private var givenUp: [Int: [Waiter]] = [:]
    private var spent: Set<ToolCallID> = []

    /// Somebody who waits for an answer.
    private struct Waiter {
        var id: ToolCallID
        var askedAtMicros: Int64
        var isFirst: Bool
        var onLate: LateAnswer?
        var answer: CheckedContinuation<ToolOutcome, Never>
    }

    /// One question to a source, and everybody who waits for its answer.
    private struct Flight {
        var number: Int
        var door: EgressDoor
        var waiters: [Waiter] = []
        var tasks: [Task<Void, Never>] = []
    }

    /// A runner for the tools of one call.
    public init(_ box: ToolBox, stopwatch: any Stopwatch, alarm: any Alarm) {
        (self.box, self.stopwatch, self.alarm) = (box, stopwatch, alarm)
    }

    /// Calls a tool that only reads; one that acts is refused.
    ///
    /// - Parameters:
    ///   - door: the way out for its source.
    ///   - onLate: told once if an answer comes after its deadline, from a task of its own.
    public func run(
        _ invocation: ToolInvocation,
        through door: EgressDoor,
        onLate: LateAnswer? = nil
    ) async -> ToolOutcome {
        guard invocation.tool.access == .readOnly else {
            return .failed(.notApproved, latencyMicros: 0)
        }
        return await answer(to: invocation, through: door, onLate)
    }

    /// Calls a tool that the rep approved; a second time is refused.
    public func run(
        _ approved: ApprovedInvocation,
        through door: EgressDoor,
        onLate: LateAnswer? = nil
    ) async -> ToolOutcome {
        guard spent.insert(approved.invocation.id).inserted else {
            return .failed(.notApproved, latencyMicros: 0)
        }
        return await answer(to: approved.invocation, through: door, onLate)
    }

    /// How many wait for the answer to this call or the same.
    public func waiting(for invocation: ToolInvocation) -> Int {
        flights[invocation.fingerprint]?.waiters.count ?? 0
    }

    private func answer(
        to invocation: ToolInvocation,
        through door: EgressDoor,
        _ onLate: LateAnswer?
    ) async -> ToolOutcome {
        let now = stopwatch.nowMicros
        switch ledger.decide(invocation, atMicros: now) {
        case .refuse(let reason):
            return .failed(reason, latencyMicros: 0)
        case .answer(let answer):
            return outcome(of: answer, to: invocation, askedAt: now, .cache)
        case .join:
            return await wait(for: invocation, askedAt: now, isFirst: false, onLate)
        case .ask:
            take(off: invocation, through: door)
            return await wait(for: invocation, askedAt: now, isFirst: true, onLate)
        }
    }

    private func wait(
        for invocation: ToolInvocation,
        askedAt now: Int64,
        isFirst: Bool,
        _ onLate: LateAnswer?
    ) async -> ToolOutcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                let waiter = Waiter(
                    id: invocation.id,
                    askedAtMicros: now,
                    isFirst: isFirst,
                    onLate: onLate,
                    answer: answer
                )
                flights[invocation.fingerprint]?.waiters.append(waiter)
                if Task.isCancelled { callOff(invocation) }
            }
        } onCancel: {
            Task { await callOff(invocation) }
        }
    }

    /// Lets one who waits go without an answer; when nobody waits any more, the question is withdrawn
    /// from its source too.
    private func callOff(_ invocation: ToolInvocation) {
        guard var flight = flights[invocation.fingerprint],
            let place = flight.waiters.firstIndex(where: { $0.id == invocation.id })
        else { return }
        let waiter = flight.waiters.remove(at: place)
        flights[invocation.fingerprint] = flight
        if flight.waiters.isEmpty {
            let now = end(flight, of: invocation)
            ledger.failed(invocation, with: .notAllowed, atMicros: now)
        }
        let latency = stopwatch.nowMicros - waiter.askedAtMicros
        waiter.answer.resume(returning: .failed(.interrupted, latencyMicros: latency))
    }

    /// Starts the question and its deadline; neither task is ever awaited, so neither can hold
    /// anybody up.
    private func take(off invocation: ToolInvocation, through door: EgressDoor) {
        newestFlight += 1
        let (number, limits) = (newestFlight, invocation.tool.limits)
        let (alarm, source) = (alarm, box.source(of: invocation.tool))
        let question = Task {
            let reply = await Reply.of(
                source,
                to: invocation,
                through: door,
                largest: limits.largestResult
            )
            await land(number, invocation, reply)
        }
        let deadline = Task {
            guard (try? await alarm.ring(afterMicros: limits.deadlineMicros)) != nil else { return }
            giveUp(number, invocation)
        }
        flights[invocation.fingerprint] = Flight(
            number: number,
            door: door,
            tasks: [question, deadline]
        )
    }

    private func land(_ number: Int, _ invocation: ToolInvocation, _ reply: Reply) async {
        ledger.cameBack(invocation.tool)
        guard let flight = flights[invocation.fingerprint], flight.number == number else {
            return await landLate(number, invocation, reply)
        }
        let now = end(flight, of: invocation)
        switch reply {
        case .answer(let json, let bytes):
            let answer = ToolLedger.Answer(
                json: json,
                bytes: bytes,
                cameAtMicros: now,
                standsUntilMicros: now + invocation.tool.limits.cacheMicros
            )
            ledger.answered(invocation, answer)
            give(answer, of: invocation, to: flight.waiters) { $0.isFirst ? .source : .joined }
        case .fault(let fault):
            ledger.failed(invocation, with: fault, atMicros: now)
            for waiter in flight.waiters {
                let latency = now - waiter.askedAtMicros
                waiter.answer.resume(
                    returning: .failed(
                        fault.reason,
                        latencyMicros: latency,
                        lacking: fault.missing
                    )
                )
            }
        }
    }

    private func give(
        _ answer: ToolLedger.Answer,
        of invocation: ToolInvocation,
        to waiters: [Waiter],
        from origin: (Waiter) -> ToolCompleted.Origin
    ) {
        for waiter in waiters {
            let asked = waiter.askedAtMicros
            let outcome = outcome(of: answer, to: invocation, askedAt: asked, origin(waiter))
            waiter.answer.resume(returning: outcome)
        }
    }

    private func giveUp(_ number: Int, _ invocation: ToolInvocation) {
        guard let flight = flights[invocation.fingerprint], flight.number == number else { return }
        flight.door.time.end()
        let now = end(flight, of: invocation)
        ledger.failed(invocation, with: .unavailable, atMicros: now)
        givenUp[number] = flight.waiters
        for waiter in flight.waiters {
            waiter.answer.resume(returning: .timedOut(latencyMicros: now - waiter.askedAtMicros))
        }
    }

    /// Takes a flight off the table and stops what still runs for it.
    private func end(_ flight: Flight, of invocation: ToolInvocation) -> Int64 {
        flights[invocation.fingerprint] = nil
        for task in flight.tasks { task.cancel() }
        return stopwatch.nowMicros
    }

    /// An answer after its deadline is nobody's any more, but the next who makes the same call gets it
    /// while it is fresh; that a source gave up when told to is no answer.
    ///
    /// An act that was done after all counts as done: the same one is not done again.
    private func landLate(_ number: Int, _ invocation: ToolInvocation, _ reply: Reply) async {
        let waiters = givenUp.removeValue(forKey: number) ?? []
        guard case .answer(let json, let bytes) = reply else { return }
        let (now, limits) = (stopwatch.nowMicros, invocation.tool.limits)
        var answer = ToolLedger.Answer(
            json: json,
            bytes: bytes,
            cameAtMicros: now,
            standsUntilMicros: now + limits.cacheMicros
        )
        if invocation.tool.access == .acting {
            ledger.answeredLate(invocation, answer)
        } else if let asked = waiters.map(\.askedAtMicros).min(), now - asked <= limits.freshMicros
        {
            answer.standsUntilMicros = min(answer.standsUntilMicros, asked + limits.freshMicros)
            keep(answer, of: invocation)
        }
        for waiter in waiters { await waiter.onLate?(waiter.id, now - waiter.askedAtMicros) }
    }

    /// Keeps a late answer, and gives it to those who have asked the same meanwhile.
    private func keep(_ answer: ToolLedger.Answer, of invocation: ToolInvocation) {
        guard let flight = flights[invocation.fingerprint] else {
            return ledger.answeredLate(invocation, answer)
        }
        _ = end(flight, of: invocation)
        ledger.answered(invocation, answer)
        give(answer, of: invocation, to: flight.waiters) { _ in .joined }
    }

    private func outcome(
        of answer: ToolLedger.Answer,
        to invocation: ToolInvocation,
        askedAt asked: Int64,
        _ origin: ToolCompleted.Origin
    ) -> ToolOutcome {
        let now = stopwatch.nowMicros
        let result = ToolResult(
            json: answer.json,
            bytes: answer.bytes,
            origin: origin,
            latencyMicros: now - asked,
            freshUntilMicros: asked + invocation.tool.limits.freshMicros
        )
        guard result.isFresh(atMicros: now) else { return .wentStale(latencyMicros: now - asked) }
        return .completed(result)
    }
}
