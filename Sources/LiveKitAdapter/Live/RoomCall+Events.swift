import Agent
import ConsentGate
import Events

extension RoomCall {
    /// Takes one event of the room.
    func take(_ event: RoomEvent) async {
        switch event {
        case .joined(let participant): await welcome(participant)
        case .left(let identity): await miss(identity)
        case .changed(let identity, let attributes): await learn(attributes, of: identity)
        case .published(let track):
            if tracks.appeared(track) { await observe(.track(track, isPublished: true)) }
        case .unpublished(let track): await vanish(track)
        case .subscribed(let track, let handle):
            if !tracks.arrived(track, handle) { await lose(track) }
        case .failed(let track): await lose(track)
        case .cutOff: await cutOff()
        case .caughtUp: await catchUp()
        case .invoked(let invocation): connection.answer(invocation, with: await answer(invocation))
        case .textOpened(let reader): read(reader)
        case .ended: break
        }
    }

    private func cutOff() async {
        connectionIsThere(false)
        await observe(.connectionLost)
    }

    private func catchUp() async {
        connectionIsThere(true)
        await observe(.connectionRestored)
    }

    private func welcome(_ who: RoomParticipant) async {
        let person = await call.person(who.identity)
        identities.arrived(who.identity, as: person)
        if who.identity == metadata.rep { repIsThere(true) }
        // Also for the transcriber what the server attests counts: a person is asked, whoever names them.
        let kind = who.kind
        if kind.isHuman { humans.insert(who.identity) } else { humans.remove(who.identity) }
        // A machine that comes back as a person has never been asked.
        let before = await call.kind(of: who.identity)
        guard known.insert(who.identity).inserted || before != kind else {
            await comeBack(who)
            let (_, standings) = await call.standings(of: who.identity)
            let isAwaited = standings.values.contains(where: \.isAwaited)
            notices.arrived(person, isAwaited: isAwaited)
            return
        }
        await observe(
            .joined(
                Arrival(
                    identity: who.identity,
                    role: metadata.role(of: who.identity),
                    kind: kind,
                    name: who.name.isEmpty ? nil : who.name,
                    region: metadata.regions[who.identity],
                    regionEvidence: Self.metadataEvidence,
                    assurance: "access token of the deployment",
                    basis: who.identity == metadata.rep ? metadata.repBasis : nil,
                    isShared: isShared(who),
                    isMinor: isMinor(who)
                )
            )
        )
        // Beside what the metadata say: it may add a rule, and takes none away.
        if let region = who.attributes.statedRegion {
            await observe(.turnedOut(identity: who.identity, region: region))
        }
    }

    /// Takes somebody back who has been in the call, with what is known of them now: the metadata of a
    /// call that is carried on may say more than those under which they joined.
    private func comeBack(_ who: RoomParticipant) async {
        let settled = metadata.regions[who.identity].map {
            StatedRegion($0, evidence: Self.metadataEvidence)
        }
        let stated = who.attributes.statedRegion
        await observe(
            .reconnected(
                identity: who.identity,
                isShared: isShared(who),
                isMinor: isMinor(who),
                region: stated ?? settled
            )
        )
        // What the metadata say is news only where the call was carried on since.
        if let settled, stated != nil {
            await observe(.turnedOut(identity: who.identity, region: settled))
        }
    }

    /// Who says where people are, if the metadata do.
    private static let metadataEvidence = "call metadata"

    private func isShared(_ who: RoomParticipant) -> Bool {
        metadata.shared.contains(who.identity) || who.attributes.isShared
    }

    private func isMinor(_ who: RoomParticipant) -> Bool {
        metadata.minors.contains(who.identity) || who.attributes.isMinor
    }

    private func learn(_ attributes: PersonalAttributes, of identity: String) async {
        let region = attributes.statedRegion
        guard humans.contains(identity),
            attributes.isShared || attributes.isMinor || region != nil
        else { return }
        await observe(
            .turnedOut(
                identity: identity,
                isShared: attributes.isShared,
                isMinor: attributes.isMinor,
                region: region
            )
        )
    }

    private func miss(_ identity: String) async {
        limit.forget(identity)
        for track in tracks.tracks(of: identity) { await vanish(track) }
        if identity == metadata.rep { repIsThere(false) }
        await observe(.left(identity: identity))
    }

    private func vanish(_ track: RoomTrack) async {
        let (counted, hasNext) = tracks.vanished(track)
        guard counted else { return }
        await observe(.track(track, isPublished: false))
        if hasNext { await observe(.track(track, isPublished: true)) }
    }

    /// A track that was asked for does not come: the call gives it back, and asks again after a pause.
    private func lose(_ track: RoomTrack) async {
        guard tracks.counts(track) else { return }
        await observe(.trackFailed(identity: track.owner, track.source))
    }
}

extension RoomCall {
    /// Takes what a recogniser or a transcriber made out.
    func hear(_ speech: RecognizedSpeech, of identity: String) async {
        switch speech {
        case .partial(let line): await observe(.partial(identity: identity, line))
        case .final(let line): await observe(.line(identity: identity, line))
        }
    }

    /// The way out for a person's sound.
    func soundDoor(of identity: String) async -> EgressDoor { await call.soundDoor(of: identity) }

    /// Reads a text of the transcriber beside everything else.
    private func read(_ reader: TextReader) {
        guard let attributes = TranscriptLines.Attributes(reader.attributes) else { return }
        Task {
            guard let text = await connection.text(of: reader) else { return }
            await transcribed(text, attributes)
        }
    }

    private func transcribed(_ text: String, _ attributes: TranscriptLines.Attributes) async {
        guard let track = tracks.track(attributes.track), track.source == .microphone,
            let speech = transcript.line(text, attributes, atMicros: callMicros)
        else { return }
        await hear(speech, of: track.owner)
    }
}

extension RoomCall {
    /// Does what a person's client asks, and says how they stand.
    private func answer(_ invocation: RemoteInvocation) async -> Result<String, RemoteRefusal> {
        do throws(RemoteRefusal) {
            let request = try PersonRequest(invocation)
            guard try await admits(request, of: invocation.caller) else {
                return .success(await status(of: invocation.caller))
            }
            return .success(try await carryOut(request, of: invocation.caller))
        } catch {
            return .failure(error)
        }
    }

    /// Whether a request is to be carried out.
    ///
    /// A no is never refused for coming too often; one that says what its sender has said already is then
    /// answered and not carried out, since each is kept in the log.
    private func admits(
        _ request: PersonRequest,
        of caller: String
    ) async throws(RemoteRefusal) -> Bool {
        guard humans.contains(caller), !request.isForRepAlone || caller == metadata.rep else {
            throw .notForYou
        }
        let (_, standings) = await call.standings(of: caller)
        let agreements = await call.agreements(of: caller)
        if request.isNews(to: standings, takingBack: agreements)
            || limit.allows(caller, at: clock.now)
        {
            return true
        }
        guard request.isNo else { throw .tooMany }
        return false
    }

    private func carryOut(
        _ request: PersonRequest,
        of caller: String
    ) async throws(RemoteRefusal) -> String {
        switch request {
        case .status: break
        case .consent(let kind, let purposes, let digest, let nonce, let headCount):
            // Whoever has said no to everything; one who has not answers the rest on the same notice.
            if kind != .grant, purposes == nil { notices.stop(asking: await call.person(caller)) }
            await observe(
                .consent(
                    identity: caller,
                    kind,
                    purposes: purposes,
                    nonce: nonce,
                    noticeDigest: digest,
                    means: "click",
                    headCount: headCount
                )
            )
        case .feedback(let nudge, let act):
            guard await call.knows(nudge) else { throw .malformed("found no nudge of this id") }
            await observe(.feedback(nudge: nudge, act))
            return "{}"
        case .approve(let question, let isApproved):
            guard channel.take(isApproved, to: question) else {
                throw .malformed("found no open question of this id")
            }
            return "{}"
        }
        return await status(of: caller)
    }

    private func status(of identity: String) async -> String {
        let (gate, standings) = await call.standings(of: identity)
        var purposes = JSONObject()
        for (purpose, standing) in standings {
            purposes[purpose.rawValue] = .string(standing.nameInRoom)
        }
        return CanonicalJSON.text([
            "gate": .string(gate.rawValue), "purposes": .object(purposes),
        ])
    }
}

extension ConsentStanding {
    /// The word for it to a person's client (docs/LIVEKIT.md), which is not in all cases that of the log.
    var nameInRoom: String {
        switch self {
        case .noticeSent: "noticeSent"
        case .timedOut: "timedOut"
        case .reconsentRequired: "reconsentRequired"
        case .unknown, .disclosed, .granted, .refused, .withdrawn, .expired, .basis, .asserted:
            rawValue
        }
    }
}

extension PersonalAttributes {
    /// Where they are, on the word of their own client.
    fileprivate var statedRegion: StatedRegion? {
        region.map { StatedRegion($0, evidence: "stated by their client") }
    }
}

extension Observation.What {
    fileprivate static func track(_ track: RoomTrack, isPublished: Bool) -> Self {
        .track(identity: track.owner, track.source, isPublished: isPublished)
    }
}
