import Synchronization

/// One handle of the client core, dropped exactly once: by `close`, or when nobody holds it any more.
final class NativeHandle: Sendable {
    /// The number by which the core knows it.
    let id: UInt64
    private let core: any NativeCore
    private let ledger: HandleLedger
    private let isOwned = Atomic(true)

    init(_ id: UInt64, of core: any NativeCore, in ledger: HandleLedger) {
        (self.id, self.core, self.ledger) = (id, core, ledger)
        ledger.live.add(1, ordering: .relaxed)
    }

    deinit { close() }

    /// Drops the handle, unless that has been done.
    func close() {
        guard isOwned.exchange(false, ordering: .acquiringAndReleasing) else { return }
        ledger.live.subtract(1, ordering: .relaxed)
        if !core.drop(id) { ledger.unknown.add(1, ordering: .relaxed) }
    }

    /// Leaves the handle to the core, which took it with a request.
    func wasTaken() {
        guard isOwned.exchange(false, ordering: .acquiringAndReleasing) else { return }
        ledger.live.subtract(1, ordering: .relaxed)
    }
}

/// Counts handles, so that a leak shows.
final class HandleLedger: Sendable {
    /// Handles that are ours and not yet dropped.
    let live = Atomic(0)
    /// Drops of handles that the core did not know.
    let unknown = Atomic(0)
}
