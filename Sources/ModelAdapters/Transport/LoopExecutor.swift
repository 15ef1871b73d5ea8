import NIOCore

/// Runs tasks on the thread of one event loop.
///
/// Whoever reads a stream there is not woken for each piece of it: the thread that took it from the network
/// goes on with it.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
