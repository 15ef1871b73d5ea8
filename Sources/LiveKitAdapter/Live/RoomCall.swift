public import Agent
import ConsentGate
public import Events

/// One call in one room: what happens there becomes observations of the call, and what the call wants of
/// the room is done there.
public actor RoomCall {
    /// How long a rep may be away before the coach leaves too: as long as a grant outlives its client.
    public static let repAbsenceMicros = ConsentPolicy.reconnectWindowMicros
    /// How long a rep who is not there yet is waited for: a coach may be sent before anybody comes.
    public static let repArrivalMicros: Int64 = 600_000_000

    /// Makes the call's ports of its ways into the room.
    public typealias MakePorts =
        @Sendable (any PrivateChannel, any NoticeChannel, any TrackSubscriber) -> CallPorts

    let metadata: CallMetadata
    let clock: any WallClock
    let alarm: any Alarm
    let identities = RoomIdentities()
    let connection: RoomConnection
    let call: Call
    let channel: RepChannel
    let notices: RoomNoticeChannel
    let tracks: RoomTracks
    private let startedAt: Timestamp
    private let open: OpenCall?
    private var bell: Task<Void, Never>?
    private var absence: Task<Void, Never>?
    /// How long the rep, who is away, is waited for; nil while they are there.
    private var patienceMicros: Int64?
    /// Whether our own connection is lost: then nobody can say that the rep is away.
    private var isCutOff = false
    private var departure: RoomDeparture?
    /// Whether the call is open in the log.
    private var isOpen = false
    /// Whether no timer is set any more.
    private var isOver = false
    private var failure: (any Error)?
    var limit = RequestLimit()
    var transcript = TranscriptLines()
    var humans: Set<String> = []
    var known: Set<String> = []

    /// Joins the room; nothing is asked for or recorded yet.
    ///
    /// - Parameters:
    ///   - setup: the call's, whose `startedAt` becomes the moment of joining, and under whose pack's
    ///     name the coach is seen.
    ///   - open: the call that a stopped process left open, to carry it on; its setup keeps its moment.
    ///   - recognizer: what understands speech; without one no sound is asked for.
    /// - Throws: `RoomError`, `CoreError`.
    public static func join(
        _ url: String,
        _ entry: RoomEntry,
        as identity: String,
        through client: RoomClient,
        metadata: CallMetadata,
        setup: CallSetup,
        resuming open: OpenCall? = nil,
        recognizer: (any SpeechRecognizer)? = nil,
        clock: any WallClock,
        alarm: any Alarm,
        ports: MakePorts
    ) async throws -> RoomCall {
        let token =
            switch entry {
            case .given(let token): token
            case .minted(let credentials, let room):
                try await AccessToken.joining(
                    room,
                    as: identity,
                    name: setup.pack.coachName,
                    with: credentials,
                    at: clock.now
                ).signed(with: credentials)
            }
        let connection = try await RoomConnection.join(
            url,
            token: token,
            transcriber: metadata.transcriber,
            through: client.core,
            alarm: alarm
        )
        var setup = setup
        if open == nil { setup.startedAt = clock.now }
        return RoomCall(connection, metadata, setup, open, recognizer, clock, alarm, ports)
    }

    private init(
        _ connection: RoomConnection,
        _ metadata: CallMetadata,
        _ setup: CallSetup,
        _ open: OpenCall?,
        _ recognizer: (any SpeechRecognizer)?,
        _ clock: any WallClock,
        _ alarm: any Alarm,
        _ ports: MakePorts
    ) {
        (self.connection, self.metadata, self.clock, self.alarm) =
            (connection, metadata, clock, alarm)
        let startedAt = setup.startedAt
        let weak = WeakRoomCall()
        let calls = RemoteCalls(connection: connection)
        channel = RepChannel(
            to: metadata.rep,
            through: calls,
            clock: clock,
            alarm: alarm
        )
        notices = RoomNoticeChannel(through: calls, identities, alarm: alarm) { identity, nonce in
            await weak.call?.observe(.noticeShown(identity: identity, nonce: nonce))
        }
        let receivers = RoomTracks.Receivers(
            speech: { identity, speech in await weak.call?.hear(speech, of: identity) },
            picture: { identity, frame, reception in
                await weak.call?.observe(
                    .frame(identity: identity, .screenshare, frame, in: reception)
                )
            },
            soundDoor: { identity in await weak.call?.soundDoor(of: identity) ?? .shut },
            callMicros: { max(0, clock.now.micros(since: startedAt)) }
        )
        tracks = RoomTracks(
            of: connection,
            recognizer: recognizer,
            alarm: alarm,
            receivers: receivers
        )
        (self.startedAt, self.open) = (startedAt, open)
        call = Call(setup, ports: ports(channel, notices, tracks))
        weak.set(self)
    }

    /// Runs the call until the room ends, the rep stays away, or `leave` is called; then closes it.
    ///
    /// - Returns: why it ended; the call is sealed by then.
    /// - Throws: what the journal threw, or `RoomError.overrun`; the coach has left the room then too.
    public func run() async throws -> RoomDeparture {
        do {
            try await begin()
            try connection.begin(answering: PersonRequest.methods)
            for await event in connection.events {
                guard !connection.isOverrun else { break }
                if case .ended(let ending) = event {
                    departure = departure ?? ending.map { .roomEnded($0) }
                    break
                }
                await take(event)
            }
            if connection.isOverrun { throw RoomError.overrun }
            if let failure { throw failure }
        } catch {
            await disperse()
            // What the journal threw has stopped the call; anything else must not leave it open.
            if isOpen, failure == nil { try? await call.close(at: clock.now, reason: .interrupted) }
            throw error
        }
        await disperse()
        // A task that is cancelled hears no more of the room.
        let why = departure ?? (Task.isCancelled ? .asked : .roomEnded(.connectionLost))
        try await call.close(at: clock.now, departure: CallClosed.Departure(why))
        return why
    }

    /// Opens the call, or carries on the one that was left open; who left meanwhile has left now.
    private func begin() async throws {
        if !connection.presentAtStart.contains(metadata.rep) {
            repIsThere(false, for: open == nil ? Self.repArrivalMicros : Self.repAbsenceMicros)
        }
        guard let open else {
            try await call.open()
            return isOpen = true
        }
        try await call.resume(open, at: clock.now)
        isOpen = true
        known = await call.identitiesPresent
        for identity in known.subtracting(connection.presentAtStart).sorted() {
            try await call.observe(.left(identity: identity), by: clock)
        }
    }

    /// Leaves the room; `run` returns when the call is closed.
    public func leave() async { await depart(.asked) }

    /// Takes what happens now, and sets the clock for what comes next.
    func observe(_ what: Observation.What) async {
        guard failure == nil else { return }
        do {
            try await call.observe(what, by: clock)
        } catch {
            return await fail(error)
        }
        await setBell()
    }

    /// Follows whether the rep is there, and leaves when they have been away for a time.
    func repIsThere(_ isThere: Bool, for patienceMicros: Int64 = RoomCall.repAbsenceMicros) {
        absence?.cancel()
        self.patienceMicros = isThere ? nil : patienceMicros
        guard !isThere, !isCutOff else { return }
        absence = Task { [alarm] in
            guard (try? await alarm.ring(afterMicros: patienceMicros)) != nil, !Task.isCancelled
            else { return }
            await depart(.repGone)
        }
    }

    /// Follows our own connection: how long the rep is away counts from when we can see it, and they are
    /// waited for as long as before.
    func connectionIsThere(_ isThere: Bool) {
        guard isThere == isCutOff else { return }
        isCutOff = !isThere
        if isCutOff {
            absence?.cancel()
        } else if let patienceMicros {
            repIsThere(false, for: patienceMicros)
        }
    }

    var callMicros: Int64 { max(0, clock.now.micros(since: startedAt)) }

    private func depart(_ why: RoomDeparture) async {
        departure = departure ?? why
        await connection.leave()
    }

    /// Without a log nothing may go on.
    private func fail(_ error: any Error) async {
        failure = failure ?? error
        await connection.leave()
    }

    private func setBell() async {
        let due = await call.nextDeadline
        bell?.cancel()
        guard let due, !isOver else { return }
        let ahead = max(0, due.micros(since: clock.now))
        bell = Task { [alarm] in
            guard (try? await alarm.ring(afterMicros: ahead)) != nil else { return }
            await timeIsUp()
        }
    }

    private func timeIsUp() async {
        guard failure == nil else { return }
        do {
            try await call.observeTime(by: clock)
        } catch {
            return await fail(error)
        }
        await setBell()
    }

    private func disperse() async {
        isOver = true
        bell?.cancel()
        absence?.cancel()
        notices.end()
        await tracks.end()
        await connection.leave()
        // What came in the meantime goes, with the tracks that it brought.
        for await _ in connection.events {}
    }
}
