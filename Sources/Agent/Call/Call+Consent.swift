import ConsentGate
import Events

extension Call {
    /// Looks up the rule of somebody arriving and lets the gate ask them.
    func welcome(_ arrival: Arrival, at time: Timestamp) async throws {
        let lookup: ParticipantJoined.Lookup
        let rule: JurisdictionRule
        switch setup.jurisdictions {
        case .success(let table): (lookup, rule) = table.resolve(region: arrival.region)
        case .failure: (lookup, rule) = (.failed, .strictest)
        }
        let subject = pseudonym(of: arrival.identity)
        let joining = Joining(
            subject: subject,
            joined: ParticipantJoined(role: arrival.role, kind: arrival.kind, lookup: lookup),
            evidence: .init(
                identity: arrival.identity,
                name: arrival.name,
                region: arrival.region,
                regionEvidence: arrival.region == nil ? "not-applicable" : arrival.regionEvidence,
                assurance: arrival.assurance,
                rule: rule
            ),
            basis: arrival.basis,
            assertion: arrival.assertion
        )
        try await apply(.join(joining), at: time)
    }

    /// Lets the gate decide, records what follows, and then does it: stop capture, tell people.
    func apply(_ command: ConsentCommand, at time: Timestamp) async throws {
        let began = ports.stopwatch.nowMicros
        let decision = decider.decide(
            command,
            at: time,
            given: consent,
            dropped: droppedSinceGate
        )
        guard !decision.drafts.isEmpty else { return }
        try await record(decision.drafts, expecting: .exactly(consent.version))
        if decision.drafts.contains(where: { $0.type.family == "gate" }) { droppedSinceGate = [:] }
        if !consent.purposesInForce.contains(.screenFrames) {
            sampler.forget(.notInForce)
            newestFrame = nil
        }
        if decision.stopsCapture {
            try await stopCapture(since: began, at: time)
        } else {
            try await stopWorkNotInForce()
            try await reconcileTracks(at: time)
        }
        for notice in decision.notices { await ports.noticeChannel.show(notice) }
        for receipt in decision.receipts { await ports.noticeChannel.confirm(receipt) }
    }

    /// The closing order of CONSENT §2, each step with its latency since the act that caused it.
    private func stopCapture(since began: Int64, at time: Timestamp) async throws {
        var steps: [CaptureStopped.Step] = []
        func done(_ step: CaptureStopped.Step.Name) {
            let latency = ports.stopwatch.nowMicros - began
            steps.append(.init(step: step, latencyMicros: max(0, latency)))
        }
        done(.gateClosed)
        try await reconcileTracks(at: time)
        done(.tracksUnsubscribed)
        let withdrawn = withdrawWork()
        for approval in approvals.values { approval.cancel() }
        let cancelled = deliveries.count
        for delivery in deliveries.values { delivery.cancel() }
        done(.workCancelled)
        let discarded = turns.discard()
        speculation = nil
        done(.buffersDropped)
        let stopped = CaptureStopped(
            steps: steps,
            discardedTurns: discarded,
            droppedNudges: cancelled
        )
        try await record(withdrawn + [draft(stopped, at: time, by: .gate)])
    }

    /// Follows a track that appeared or went away.
    func follow(_ track: Track, isPublished: Bool, at time: Timestamp) async throws {
        guard isPublished != (tracks[track] != nil) else { return }
        var drafts: [Draft] = []
        let isShare = isRepsScreen(track)
        if isPublished {
            drafts.append(fact(TrackPublished(source: track.source), track, time))
            if isShare { drafts.append(fact(ShareStarted(), track, time)) }
        } else {
            if tracks[track] == true {
                drafts.append(fact(TrackUnsubscribed(source: track.source), track, time))
            }
            if isShare { drafts.append(fact(ShareStopped(), track, time)) }
            drafts.append(fact(TrackUnpublished(source: track.source), track, time))
        }
        try await record(drafts)
        tracks[track] = isPublished ? false : nil
        if isShare, !isPublished {
            sampler.forget(nil)
            try await recordSkippedFrames(at: time)
        }
        try await reconcileTracks(at: time)
    }

    private func fact(_ fact: some Fact, _ track: Track, _ time: Timestamp) -> Draft {
        draft(fact, at: time, by: .room, of: track.owner)
    }

    /// Whether a track is the rep's screen share, by its source.
    func isRepsScreen(_ track: Track) -> Bool {
        track.source == .screenshare && consent.people[track.owner]?.role == .rep
    }

    /// Subscribes the tracks whose purpose is in force, each under a permit, and drops the others.
    private func reconcileTracks(at time: Timestamp) async throws {
        for (track, isSubscribed) in tracks.sorted(by: { $0.key < $1.key }) {
            guard let purpose = purpose(of: track) else { continue }
            let isWanted = consent.purposesInForce.contains(purpose)
            guard isWanted != isSubscribed else { continue }
            if isWanted {
                guard try await subscribe(track, for: purpose, at: time) else { continue }
            } else {
                try await record([fact(TrackUnsubscribed(source: track.source), track, time)])
            }
            tracks[track] = isWanted
        }
    }

    private func purpose(of track: Track) -> Purpose? {
        guard consent.people[track.owner]?.counts == true else { return nil }
        if track.source == .microphone { return .liveTranscription }
        return isRepsScreen(track) ? .screenFrames : nil
    }

    private func subscribe(
        _ track: Track,
        for purpose: Purpose,
        at time: Timestamp
    ) async throws -> Bool {
        let condition: AppendCondition
        do {
            condition =
                switch purpose {
                case .screenFrames: try consent.permit(for: ScreenFrames.self).spend()
                default: try consent.permit(for: LiveTranscription.self).spend()
                }
        } catch { return false }
        let subscribed = TrackSubscribed(source: track.source, purpose: purpose)
        let intent = Intent(draft: fact(subscribed, track, time), condition: condition)
        return try await record(intents: [intent]) != nil
    }
}

extension Call.Track: Comparable {
    static func < (one: Self, other: Self) -> Bool {
        (one.owner.text, one.source.rawValue) < (other.owner.text, other.source.rawValue)
    }
}
