import Dispatch
import Events
import Synchronization

/// Whoever has the turn sequences: the log's own thread, or a lone writer on its own.
///
/// The mutex guards the sequencer; the queue's turn sees to it that nobody waits for it. A lone
/// writer's thread waits for the disk: at most one of Swift's pool at a time, and for no longer than
/// one commit, which is what any append that comes meanwhile must wait for anyhow.
final class Sequencing: Sendable {
    private let sequencer: Mutex<Sequencer>
    private let parts: Sequencer.Parts

    init(parts: Sequencer.Parts) {
        sequencer = Mutex(Sequencer(parts: parts))
        self.parts = parts
    }

    /// Drains the queue, batch after batch, until it is closed or the log must stop.
    ///
    /// For the log's own thread. While commits are quick, what was queued during one is the next: half
    /// of the writers seal and encode while the lines of the other half are written. When they are
    /// slow, all are waited for: whoever came too late would wait for the whole of the next one.
    func run() {
        let settings = parts.settings
        let linger = DispatchTimeInterval.microseconds(settings.lingerMicros)
        let slow = Duration.microseconds(settings.slowCommitMicros)
        var newest = Duration.zero
        while let batch = parts.queue.next(waitingForAll: newest > slow ? linger : nil) {
            newest = ContinuousClock().measure { process(batch) }
        }
        parts.publisher.close()
    }

    /// Queues a request, or sequences it at once when nobody else does anything.
    func submit(_ request: AppendRequest) {
        guard let batch = parts.queue.enqueue(request) else { return }
        process(batch)
        parts.queue.giveBackTurn()
    }

    private func process(_ batch: BatchBuilder) {
        if let stop = sequencer.withLock({ $0.process(batch) }) { parts.queue.stop(stop) }
    }
}
