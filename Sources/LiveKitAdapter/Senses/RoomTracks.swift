import Agent
import Events
import Synchronization

/// The tracks of a room: asks the server for those that the call may have, and hands on what they carry.
///
/// Nothing of a track is handed on before it was asked for and after it was given back, whatever is on its
/// way at that moment.
final class RoomTracks: TrackSubscriber {
    /// What tracks carry, as the call takes it.
    struct Receivers: Sendable {
        var speech: @Sendable (_ identity: String, RecognizedSpeech) async -> Void
        var picture: @Sendable (_ identity: String, Frame, TrackReception) async -> Void
        /// The way out for a person's sound.
        var soundDoor: @Sendable (_ identity: String) async -> EgressDoor
        /// The time since the call began.
        var callMicros: @Sendable () -> Int64
    }

    /// One person's tracks of one source, the oldest first: only that one is ever received.
    fileprivate struct Key: Hashable {
        var owner: String
        var source: TrackSource
    }

    private struct State {
        var published: [Key: [RoomTrack]] = [:]
        var wanted: Set<Key> = []
        var taps: [Key: Tap] = [:]
        /// What is on its way to its end, and holds its track until then.
        var ending: [Task<Void, Never>] = []
    }

    private struct Tap {
        var end: @Sendable () -> Void
        /// Lets what has arrived be made out.
        var finish: @Sendable () -> Void
        var work: Task<Void, Never>
    }

    /// How often the screen is looked at, at most: enough to see that it has come to rest.
    static let lookPauseMicros: Int64 = 250_000

    let sources: Set<TrackSource>
    let isSoundOutside: Bool
    private let connection: RoomConnection
    private let recognizer: (any SpeechRecognizer)?
    private let alarm: any Alarm
    private let receivers: Receivers
    private let state = Mutex(State())

    /// The tracks of a room; sound is received only where there is something that understands it.
    init(
        of connection: RoomConnection,
        recognizer: (any SpeechRecognizer)?,
        alarm: any Alarm,
        receivers: Receivers
    ) {
        (self.connection, self.recognizer, self.alarm) = (connection, recognizer, alarm)
        self.receivers = receivers
        isSoundOutside = recognizer?.isOutside ?? false
        sources = recognizer == nil ? [.screenshare] : [.screenshare, .microphone]
    }

    /// A track appeared; says whether it is the first of its source.
    func appeared(_ track: RoomTrack) -> Bool {
        state.withLock { state in
            state.published[track.key, default: []].append(track)
            return state.published[track.key]?.count == 1
        }
    }

    /// A track went away; says whether it was the one that counted, and whether another takes its place.
    func vanished(_ track: RoomTrack) -> (counted: Bool, hasNext: Bool) {
        state.withLock { state in
            guard let place = state.published[track.key]?.firstIndex(of: track) else {
                return (false, false)
            }
            state.published[track.key]?.remove(at: place)
            return (place == 0, state.published[track.key]?.isEmpty == false)
        }
    }

    /// Whether a track is the one of its source that counts.
    func counts(_ track: RoomTrack) -> Bool {
        state.withLock { $0.published[track.key]?.first == track }
    }

    /// What somebody publishes.
    func tracks(of owner: String) -> [RoomTrack] {
        state.withLock { $0.published.filter { $0.key.owner == owner }.flatMap(\.value) }
    }

    /// Whose track it is, by its id.
    func track(_ sid: String) -> RoomTrack? {
        state.withLock { $0.published.values.joined().first { $0.sid == sid } }
    }

    func subscribe(to source: TrackSource, of identity: String) async {
        let key = Key(owner: identity, source: source)
        let track = state.withLock { state in
            state.wanted.insert(key)
            return state.published[key]?.first
        }
        if let track { connection.setSubscribed(true, track) }
    }

    func unsubscribe(from source: TrackSource, of identity: String) async {
        let key = Key(owner: identity, source: source)
        let (tap, track) = state.withLock { state in
            state.wanted.remove(key)
            let tap = state.taps.removeValue(forKey: key)
            if let tap { state.ending.append(tap.work) }
            return (tap, state.published[key]?.first)
        }
        tap?.end()
        tap?.work.cancel()
        if let track { connection.setSubscribed(false, track) }
    }

    func finish(_ source: TrackSource, of identity: String) async {
        let key = Key(owner: identity, source: source)
        let tap = state.withLock { state in
            state.wanted.remove(key)
            return state.taps[key]
        }
        tap?.finish()
    }

    /// Begins to receive a track that has arrived, if it is still wanted; false when the core hands over
    /// nothing of it.
    func arrived(_ track: RoomTrack, _ handle: NativeHandle) -> Bool {
        let (isRefused, before) = state.withLock { state -> (Bool, Tap?) in
            guard state.wanted.contains(track.key), state.published[track.key]?.first == track
            else { return (false, nil) }
            do {
                guard let tap = try tap(track, handle) else { return (false, nil) }
                let before = state.taps.updateValue(tap, forKey: track.key)
                if let before { state.ending.append(before.work) }
                return (false, before)
            } catch {
                return (true, nil)
            }
        }
        before?.end()
        before?.work.cancel()
        return !isRefused
    }

    /// Ends everything: when this returns, nothing of the core is held any more.
    func end() async {
        let (taps, ending) = state.withLock { state in
            defer { state = State() }
            return (state.taps, state.ending)
        }
        for tap in taps.values {
            tap.end()
            tap.work.cancel()
        }
        for work in ending + taps.values.map(\.work) { await work.value }
    }

    private func tap(_ track: RoomTrack, _ handle: NativeHandle) throws -> Tap? {
        switch track.source {
        case .microphone: try recognizer.map { try hear(track, handle, $0) }
        case .screenshare: try look(at: track, handle)
        case .camera, .screenshareAudio: nil
        }
    }

    private func hear(
        _ track: RoomTrack,
        _ handle: NativeHandle,
        _ recognizer: any SpeechRecognizer
    ) throws -> Tap {
        let tap = try SoundTap(
            handle,
            sampleRate: recognizer.sampleRate,
            through: connection.core,
            callMicros: receivers.callMicros
        )
        let work = Task { [receivers] in
            let door = await receivers.soundDoor(track.owner)
            tap.tellLosses(to: door.untold)
            for await speech in recognizer.recognize(tap.sound, through: door) {
                guard !Task.isCancelled else { break }
                await receivers.speech(track.owner, speech)
            }
        }
        return Tap(end: tap.end, finish: tap.finish, work: work)
    }

    private func look(at track: RoomTrack, _ handle: NativeHandle) throws -> Tap {
        let tap = try ScreenTap(handle, through: connection.core)
        let reception = TrackReception()
        let work = Task { [receivers, alarm] in
            for await picture in tap.pictures {
                guard !Task.isCancelled else { break }
                await receivers.picture(track.owner, picture.frame(), reception)
                try? await alarm.ring(afterMicros: Self.lookPauseMicros)
            }
        }
        let end: @Sendable () -> Void = {
            // First: a picture may have been handed over and wait for its turn in the call.
            reception.end()
            tap.end()
        }
        return Tap(end: end, finish: end, work: work)
    }
}

extension RoomTrack {
    fileprivate var key: RoomTracks.Key { .init(owner: owner, source: source) }
}
