import AsideTesting
import SwiftProtobuf
import Synchronization

@testable import LiveKitAdapter

/// A client core that answers as a test tells it: at once, late, twice, out of order or not at all.
///
/// The mutex guards the state.
final class FakeCore: NativeCore {
    /// What a remote call is answered with; nil for no answer.
    typealias Answer = @Sendable (CorePerformRpcRequest) -> CorePerformRpcCallback?
    /// Which requests are meant.
    typealias Choice = @Sendable (CoreRequest.OneOf_Message) -> Bool

    private struct Interruption {
        var isMeant: Choice
        var act: @Sendable () -> Void
    }

    private struct State {
        var sink: (@Sendable ([UInt8]) -> Void)?
        var nextHandle: UInt64 = 100
        var given: Set<UInt64> = []
        var dropped: [UInt64] = []
        var memory: [UInt64: [UInt8]] = [:]
        var streams: [UInt64] = []
        var texts: [UInt64: String] = [:]
        var answer: Answer = { _ in nil }
        var connecting: CoreConnectCallback.OneOf_Message?
        var isMute = false
        var isRefused: Choice = { _ in false }
        var interruption: Interruption?
    }

    private let state = Mutex(State())
    private let drops = WatchedList<UInt64>()
    private let asked = WatchedList<CoreRequest.OneOf_Message>()

    /// Every request, in order.
    var requests: [CoreRequest.OneOf_Message] { asked.all }

    /// Waits until the requests are so.
    @discardableResult
    func until(
        _ holds: @escaping @Sendable ([CoreRequest.OneOf_Message]) -> Bool
    ) async -> [CoreRequest.OneOf_Message] { await asked.until(holds) }

    /// The handles that were given and not dropped.
    var held: Set<UInt64> { state.withLock { $0.given.subtracting($0.dropped) } }

    /// The handles that were dropped more than once, or never given.
    var wronglyDropped: [UInt64] {
        state.withLock { state in
            let counts = Dictionary(state.dropped.map { ($0, 1) }, uniquingKeysWith: +)
            return counts.filter { $0.value > 1 || !state.given.contains($0.key) }.map(\.key)
        }
    }

    /// Says how remote calls are answered from now on.
    func answerCalls(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }

    /// Says what the next attempt to connect comes to.
    func connect(_ outcome: CoreConnectCallback.OneOf_Message) {
        state.withLock { $0.connecting = outcome }
    }

    /// Answers nothing any more by itself.
    func fallSilent() { state.withLock { $0.isMute = true } }

    /// Refuses every request from now on.
    func refuseEverything() { refuse { _ in true } }

    /// Refuses these requests from now on, and no others.
    func refuse(_ choice: @escaping Choice) { state.withLock { $0.isRefused = choice } }

    /// Does something once, just before such a request is taken, as another thread might.
    func before(_ choice: @escaping Choice, _ act: @escaping @Sendable () -> Void) {
        state.withLock { $0.interruption = Interruption(isMeant: choice, act: act) }
    }

    /// A handle as the core gives one.
    func handle() -> CoreOwnedHandle {
        state.withLock { state in
            state.nextHandle += 1
            state.given.insert(state.nextHandle)
            return .with { $0.id = state.nextHandle }
        }
    }

    /// Memory that an event can point to.
    func memory(_ bytes: [UInt8]) -> UInt64 {
        state.withLock { state in
            state.nextHandle += 1
            state.memory[state.nextHandle] = bytes
            return state.nextHandle
        }
    }

    /// The streams that were begun, by handle.
    var streams: [UInt64] { state.withLock { $0.streams } }

    /// What a reader will read.
    func texts(_ reader: UInt64, _ text: String) { state.withLock { $0.texts[reader] = text } }

    private func stream() -> CoreOwnedHandle {
        let handle = handle()
        state.withLock { $0.streams.append(handle.id) }
        return handle
    }

    /// Lets something happen.
    func emit(_ message: CoreEvent.OneOf_Message) {
        emit(bytes: (try? CoreEvent.with { $0.message = message }.serializedBytes()) ?? [])
    }

    /// Lets bytes come that may be no event.
    func emit(bytes: [UInt8]) { state.withLock { $0.sink }?(bytes) }

    func start(_ events: @escaping @Sendable ([UInt8]) -> Void) {
        state.withLock { $0.sink = events }
    }

    func drop(_ handle: UInt64) -> Bool {
        defer { drops.append([handle]) }
        return state.withLock { state in
            state.dropped.append(handle)
            return state.given.contains(handle)
        }
    }

    /// Waits until a handle was dropped.
    func dropped(_ handle: UInt64) async { await drops.until { $0.contains(handle) } }

    /// Waits until nothing is held any more.
    func heldNothing() async { await drops.until { [self] _ in held.isEmpty } }

    func copy(_ count: Int, from address: UInt64) -> [UInt8] {
        Array((state.withLock { $0.memory[address] } ?? []).prefix(count))
    }

    func request(_ request: [UInt8]) -> [UInt8]? {
        guard let message = try? CoreRequest(serializedBytes: request).message else { return nil }
        interruption(of: message)?.act()
        let isRefused = state.withLock { $0.isRefused }
        guard !isRefused(message) else { return nil }
        var response = CoreResponse()
        switch message {
        case .newAudioStream: response.newAudioStream.stream.handle = stream()
        case .newVideoStream: response.newVideoStream.stream.handle = stream()
        default: break
        }
        asked.append([message])
        if !state.withLock({ $0.isMute }) { react(to: message) }
        return try? response.serializedBytes()
    }

    private func interruption(of message: CoreRequest.OneOf_Message) -> Interruption? {
        state.withLock { state in
            guard let due = state.interruption, due.isMeant(message) else { return nil }
            state.interruption = nil
            return due
        }
    }

    private func react(to message: CoreRequest.OneOf_Message) {
        switch message {
        case .connect(let request):
            let outcome = state.withLock { $0.connecting }
            emit(
                .connect(
                    .with {
                        $0.asyncID = request.requestAsyncID; $0.message = outcome
                    }
                )
            )
        case .disconnect(let request):
            emit(.disconnect(.with { $0.asyncID = request.requestAsyncID }))
        case .performRpc(let request):
            guard var callback = state.withLock({ $0.answer })(request) else { return }
            callback.asyncID = request.requestAsyncID
            emit(.performRpc(callback))
        case .textReadAll(let request):
            let text = state.withLock { state in
                // The core takes the reader with the request.
                state.dropped.append(request.readerHandle)
                return state.texts[request.readerHandle]
            }
            drops.append([request.readerHandle])
            emit(
                .textStreamReaderReadAll(
                    .with {
                        $0.asyncID = request.requestAsyncID
                        $0.content = text ?? ""
                    }
                )
            )
        default: break
        }
    }
}

extension CorePerformRpcCallback {
    /// The client shows what it was sent.
    static let shown = Self.with { $0.payload = #"{"shown":true}"# }

    /// It fails with a code.
    static func failed(_ code: Int) -> Self { .with { $0.error.code = UInt32(code) } }
}
