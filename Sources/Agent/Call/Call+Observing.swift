import ConsentGate
import Events

extension Call {
    /// Hands on what happened to whatever it concerns.
    func dispatch(_ what: Observation.What, at time: Timestamp) async throws {
        switch what {
        case .joined(let arrival): try await welcome(arrival, at: time)
        case .left(let identity):
            try await apply(.leave(pseudonym(of: identity)), at: time)
        case .reconnected(let identity, let isShared, let isMinor, let region):
            let news = news(of: pseudonym(of: identity), isShared, isMinor, region)
            try await apply(.reconnect(pseudonym(of: identity), news), at: time)
        case .turnedOut(let identity, let isShared, let isMinor, let region):
            let news = news(of: pseudonym(of: identity), isShared, isMinor, region)
            try await apply(.turnedOut(pseudonym(of: identity), news), at: time)
        case .connectionLost: try await loseConnection(at: time)
        case .connectionRestored: try await restoreConnection(at: time)
        case .noticeShown(let identity, let nonce):
            try await apply(.noticeShown(pseudonym(of: identity), nonce: nonce), at: time)
        case .consent(let who, let kind, let purposes, let nonce, let digest, let means, let heads):
            let act = PersonalAct(
                subject: pseudonym(of: who),
                kind: kind,
                purposes: purposes,
                nonce: nonce,
                noticeDigest: digest,
                means: means,
                headCount: heads
            )
            try await apply(.act(act), at: time)
        case .track(let identity, let source, let isPublished):
            let track = Track(owner: pseudonym(of: identity), source: source)
            try await follow(track, isPublished: isPublished, at: time)
        case .trackFailed(let identity, let source):
            let track = Track(owner: pseudonym(of: identity), source: source)
            try await lose(track, at: time)
        case .line(let identity, let line):
            try await hear(line, of: pseudonym(of: identity), at: time)
        case .partial(let identity, let line):
            let speaker = pseudonym(of: identity)
            if mayHear { turns.overhear(speaker, at: time) }
            overhear(line, of: speaker)
        case .frame(let identity, let source, let frame, let reception):
            let track = Track(owner: pseudonym(of: identity), source: source)
            try await see(frame, of: track, in: reception, at: time)
        case .keptPicture(let identity, let picture):
            let track = Track(owner: pseudonym(of: identity), source: .screenshare)
            try await keepAgain(picture, of: track, at: time)
        case .feedback(let nudge, let act):
            try await note(act, about: nudge, at: time)
        }
    }

    /// Lets every timer fire that has run out by a moment, each at its own time and in order.
    ///
    /// A time-out that ran out while its person was away fires when they are back.
    func advance(to time: Timestamp) async throws {
        while true {
            guard let due = nextDeadline, due <= time else { break }
            now = max(now, due)
            if decider.nextDeadline(given: consent) == due {
                try await apply(.tick, at: now)
            } else if turns.nextDeadline == due {
                for turn in turns.pause(at: due) { try await react(to: turn, at: now) }
            } else if sampler.nextDeadline == due {
                if let sample = sampler.fire(at: now) { try await keep(sample, at: now) }
            } else if trackRetries.nextDeadline == due {
                try await askAgain(at: now)
            } else {
                try await remindInTime()
            }
        }
        now = max(now, time)
    }
}
