import ConsentGate
public import Events

extension Call {
    func identity(of person: Pseudonym) -> String? {
        pseudonyms.first { $0.value == person }?.key
    }

    func pseudonym(of identity: String) -> Pseudonym {
        if let known = pseudonyms[identity] { return known }
        let fresh = ports.ids.pseudonym()
        pseudonyms[identity] = fresh
        return fresh
    }

    /// What somebody was when they last joined; nil for who never did.
    public func kind(of identity: String) -> ParticipantKind? {
        pseudonyms[identity].flatMap { consent.people[$0]?.kind }
    }

    /// Looks up the rule of somebody arriving and lets the gate ask them.
    func welcome(_ arrival: Arrival, at time: Timestamp) async throws {
        let (lookup, rule) = lookUp(arrival.region)
        let subject = pseudonym(of: arrival.identity)
        let joining = Joining(
            subject: subject,
            joined: ParticipantJoined(
                role: arrival.role,
                kind: arrival.kind,
                lookup: lookup,
                shared: arrival.isShared ? true : nil,
                headCount: arrival.headCount,
                minor: arrival.isMinor ? true : nil
            ),
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

    /// Nobody sees who comes and goes until `restoreConnection`: the gate is not open meanwhile.
    func loseConnection(at time: Timestamp) async throws {
        connectionLostAtMicros = connectionLostAtMicros ?? ports.stopwatch.nowMicros
        try await apply(.connectionLost, at: time)
    }

    /// Everyone in the room is known again.
    func restoreConnection(at time: Timestamp) async throws {
        let lostMicros = connectionLostAtMicros.map { max(0, ports.stopwatch.nowMicros - $0) }
        connectionLostAtMicros = nil
        try await apply(.connectionRestored(lostMicros: lostMicros), at: time)
    }

    private func lookUp(_ region: String?) -> (ParticipantJoined.Lookup, JurisdictionRule) {
        switch setup.jurisdictions {
        case .success(let table): table.resolve(region: region)
        case .failure: (.failed, .strictest)
        }
    }

    /// What has turned out about somebody; of where they are only a rule that was not found before.
    func news(
        of person: Pseudonym,
        _ isShared: Bool,
        _ isMinor: Bool,
        _ stated: StatedRegion?
    ) -> TurnedOut {
        var news = TurnedOut(isShared: isShared, isMinor: isMinor)
        guard let stated else { return news }
        let (lookup, rule) = lookUp(stated.region)
        guard rules[person]?.contains(rule) != true else { return news }
        let evidence = ParticipantChanged.Sealed(
            region: stated.region,
            regionEvidence: stated.evidence,
            rule: rule
        )
        news.place = (lookup, evidence)
        return news
    }

    /// Keeps the rules that were found for somebody.
    func follow(ruleOf event: RecordedEvent) {
        guard let subject = event.envelope.subject else { return }
        if let joined = event.opened(ParticipantJoined.self) {
            rules[subject, default: []].insert(joined.rule)
        } else if let changed = event.opened(ParticipantChanged.self) {
            rules[subject, default: []].insert(changed.rule)
        }
    }

    /// Lets the gate decide, records what follows, and then does it: stop capture, tell people.
    func apply(_ command: ConsentCommand, at time: Timestamp) async throws {
        let clock = StopClock(by: ports.stopwatch)
        let before = consent.purposesInForce
        let decision = decider.decide(
            command,
            at: time,
            monotonicMicros: sinceTakenUp,
            given: consent,
            dropped: droppedSinceGate
        )
        guard !decision.drafts.isEmpty else { return }
        try await record(decision.drafts, expecting: .exactly(consent.version))
        if decision.drafts.contains(where: { $0.type.family == "gate" }) { droppedSinceGate = [:] }
        let after = consent.purposesInForce
        let forgotPicture = !after.contains(.screenFrames) && forgetScreen(.notInForce)
        if decision.stopsCapture {
            try await stopCapture(clock, at: time)
        } else {
            let waiting = try await stopWorkNotInForce(
                isTakenBack: decision.takesBack,
                forgotPicture: forgotPicture,
                narrowing: after.isSuperset(of: before) ? nil : clock,
                at: time
            )
            try await goOn(with: waiting)
        }
        lookAnew(for: after.subtracting(before))
        if !before.contains(.aiAnalysis), mayAnalyse {
            resumeDeliveries()
            reminders.tryAgain(at: time)
        }
        for notice in decision.notices { await ports.noticeChannel.show(notice) }
        for receipt in decision.receipts { await ports.noticeChannel.confirm(receipt) }
    }

    /// The stopwatch's reading since this process opened the call or resumed it.
    var sinceTakenUp: Int64? { takenUpAtMicros.map { ports.stopwatch.nowMicros - $0 } }

    /// Follows a track that appeared or went away.
    func follow(_ track: Track, isPublished: Bool, at time: Timestamp) async throws {
        guard isPublished != (tracks[track] != nil) else { return }
        let isShare = isRepsScreen(track)
        if isPublished {
            let published = fact(TrackPublished(source: track.source), track, time)
            let shared = isShare ? [fact(ShareStarted(), track, time)] : []
            try await record([published] + shared)
        } else {
            if tracks[track] == true { await letEnd(track) }
            try await record(gone(track, at: time))
        }
        tracks[track] = isPublished ? false : nil
        trackRetries.forget(track)
        if isShare, !isPublished {
            forgetScreen()
            try await recordSkippedFrames(at: time)
        }
        try await reconcileTracks(at: time)
    }

    /// Gives back a track that is taken for received and of which nothing comes; it is asked for again
    /// after a pause.
    func lose(_ track: Track, at time: Timestamp) async throws {
        guard tracks[track] == true else { return }
        await giveBack(track)
        tracks[track] = false
        if isRepsScreen(track) { forgetScreen() }
        trackRetries.failed(track, at: time)
        try await record([fact(TrackUnsubscribed(source: track.source, failed: true), track, time)])
    }

    /// Asks again for the tracks that did not come, if their pause is over and they are still wanted.
    func askAgain(at time: Timestamp) async throws {
        trackRetries.timeIsUp(at: time)
        try await reconcileTracks(at: time)
    }

    /// That a track is gone, and with it the subscription to it and the screen share that it was.
    func gone(_ track: Track, at time: Timestamp) -> [Draft] {
        var drafts: [Draft] = []
        if tracks[track] == true {
            drafts.append(fact(TrackUnsubscribed(source: track.source), track, time))
        }
        if isRepsScreen(track) { drafts.append(fact(ShareStopped(), track, time)) }
        return drafts + [fact(TrackUnpublished(source: track.source), track, time)]
    }

    private func fact(_ fact: some Fact, _ track: Track, _ time: Timestamp) -> Draft {
        draft(fact, at: time, by: .room, of: track.owner)
    }

    /// Whether a track is the rep's screen share, by its source.
    func isRepsScreen(_ track: Track) -> Bool {
        track.source == .screenshare && consent.people[track.owner]?.role == .rep
    }

    /// Subscribes the tracks whose purpose is in force, each under a permit, and gives back the others:
    /// those first, and all of them before any is recorded, since a commit takes its time.
    ///
    /// - Returns: whether any was given back.
    @discardableResult
    func reconcileTracks(at time: Timestamp) async throws -> Bool {
        let ended = endedTracks.filter { !isWanted($0) }
        for track in ended {
            await giveBack(track)
            endedTracks.remove(track)
        }
        let ordered = tracks.sorted { $0.key < $1.key }
        let unwanted = ordered.filter { $0.value && !isWanted($0.key) }.map(\.key)
        for track in unwanted {
            await giveBack(track)
            tracks[track] = false
            if isRepsScreen(track) { forgetScreen() }
        }
        let drafts = unwanted.map { fact(TrackUnsubscribed(source: $0.source), $0, time) }
        if !drafts.isEmpty { try await record(drafts) }
        let askable = ordered.filter { !$0.value && trackRetries.mayAsk(for: $0.key) }.map(\.key)
        for track in askable {
            guard let purpose = purpose(of: track), isWanted(track),
                try await subscribe(track, for: purpose, at: time)
            else { continue }
            tracks[track] = true
            if let identity = identity(of: track.owner) {
                await ports.tracks.subscribe(to: track.source, of: identity)
            }
        }
        return !ended.isEmpty || !unwanted.isEmpty
    }

    private func isWanted(_ track: Track) -> Bool {
        guard let purpose = purpose(of: track) else { return false }
        let isShared = track.source == .microphone && ports.tracks.isSoundOutside
        return consent.purposesInForce.isSuperset(of: isShared ? [purpose, .sharing] : [purpose])
    }

    /// A microphone that ends by itself has its last words made out; of a screen nothing more is wanted.
    private func letEnd(_ track: Track) async {
        guard track.source == .microphone, let identity = identity(of: track.owner) else {
            return await giveBack(track)
        }
        endedTracks.insert(track)
        await ports.tracks.finish(track.source, of: identity)
    }

    private func giveBack(_ track: Track) async {
        guard let identity = identity(of: track.owner) else { return }
        await ports.tracks.unsubscribe(from: track.source, of: identity)
    }

    private func purpose(of track: Track) -> Purpose? {
        guard consent.people[track.owner]?.counts == true,
            ports.tracks.sources.contains(track.source)
        else { return nil }
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

extension ConsentDecision {
    /// Whether somebody refuses something, or takes it back.
    fileprivate var takesBack: Bool {
        drafts.contains { $0.type == .consentRefused || $0.type == .consentWithdrawn }
    }
}

extension Call.Track: Comparable {
    static func < (one: Self, other: Self) -> Bool {
        (one.owner.text, one.source.rawValue) < (other.owner.text, other.source.rawValue)
    }
}
