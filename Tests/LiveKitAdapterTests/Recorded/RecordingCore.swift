import Foundation
import RoomTesting
import SwiftProtobuf
import Synchronization

@testable import LiveKitAdapter

/// A core that writes down what is asked of it and what it says, without tokens, addresses, sound and
/// pictures.
///
/// The mutex guards the tape.
final class RecordingCore: NativeCore {
    /// How many frames of a stream are kept: what follows says nothing new.
    private static let mostFrames = 3

    private struct State {
        var tape = Tape()
        var frames: [UInt64: Int] = [:]
        var token = ""
    }

    private let core: any NativeCore
    private let state = Mutex(State())

    init(_ core: any NativeCore) { self.core = core }

    /// What was recorded since the last time.
    func takeTape() -> Tape {
        state.withLock { state in
            defer { state = State() }
            return state.tape
        }
    }

    /// Notes that the others are about to do something.
    func note(_ act: String) {
        state.withLock { $0.tape.exchanges.append(Exchange(act: act)) }
    }

    func start(_ events: @escaping @Sendable ([UInt8]) -> Void) {
        core.start { [weak self] bytes in
            self?.record(bytes)
            events(bytes)
        }
    }

    func request(_ request: [UInt8]) -> [UInt8]? {
        // Noted before it is made: its events may come before its answer.
        let place = state.withLock { state in
            state.tape.exchanges.append(Exchange(asked: blanked(request, &state.token)))
            return state.tape.exchanges.count - 1
        }
        let answer = core.request(request)
        state.withLock { state in
            guard state.tape.exchanges.indices.contains(place) else { return }
            state.tape.exchanges[place].answer = answer.map { Data($0) }
        }
        return answer
    }

    func drop(_ handle: UInt64) -> Bool { core.drop(handle) }

    func copy(_ count: Int, from address: UInt64) -> [UInt8] {
        core.copy(count, from: address)
    }

    private func blanked(_ bytes: [UInt8], _ token: inout String) -> Data {
        guard var request = try? CoreRequest(serializedBytes: bytes),
            case .connect(var connect) = request.message
        else { return Data(bytes) }
        token = connect.token
        (connect.token, connect.url) = ("", "")
        request.message = .connect(connect)
        return (try? request.serializedData()) ?? Data()
    }

    private func record(_ bytes: [UInt8]) {
        guard let event = try? CoreEvent(serializedBytes: bytes) else { return }
        state.withLock { state in
            guard let kept = Self.kept(event, &state) else { return }
            state.tape.exchanges.append(Exchange(heard: try? kept.serializedData()))
        }
    }

    /// What of an event is written down.
    private static func kept(_ event: CoreEvent, _ state: inout State) -> CoreEvent? {
        var event = event
        switch event.message {
        // What we do not read may hold anything.
        case nil: return nil
        case .connect(var callback):
            if case .error(let text) = callback.message {
                let blank = state.token.isEmpty ? text : text.replacing(state.token, with: "")
                callback.message = .error(blank)
                event.message = .connect(callback)
            }
        case .audioStreamEvent(let sound): return isWanted(sound.streamHandle, &state) ? event : nil
        case .videoStreamEvent(let sight): return isWanted(sight.streamHandle, &state) ? event : nil
        default: break
        }
        // So do tokens begin: the server sends a fresh one from time to time.
        return (try? event.serializedData())?.firstRange(of: Data("eyJ".utf8)) == nil ? event : nil
    }

    private static func isWanted(_ stream: UInt64, _ state: inout State) -> Bool {
        state.frames[stream, default: 0] += 1
        return state.frames[stream, default: 0] <= mostFrames
    }
}

/// Others whose acts are noted on a tape before they are done.
struct RecordedOthers: Others {
    let core: RecordingCore
    let room: PuppetRoom

    func act(_ act: String, _ fields: [String: Any]) throws {
        core.note(act)
        try room.act(act, fields)
    }
}
