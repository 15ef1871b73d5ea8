import Foundation
import RoomTesting
import SwiftProtobuf
import Synchronization

@testable import LiveKitAdapter

/// A core that plays a recorded session: each request is matched with the recorded one of its kind, and
/// what was heard after it is heard when all that had been asked before is asked again.
///
/// The mutex guards the state; one task hands out events, in the order of the tape.
final class ReplayedCore: NativeCore, Others {
    fileprivate struct State {
        var exchanges: [Exchange]
        /// Where on the tape we are.
        var place = 0
        /// The places of recorded requests that were made again.
        var made: Set<Int> = []
        /// How many recorded acts may be passed.
        var acts = 0
        /// What has another value this time: numbers of notices, ids of tips.
        var texts: [String: String] = [:]
        var ids: [UInt64: UInt64] = [:]
        var sink: (@Sendable ([UInt8]) -> Void)?
        var given: [UInt64] = []
        var dropped: [UInt64] = []
        var unforeseen: [String] = []
    }

    private let state: Mutex<State>
    private let wake: AsyncStream<Void>.Continuation

    init(_ tape: Tape) {
        state = Mutex(State(exchanges: tape.exchanges))
        let (woken, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.wake = wake
        Task { [weak self] in
            for await _ in woken { self?.play() }
        }
    }

    deinit { wake.finish() }

    /// Recorded requests that were not made again, by their name.
    var missed: [String] {
        state.withLock { state in
            state.exchanges.indices.filter { !state.made.contains($0) }
                .compactMap { state.recorded($0)?.kind }
        }
    }

    /// Requests that were not recorded, by their name.
    var unforeseen: [String] { state.withLock { $0.unforeseen } }

    /// The handles that were given, and those that were dropped; sorted.
    var handles: (given: [UInt64], dropped: [UInt64]) {
        state.withLock { ($0.given.sorted(), $0.dropped.sorted()) }
    }

    func act(_ act: String, _ fields: [String: Any]) {
        state.withLock { $0.acts += 1 }
        wake.yield()
    }

    func start(_ events: @escaping @Sendable ([UInt8]) -> Void) {
        state.withLock { $0.sink = events }
    }

    func drop(_ handle: UInt64) -> Bool {
        state.withLock { state in
            state.dropped.append(handle)
            return state.given.contains(handle)
        }
    }

    func copy(_ count: Int, from address: UInt64) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    func request(_ bytes: [UInt8]) -> [UInt8]? {
        guard let request = try? CoreRequest(serializedBytes: bytes).message else { return nil }
        defer { wake.yield() }
        return state.withLock { state in
            guard let place = state.place(of: request) else {
                state.unforeseen.append(request.kind)
                return nil
            }
            state.make(request, at: place)
            return state.exchanges[place].answer.map { Array($0) }
        }
    }

    private func play() {
        while let (bytes, sink) = state.withLock({ $0.next() }) { sink(bytes) }
    }
}

extension ReplayedCore.State {
    fileprivate func recorded(_ place: Int) -> CoreRequest.OneOf_Message? {
        exchanges[place].asked.flatMap { try? CoreRequest(serializedBytes: $0).message }
    }

    /// Where a request stands on the tape, and was not made yet.
    fileprivate func place(of request: CoreRequest.OneOf_Message) -> Int? {
        exchanges.indices.first { place in
            !made.contains(place) && recorded(place)?.kind == request.kind
        }
    }

    /// Notes that a request was made, and what of it is not as it was.
    fileprivate mutating func make(_ request: CoreRequest.OneOf_Message, at place: Int) {
        made.insert(place)
        guard let before = recorded(place) else { return }
        if let old = before.asyncID { ids[old] = request.asyncID }
        if let old = before.remoteCall?.fields, let new = request.remoteCall?.fields {
            for (name, value) in old { texts[value] = new[name] }
        }
        if case .textReadAll(let reading) = request { dropped.append(reading.readerHandle) }
        let answer = exchanges[place].answer.flatMap { try? CoreResponse(serializedBytes: $0) }
        if let stream = answer?.newStream { given.append(stream) }
    }

    /// The next event that may be heard.
    fileprivate mutating func next() -> ([UInt8], @Sendable ([UInt8]) -> Void)? {
        while place < exchanges.count, let sink {
            let exchange = exchanges[place]
            if exchange.asked != nil, !made.contains(place) { return nil }
            if exchange.act != nil {
                guard acts > 0 else { return nil }
                acts -= 1
            }
            place += 1
            if let heard = exchange.heard { return (hearing(heard), sink) }
        }
        return nil
    }

    /// An event, with the values of this time.
    private mutating func hearing(_ data: Data) -> [UInt8] {
        guard var event = try? CoreEvent(serializedBytes: data) else { return Array(data) }
        given += event.message?.handles.map(\.id) ?? []
        if let id = event.message?.answeredRequest { event.answer(ids[id] ?? id) }
        if case .rpcMethodInvocation(var call) = event.message {
            for (old, new) in texts { call.payload = call.payload.replacing(old, with: new) }
            event.message = .rpcMethodInvocation(call)
        }
        return (try? event.serializedBytes()) ?? Array(data)
    }
}

extension CoreRequest.OneOf_Message {
    /// What makes two requests the same, in two runs of one session.
    fileprivate var kind: String {
        switch self {
        case .setSubscribed(let request):
            "\(name) \(request.subscribe) \(request.publicationHandle)"
        case .newVideoStream(let request): "\(name) \(request.trackHandle)"
        case .newAudioStream(let request): "\(name) \(request.trackHandle)"
        case .performRpc(let call):
            "\(name) \(call.method) \(call.destinationIdentity)"
                + (call.method == RemoteMethod.receipt.rawValue ? call.payload : "")
        case .registerRpcMethod(let request): "\(name) \(request.method)"
        case .rpcMethodInvocationResponse(let answer): "\(name) \(answer.invocationID)"
        case .textReadAll(let request): "\(name) \(request.readerHandle)"
        case .connect, .disconnect, .readyForRoomEvent: name
        }
    }

    fileprivate var asyncID: UInt64? {
        switch self {
        case .connect(let request): request.requestAsyncID
        case .disconnect(let request): request.requestAsyncID
        case .performRpc(let request): request.requestAsyncID
        case .textReadAll(let request): request.requestAsyncID
        default: nil
        }
    }
}

extension CorePerformRpcRequest {
    /// The texts in the payload.
    fileprivate var fields: [String: String]? {
        let object = try? JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]
        return object?.compactMapValues { $0 as? String }.filter {
            ["nonce", "id"].contains($0.key)
        }
    }
}

extension CoreResponse {
    fileprivate var newStream: UInt64? {
        switch message {
        case .newAudioStream(let answer), .newVideoStream(let answer): answer.stream.handle.id
        case nil: nil
        }
    }
}

extension CoreEvent {
    /// Makes it the answer to a request.
    fileprivate mutating func answer(_ id: UInt64) {
        switch message {
        case .connect: connect.asyncID = id
        case .disconnect: disconnect.asyncID = id
        case .performRpc: performRpc.asyncID = id
        case .textStreamReaderReadAll: textStreamReaderReadAll.asyncID = id
        default: break
        }
    }
}
