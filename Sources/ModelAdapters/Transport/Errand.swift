import Agent
import Events

/// One question to one service: its tries, each of them a request of its own through the door.
///
/// It is tried again only where the other side cannot have worked on it: it was never reached, or it said
/// at once that it is too busy; and only while the answer would still be of use.
struct Errand: Sendable {
    /// More tries than this do not fit a turn, and would add to the load of whoever is too busy.
    static let mostTries = 3
    /// The first wait where the other side does not say how long; it doubles, and a random part is added, so
    /// that many calls do not come back at once.
    static let firstWaitMicros: Int64 = 100_000

    let transport: HTTPTransport
    let destination: Destination
    let service: EgressRequested.Service
    let limits: TimeLimits

    /// Sends a request until it is answered, or may not be sent again.
    ///
    /// - Parameter target: what of its address is somebody's words, and so leaves as its body does.
    func send<Value: Sendable>(
        _ request: HTTPRequest,
        through door: EgressDoor,
        saying target: String = "",
        reading read: @escaping @Sendable (inout HTTPAnswer) async throws -> Value
    ) async throws -> Value {
        let began = transport.time.nowMicros
        var attempt = 1
        while true {
            do {
                return try await tryOnce(
                    request,
                    Try(number: attempt, beganMicros: began),
                    through: door,
                    saying: target,
                    reading: read
                )
            } catch let failed as FailedTry {
                guard let wait = failed.waitMicros else { throw failed.failure.fault }
                if wait > 0 { try await transport.time.ring(afterMicros: wait) }
                attempt += 1
            }
        }
    }

    /// One request; throws a `FailedTry`, while the door is told the fault in it.
    ///
    /// Its sound is kept until it was heard, or the last try is over.
    private func tryOnce<Value: Sendable>(
        _ request: HTTPRequest,
        _ one: Try,
        through door: EgressDoor,
        saying target: String,
        reading read: @escaping @Sendable (inout HTTPAnswer) async throws -> Value
    ) async throws -> Value {
        let departure = Departure(
            to: destination,
            asking: service,
            carrying: Array(target.utf8) + request.body
        )
        var failed: FailedTry?
        do {
            return try await door.request(departure) { clearance in
                clearance.traffic.sent(target.utf8.count)
                door.untold.tell(with: clearance.traffic)
                do {
                    let value = try await transport.send(
                        request,
                        within: limits.after(transport.time.nowMicros - one.beganMicros),
                        under: clearance,
                        reading: read
                    )
                    door.untold.keep(-request.soundMicros)
                    return value
                } catch let failure as HTTPFailure {
                    let wait = wait(after: failure, one)
                    failed = FailedTry(failure: failure, waitMicros: wait)
                    if wait == nil {
                        door.untold.tell(request.soundMicros, with: clearance.traffic)
                    }
                    throw failure.fault
                } catch {
                    door.untold.tell(request.soundMicros, with: clearance.traffic)
                    throw error
                }
            }
        } catch {
            throw failed ?? error
        }
    }

    /// How long to wait before the next try; nil when there is to be none.
    private func wait(after failure: HTTPFailure, _ one: Try) -> Int64? {
        guard case .after(let asked) = failure.retry, one.number < Self.mostTries else {
            return nil
        }
        let usual = Self.firstWaitMicros << (one.number - 1)
        let wait = asked ?? usual + transport.spread(0...usual)
        let passed = transport.time.nowMicros - one.beganMicros
        return passed + wait < min(limits.firstByteMicros, limits.wholeMicros) ? wait : nil
    }
}

/// Which try of an errand it is, and when the first began.
private struct Try {
    let number: Int
    let beganMicros: Int64
}

/// A try that failed, and how long to wait before the next; nil when there is to be none.
private struct FailedTry: Error {
    let failure: HTTPFailure
    let waitMicros: Int64?
}

extension TimeLimits {
    /// What is left of the limits when so much time has passed.
    func after(_ passed: Int64) -> TimeLimits {
        TimeLimits(
            firstByteMicros: max(0, firstByteMicros - passed),
            idleMicros: idleMicros,
            wholeMicros: max(0, wholeMicros - passed)
        )
    }
}
