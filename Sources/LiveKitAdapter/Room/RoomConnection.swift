import Agent
import Synchronization

/// Our connection to one room.
///
/// It subscribes to nothing by itself. Its state is changed by the core's threads, one event at a time,
/// and read by anybody.
final class RoomConnection: Sendable {
    struct State {
        /// Who is in the room; the handles keep the core's own record of them alive.
        var participants: [String: NativeHandle] = [:]
        var publications: [String: Publication] = [:]
        var wanted: Set<String> = []
        /// When tracks were last asked for, and when those that rest were given back, as turns.
        var asks: [String: Int] = [:]
        var rests: [String: Int] = [:]
        var turns = 0
        /// Tracks that are received.
        var received: Set<String> = []
        var requests = SubscriptionRequests()
        /// Whether the connection is lost: what is asked of the server then does not reach it.
        var isCutOff = false
        /// Whether the core was told that somebody listens to the room.
        var isReady = false
        /// Whether the reader was so far behind that something was lost.
        var isOverrun = false
        /// Set as soon as we leave.
        var leaving: Task<Void, Never>?
    }

    struct Publication {
        var track: RoomTrack?
        var handle: NativeHandle
    }

    /// How long the connection may take to come about: three times what a slow mobile network needs.
    static let connectTimeoutMillis: UInt64 = 15_000
    /// The topic on which transcribers write.
    static let transcriptTopic = "lk.transcription"
    /// How many events may wait for their reader, who records each before taking the next: what hours of a
    /// busy call bring, so that one that is this far behind has stopped.
    static let mostWaitingEvents = 10_000

    let core: ClientCore
    let alarm: any Alarm
    /// What happens, in order, from those who were there already on; ends when the room does, or when the
    /// reader has fallen behind (`isOverrun`).
    let events: AsyncStream<RoomEvent>
    let localParticipant: NativeHandle
    /// Who was there when we joined.
    let presentAtStart: Set<String>
    /// Whose texts are read; nobody's if nil.
    let transcriber: String?
    /// The remote calls that are not answered yet.
    let waiting = Mutex(WaitingCalls())
    private let room: NativeHandle
    private let happened: AsyncStream<RoomEvent>.Continuation
    let state = Mutex(State())

    /// Joins a room.
    ///
    /// Nothing happens in it before `begin`, which must follow within 15 s: the core closes a room that
    /// nobody listens to.
    ///
    /// - Parameter transcriber: whose texts are read; nobody's if nil.
    /// - Throws: `RoomError` when the deployment does not let us in; `CoreError`.
    static func join(
        _ url: String,
        token: String,
        transcriber: String?,
        through core: ClientCore,
        alarm: any Alarm
    ) async throws -> RoomConnection {
        let event = try await core.call { id in
            var options = CoreRoomOptions()
            options.autoSubscribe = false
            options.adaptiveStream = false
            options.dynacast = false
            options.joinRetries = 1
            options.connectTimeoutMs = connectTimeoutMillis
            var request = CoreConnectRequest()
            (request.url, request.token, request.options) = (url, token, options)
            request.requestAsyncID = id
            return .connect(request)
        }
        guard case .connect(let callback) = event.message else { throw RoomError.unreachable }
        switch callback.message {
        case .result(let result): return RoomConnection(result, transcriber, core, alarm)
        case .error(let text): throw RoomError(connecting: text)
        case nil: throw RoomError.unreachable
        }
    }

    private init(
        _ result: CoreConnectCallback.Result,
        _ transcriber: String?,
        _ core: ClientCore,
        _ alarm: any Alarm
    ) {
        (self.core, self.transcriber, self.alarm) = (core, transcriber, alarm)
        room = core.handle(result.room.handle)
        localParticipant = core.handle(result.localParticipant.handle)
        presentAtStart = Set(result.participants.map(\.participant.info.identity))
        (events, happened) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(Self.mostWaitingEvents)
        )
        // Everyone before anybody's tracks: none is asked for beside somebody who is not known of.
        for present in result.participants { arrive(present.participant) }
        tell(.caughtUp)
        for present in result.participants {
            for publication in present.publications {
                appear(publication, of: present.participant.info.identity)
            }
        }
        core.listen(to: room.id) { [weak self] event in self?.take(event) }
        core.listen(to: localParticipant.id) { [weak self] event in self?.take(event) }
    }

    /// Answers remote calls of these methods, and lets things happen.
    func begin(answering methods: [String]) throws {
        for method in methods {
            var request = CoreRegisterRpcMethodRequest()
            request.localParticipantHandle = localParticipant.id
            request.method = method
            try core.send(.registerRpcMethod(request))
        }
        try beReady()
    }

    private func beReady() throws {
        let isFirst = state.withLock { state in
            defer { state.isReady = true }
            return !state.isReady
        }
        guard isFirst else { return }
        var ready = CoreReadyForRoomEventRequest()
        ready.roomHandle = room.id
        try core.send(.readyForRoomEvent(ready))
    }

    /// How long the core may take to leave: after a broken connection it may wait for what never comes.
    static let leavingMicros: Int64 = 3_000_000

    /// Leaves the room and drops everything of it, whether or not the core says in time that it has left.
    ///
    /// Whoever else calls it meanwhile waits for the same leaving: the core is asked once.
    func leave() async {
        await state.withLock { state in
            // In a task of its own: whoever is cancelled must leave too.
            let leaving = state.leaving ?? Task { await self.depart() }
            state.leaving = leaving
            return leaving
        }.value
    }

    private func depart() async {
        // Also of a room that never began, without which the core dies after 15 s.
        try? beReady()
        await withTaskGroup(of: Void.self) { [core, room, alarm] group in
            group.addTask {
                _ = try? await core.call { id in
                    var request = CoreDisconnectRequest()
                    (request.roomHandle, request.requestAsyncID) = (room.id, id)
                    return .disconnect(request)
                }
            }
            group.addTask { try? await alarm.ring(afterMicros: Self.leavingMicros) }
            await group.next()
            group.cancelAll()
        }
        end()
    }

    private func end() {
        core.forget(room.id)
        core.forget(localParticipant.id)
        happened.yield(.ended(nil))
        happened.finish()
        state.withLock { $0 = State(isReady: true, isOverrun: $0.isOverrun, leaving: $0.leaving) }
        localParticipant.close()
        room.close()
    }
}

extension RoomConnection {
    /// Whether more has happened than the reader took; the room is then left, and what waits is void.
    var isOverrun: Bool { state.withLock { $0.isOverrun } }

    /// Tells the reader what has happened.
    ///
    /// A reader that is too far behind loses the room: a withdrawal may be among what it does not know.
    func tell(_ event: RoomEvent) {
        guard case .dropped = happened.yield(event) else { return }
        let isFirst = state.withLock { state in
            defer { state.isOverrun = true }
            return !state.isOverrun
        }
        guard isFirst else { return }
        happened.finish()
        Task { await leave() }
    }

    private func take(_ event: CoreEvent) {
        switch event.message {
        case .roomEvent(let event): event.message.map(take)
        case .rpcMethodInvocation(let call): take(RemoteInvocation(call))
        default: break
        }
    }

    private func take(_ event: CoreRoomEvent.OneOf_Message) {
        switch event {
        case .participantConnected(let event): arrive(event.info)
        case .participantDisconnected(let event): depart(event.participantIdentity)
        case .trackPublished(let event): appear(event.publication, of: event.participantIdentity)
        case .trackUnpublished(let event): vanish(event.publicationSid)
        case .trackSubscribed(let event): receive(event.track)
        case .dataPacketReceived(let event):
            // Nobody's packets are read.
            if case .user(let packet) = event.value { core.handle(packet.data.handle).close() }
        case .byteStreamOpened(let event): core.handle(event.reader.handle).close()
        case .textStreamOpened(let event): open(event)
        case .disconnected(let event): tell(.ended(RoomEnding(reason: event.reason)))
        case .eos: happened.finish()
        case .trackUnsubscribed(let event):
            state.withLock { _ = $0.received.remove(event.trackSid) }
        case .reconnecting: cutOff()
        case .reconnected: comeBack()
        case .participantAttributesChanged(let event): change(event)
        case .trackSubscriptionFailed(let event): lose(event.trackSid)
        }
    }

    private func arrive(_ participant: CoreOwnedParticipant) {
        let handle = core.handle(participant.handle)
        let who = RoomParticipant(participant.info)
        state.withLock { $0.participants[who.identity] = handle }
        tell(.joined(who))
    }

    private func depart(_ identity: String) {
        state.withLock { $0.participants[identity] = nil }
        tell(.left(identity: identity))
    }

    private func change(_ event: CoreParticipantAttributesChanged) {
        let all = event.attributes.map { ($0.key, $0.value) }
        let attributes = PersonalAttributes(Dictionary(all) { _, last in last })
        tell(.changed(identity: event.participantIdentity, attributes))
    }

    private func appear(_ publication: CoreOwnedPublication, of owner: String) {
        let handle = core.handle(publication.handle)
        let track = RoomTrack(publication.info, of: owner)
        let sid = publication.info.sid
        state.withLock { $0.publications[sid] = Publication(track: track, handle: handle) }
        if let track { tell(.published(track)) }
    }

    private func vanish(_ sid: String) {
        let publication = state.withLock { state in
            state.wanted.remove(sid)
            state.asks[sid] = nil
            state.rests[sid] = nil
            state.received.remove(sid)
            return state.publications.removeValue(forKey: sid)
        }
        if let track = publication?.track { tell(.unpublished(track)) }
    }
}
