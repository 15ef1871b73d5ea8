public import Events
import Synchronization

/// The way out of a call for one piece of work: nothing leaves but through it.
///
/// A request goes out only with a `Clearance`, and only the door makes one, after the request has become
/// durable under the permit for its purpose. How the request ended is recorded when it is over.
public struct EgressDoor: Sendable {
    /// Makes a departure durable; throws `EgressRefusal` when it may not leave.
    ///
    /// What has passed under it can be read from its traffic at any time.
    typealias Depart = @Sendable (Departure, EgressTraffic) async throws -> EgressID
    /// Records how a request ended.
    typealias Arrive = @Sendable (EgressID, EgressEnding, EgressTraffic) async -> Void

    private let depart: Depart?
    private let arrive: Arrive?
    /// The sound behind it of which no request has told.
    public let untold: UntoldSound
    /// Whether nothing that goes through it was said or shown before `sharing` came into force.
    let isForSharing: Bool
    /// Whether the time of the work is up.
    let time: WorkTime

    init(
        telling untold: UntoldSound = UntoldSound(),
        isForSharing: Bool = true,
        within time: WorkTime = WorkTime(),
        depart: @escaping Depart,
        arrive: @escaping Arrive
    ) {
        (self.depart, self.arrive, self.untold) = (depart, arrive, untold)
        (self.isForSharing, self.time) = (isForSharing, time)
    }

    private init() {
        (depart, arrive, untold, isForSharing) = (nil, nil, UntoldSound(), true)
        time = WorkTime()
    }

    /// The way out for what carries nobody's words.
    ///
    /// That is the probes of `aside doctor`, a playbook that is read before any call, a file that is evaluated,
    /// and what an MCP server is told beside the calls of its tools: a greeting, the question for its tools,
    /// that a call was given up, a farewell. It records nothing, and MUST NOT be used for what somebody said or
    /// showed in a call, or for what was made of that.
    public static let forNobodysWords = EgressDoor()

    /// A way out that lets nothing out, for work that must stay on this machine.
    public static let shut = EgressDoor { _, _ in
        throw EgressRefusal.notWanted
    } arrive: { _, _, _ in
    }

    /// Sends one request, or holds one stream open.
    ///
    /// - Parameter send: does it; what it throws says how the request ended, as an `EgressFault` or a
    ///   `CancellationError`, which is `late` where the time of the work was up and else `cancelled`.
    /// - Throws: `EgressRefusal` when nothing may leave and nothing did; else what `send` throws.
    public func request<Answer: Sendable>(
        _ departure: Departure,
        isolation: isolated (any Actor)? = #isolation,
        send: (borrowing Clearance) async throws -> Answer
    ) async throws -> Answer {
        let traffic = EgressTraffic()
        let request = try await depart?(departure, traffic)
        let clearance = Clearance(traffic: traffic)
        do {
            let answer = try await send(clearance)
            await end(request, EgressEnding(.answered), traffic)
            return answer
        } catch {
            await end(request, EgressEnding(throwing: error, within: time), traffic)
            throw error
        }
    }

    /// In a task of its own: that the work was cancelled is no reason not to say so.
    private func end(
        _ request: EgressID?,
        _ ending: EgressEnding,
        _ traffic: EgressTraffic
    ) async {
        guard let request, let arrive else { return }
        await Task { await arrive(request, ending, traffic) }.value
    }
}

/// Whether the time of a piece of work is up; any task may say so, once and for all.
///
/// Whoever ends work because of its deadline MUST say so before it cancels the work: the log tells such
/// a request as late, and one that nobody needs or may have any more as cancelled.
final class WorkTime: Sendable {
    private let isOver = Atomic(false)

    /// Whether it is.
    var isUp: Bool { isOver.load(ordering: .acquiring) }

    /// Says that it is.
    func end() { isOver.store(true, ordering: .releasing) }
}

/// The licence for one request to leave: whatever sends bytes MUST ask for one.
public struct Clearance: ~Copyable, Sendable {
    /// What has passed under it so far.
    public let traffic: EgressTraffic

    fileprivate init(traffic: EgressTraffic) { self.traffic = traffic }
}

/// Counts what passes in the course of one request; any task may add to it.
public final class EgressTraffic: Sendable {
    private let out = Atomic(0)
    private let back = Atomic(0)
    private let sound = Atomic<Int64>(0)
    private let lostSound = Atomic<Int64>(0)

    fileprivate init() {}

    /// Bytes that left.
    public var bytesOut: Int { out.load(ordering: .relaxed) }
    /// Bytes that came back.
    public var bytesIn: Int { back.load(ordering: .relaxed) }
    /// How much sound left.
    public var soundMicros: Int64 { sound.load(ordering: .relaxed) }

    /// How much sound nobody will have heard when the request is over.
    public var lostMicros: Int64 { lostSound.load(ordering: .relaxed) }

    /// Bytes left, with so much sound in them.
    public func sent(_ bytes: Int, soundMicros: Int64 = 0) {
        out.add(bytes, ordering: .relaxed)
        if soundMicros > 0 { sound.add(soundMicros, ordering: .relaxed) }
    }

    /// So much sound was not heard and will not be tried again.
    func lost(soundMicros: Int64) {
        if soundMicros > 0 { lostSound.add(soundMicros, ordering: .relaxed) }
    }

    /// Bytes came back.
    public func received(_ bytes: Int) { back.add(bytes, ordering: .relaxed) }
}

/// Why a request may not leave.
public enum EgressRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// A purpose is not in force for everyone present, or for somebody who left and whose words go along, or
    /// was not in force when something of what would leave was said or shown.
    case notInForce(Purpose)
    /// The gate is not open, or consent changed at that very moment.
    case gateNotOpen
    /// Not everyone whose words it holds was told of the company that it would go to.
    case notDisclosed
    /// The work it was for has been withdrawn.
    case notWanted

    /// What was found and expected.
    public var description: String {
        switch self {
        case .notInForce(let purpose):
            "request refused: \(purpose.rawValue) is not in force for everyone present and everyone "
                + "whose words it holds, or was not when they were said"
        case .gateNotOpen:
            "request refused: the gate is not open; everyone present must agree first"
        case .notDisclosed:
            "request refused: not everyone whose words it holds was told of that company; ask one that "
                + "the notice of the call named"
        case .notWanted: "request refused: the work it was for has been withdrawn"
        }
    }
}
