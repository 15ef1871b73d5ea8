import Dispatch
import Synchronization

/// One answer of the sequencer, for a thread that may block.
///
/// The mutex guards the answer; the semaphore says that it is there.
final class BlockingAnswer: Sendable {
    typealias Answer = AppendRequest.Answer

    private let answer = Mutex<Answer>(.failure(.stopped(.closed)))
    private let ready = DispatchSemaphore(value: 0)

    func give(_ answer: Answer) {
        self.answer.withLock { $0 = answer }
        ready.signal()
    }

    func wait() -> Answer {
        ready.wait()
        return answer.withLock { $0 }
    }
}
