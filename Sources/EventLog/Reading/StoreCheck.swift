import Dispatch
import Events
import Foundation
import Synchronization

/// The store's check of itself, which runs beside the reading of the entries.
///
/// Every entry may be as it was written; what an index or a constraint beside it says may still have
/// been changed.
final class StoreCheck: Sendable {
    private let running = DispatchGroup()
    private let result = Mutex(Result<Bool, any Error>.success(true))

    init(_ storage: any LogStorage, isWanted: Bool) {
        guard isWanted else { return }
        running.enter()
        // A thread of its own: the shared ones may all be waiting for such checks.
        Thread.detachNewThread { [self] in
            let found = Result { try storage.isSound() }
            result.withLock { $0 = found }
            running.leave()
        }
    }

    /// Waits until nothing is read any more.
    func wait() { running.wait() }

    /// Waits, and throws what was found.
    func finish(_ snapshot: any LogSnapshot, size: UInt64, lastGood: Checkpoint?) throws {
        wait()
        guard try !result.withLock({ $0 }).get() else { return }
        guard try !snapshot.hasRepeatedEventIDs() else {
            throw Violation(
                index: lastGood?.size.count ?? 0,
                what: "two entries have the same event id, expected every id once"
            )
        }
        throw Violation(
            index: size,
            what: "the store's schema, indexes or declared types do not agree with its tables"
        )
    }
}
