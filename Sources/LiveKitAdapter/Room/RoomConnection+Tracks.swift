import Agent
import Synchronization

extension RoomConnection {
    /// How long what was given back is not asked for again: a server that is told both within some 20 ms may
    /// do neither, and then sends nothing any more (measured with LiveKit 1.13).
    static let restMicros: Int64 = 250_000
    /// How long a track may take to arrive: many times what a slow network needs.
    static let arrivalMicros: Int64 = 5_000_000

    /// Asks the server for a track, or gives it back; what was not asked for need not be given back.
    ///
    /// While the connection is lost it is only noted, and asked for when it is back. A track that the core
    /// refuses to ask for, or that does not arrive, comes back as `RoomEvent.failed`.
    func setSubscribed(_ isWanted: Bool, _ track: RoomTrack) {
        decide { state in
            if isWanted {
                state.wanted.insert(track.sid)
            } else if state.wanted.remove(track.sid) == nil {
                return []
            }
            return state.isCutOff ? [] : state.requests(isWanted ? [true] : [false], track.sid)
        }
    }

    /// The connection is lost: nobody sees who comes until `comeBack`.
    func cutOff() {
        state.withLock { $0.isCutOff = true }
        tell(.cutOff)
    }

    /// The connection is back, and the core has told of everyone whom the server has in the room.
    ///
    /// Says once more what is not wanted any more, and what has not come: it may have been said while
    /// nobody knew yet that the connection was lost.
    func comeBack() {
        decide { state in
            state.isCutOff = false
            return state.wanted.union(state.asks.keys).sorted().flatMap { sid in
                guard state.wanted.contains(sid) else { return state.requests([false], sid) }
                // What has not come is given back first: the core sends changes only.
                return state.received.contains(sid) ? [] : state.requests([false, true], sid)
            }
        }
        tell(.caughtUp)
    }

    /// Takes a track that has arrived, or sends it back: the permit may have fallen on its way.
    func receive(_ track: CoreOwnedTrack) {
        let handle = core.handle(track.handle)
        let sid = track.info.sid
        var arrived: RoomTrack?
        decide { state in
            guard let track = state.publications[sid]?.track, state.wanted.contains(sid) else {
                return state.requests([false], sid)
            }
            state.received.insert(sid)
            arrived = track
            return []
        }
        if let arrived { tell(.subscribed(arrived, handle)) }
    }

    /// Tells of a track that was asked for and does not come, unless it has gone or been given back.
    func lose(_ sid: String) {
        let track = state.withLock { state -> RoomTrack? in
            state.received.remove(sid)
            return state.wanted.contains(sid) ? state.publications[sid]?.track : nil
        }
        if let track { tell(.failed(track)) }
    }

    /// Decides what is asked of the server, and asks it.
    ///
    /// Two threads that decide one after the other ask in that order too: the later one leaves its
    /// requests to the earlier one while that is still sending.
    private func decide(_ decision: (inout State) -> [SubscriptionRequests.Request]) {
        let isToSend = state.withLock { state in
            let requests = decision(&state)
            return state.requests.add(requests)
        }
        guard isToSend else { return }
        while let request = state.withLock({ $0.nextRequest() }) { send(request) }
    }

    private func send(_ request: SubscriptionRequests.Request) {
        var message = CoreSetSubscribedRequest()
        message.subscribe = request.isWanted
        message.publicationHandle = request.publication.handle.id
        let isSent = (try? core.send(.setSubscribed(message))) != nil
        guard let sid = request.publication.track?.sid else { return }
        switch (request.isWanted, isSent) {
        case (true, true): awaitArrival(of: sid)
        case (true, false): lose(sid)
        // What cannot be given back is not there any more.
        case (false, _): endRest(of: sid)
        }
    }

    /// Gives a track that has been asked for its time to arrive.
    private func awaitArrival(of sid: String) {
        let ask = state.withLock { $0.asks[sid] }
        Task { [weak self, alarm] in
            guard (try? await alarm.ring(afterMicros: Self.arrivalMicros)) != nil else { return }
            self?.miss(sid, since: ask)
        }
    }

    private func miss(_ sid: String, since ask: Int?) {
        let isMissing = state.withLock { state in
            state.asks[sid] == ask && !state.received.contains(sid) && !state.isCutOff
        }
        if isMissing { lose(sid) }
    }

    /// Asks for a track that has been given back once its rest is over, if it is wanted again by then.
    private func endRest(of sid: String) {
        let rest = state.withLock { $0.rests[sid] }
        Task { [weak self, alarm] in
            guard (try? await alarm.ring(afterMicros: Self.restMicros)) != nil else { return }
            self?.decide { state in
                guard state.rests[sid] == rest else { return [] }
                state.rests[sid] = nil
                guard state.wanted.contains(sid), !state.received.contains(sid), !state.isCutOff
                else { return [] }
                return state.requests([true], sid)
            }
        }
    }
}

extension RoomConnection.State {
    /// Requests to ask for a track, or to give it back, one after the other; none for one that has gone.
    fileprivate func requests(
        _ wishes: [Bool],
        _ sid: String
    ) -> [SubscriptionRequests.Request] {
        guard let publication = publications[sid] else { return [] }
        return wishes.map { .init(isWanted: $0, publication: publication) }
    }

    /// The next request that may be sent: what rests is asked for when it has rested.
    fileprivate mutating func nextRequest() -> SubscriptionRequests.Request? {
        while let request = requests.next() {
            guard let sid = request.publication.track?.sid else { return request }
            if request.isWanted, rests[sid] != nil { continue }
            turns += 1
            if request.isWanted {
                asks[sid] = turns
            } else {
                rests[sid] = turns
                received.remove(sid)
            }
            return request
        }
        return nil
    }
}
