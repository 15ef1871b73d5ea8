import Synchronization

extension RoomConnection {
    /// Asks the server for a track, or gives it back; what was not asked for need not be given back.
    ///
    /// While the connection is lost it is only noted, and asked for when it is back.
    ///
    /// A track that the core refuses to ask for comes back as `RoomEvent.failed`.
    func setSubscribed(_ isWanted: Bool, _ track: RoomTrack) {
        decide { state in
            if isWanted {
                state.wanted.insert(track.sid)
                state.asked.insert(track.sid)
            } else if state.wanted.remove(track.sid) == nil {
                return []
            }
            guard !state.isCutOff, let publication = state.publications[track.sid] else {
                return []
            }
            return [.init(isWanted: isWanted, publication: publication)]
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
            var requests: [SubscriptionRequests.Request] = []
            for sid in state.asked.sorted() {
                let isWanted = state.wanted.contains(sid)
                guard let publication = state.publications[sid],
                    !isWanted || !state.received.contains(sid)
                else { continue }
                // What has not come is given back first: the core sends changes only.
                requests.append(.init(isWanted: false, publication: publication))
                if isWanted { requests.append(.init(isWanted: true, publication: publication)) }
            }
            return requests
        }
        tell(.caughtUp)
    }

    /// Takes a track that has arrived, or sends it back: the permit may have fallen on its way.
    func receive(_ track: CoreOwnedTrack) {
        let handle = core.handle(track.handle)
        let sid = track.info.sid
        var arrived: RoomTrack?
        decide { state in
            state.received.insert(sid)
            guard let publication = state.publications[sid] else { return [] }
            guard let track = publication.track, state.wanted.contains(sid) else {
                return [.init(isWanted: false, publication: publication)]
            }
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
        while let request = state.withLock({ $0.requests.next() }) { send(request) }
    }

    private func send(_ request: SubscriptionRequests.Request) {
        var message = CoreSetSubscribedRequest()
        message.subscribe = request.isWanted
        message.publicationHandle = request.publication.handle.id
        do {
            try core.send(.setSubscribed(message))
        } catch {
            // What cannot be given back is not there any more.
            guard request.isWanted, let track = request.publication.track else { return }
            lose(track.sid)
        }
    }
}
