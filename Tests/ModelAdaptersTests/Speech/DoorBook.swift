@testable import Agent
import AsideTesting
import Events
import Synchronization

/// A door that writes down what leaves and how it ends, and lets through only while it is open.
final class DoorBook: Sendable {
    /// A request that is over.
    struct End: Sendable {
        var outcome: EgressEnded.Outcome
        /// What its answer lacked.
        var missing: String?
        var bytesOut: Int
        var bytesIn: Int
        var soundMicros: Int64
        var lostMicros: Int64
    }

    let departures = WatchedList<Departure>()
    let refusals = WatchedList<Departure>()
    let ends = WatchedList<End>()
    /// What the sound behind it was told of with no request.
    let untold = UntoldSound()
    private let isOpen: Mutex<Bool>
    private let ids = IDGenerator(clock: ManualClock(), random: SeededGenerator(seed: 1))

    init(isOpen: Bool = true) { self.isOpen = Mutex(isOpen) }

    /// Opens or shuts it.
    func setOpen(_ isOpen: Bool) { self.isOpen.withLock { $0 = isOpen } }

    /// The door.
    var door: EgressDoor {
        EgressDoor(telling: untold) { departure, _ in
            guard self.isOpen.withLock({ $0 }) else {
                self.refusals.append([departure])
                throw EgressRefusal.notInForce(.sharing)
            }
            self.departures.append([departure])
            return self.ids.egressID()
        } arrive: { _, ending, traffic in
            self.ends.append([
                End(
                    outcome: ending.outcome,
                    missing: ending.missing?.name,
                    bytesOut: traffic.bytesOut,
                    bytesIn: traffic.bytesIn,
                    soundMicros: traffic.soundMicros,
                    lostMicros: traffic.lostMicros
                )
            ])
        }
    }

    /// How the first so many requests ended.
    func outcomes(_ count: Int = 1) async -> [EgressEnded.Outcome] {
        await ends.until { $0.count >= count }.map(\.outcome)
    }
}
