import Agent
import AsideTesting
import ConsentGate
import Events
import Foundation
import Synchronization
import SwiftProtobuf
import Testing

@testable import LiveKitAdapter

/// A room on a fake core, with a coach in it.
final class LiveRoom: Sendable {
    let core = FakeCore()
    let client: RoomClient
    let journal: RecordingJournal
    /// Holds up whatever is to be recorded, while it is shut.
    let gate = JournalGate()
    let clock = ManualClock()
    let time = ManualTime()
    let recognizer: CountingRecognizer
    let live: RoomCall
    let running: Task<RoomDeparture, any Error>
    private let room: UInt64
    private let local: UInt64
    private let invocations = Atomic<UInt64>(0)

    /// A play that "too expensive" calls for.
    static let play = """
        ---
        id: price
        kind: objection
        triggers: ["too expensive", "over budget"]
        headline: "Anchor on the return"
        ---
        Show the payback slide.
        """

    /// The only place of which a rule is known.
    static let law = """
        [{"code":"FR","recording_consent":"all-party","ai_disclosure_required":"always",
        "explicit_opt_in":true,"disputed":false,"treat_as":"all-party-opt-in"}]
        """

    /// A coach who has just joined the rep Dana, in a room with others.
    ///
    /// - Parameters:
    ///   - machines: who else is there, and is attested as an agent.
    ///   - isRepThere: whether Dana is in the room already.
    ///   - disclosure: what the coach tells people of the use of their data.
    init(
        with others: [String] = ["lee"],
        machines: [String] = [],
        isRepThere: Bool = true,
        telling disclosure: Disclosure = Disclosure(),
        metadata: CallMetadata = CallMetadata(rep: "dana", repBasis: "agreed before"),
        hearing: Bool = true,
        hearingOutside: Bool = false,
        holdingLastWords: Bool = false,
        pictures: any PictureCodec = NoPictures(),
        alarm: (any Alarm)? = nil,
        after killed: LiveRoom? = nil,
        answering answer: @escaping FakeCore.Answer = { _ in .shown }
    ) async throws {
        client = RoomClient(ClientCore(core))
        recognizer = CountingRecognizer(
            isOutside: hearingOutside,
            holdingLastWords: holdingLastWords
        )
        journal = killed?.journal ?? RecordingJournal()
        let open = OpenCall(CallID("live"), recorded: journal.events)
        let core = core
        let there = (isRepThere ? ["dana"] : []) + others + machines
        let (roomHandle, localHandle) = (core.handle(), core.handle())
        (room, local) = (roomHandle.id, localHandle.id)
        core.answerCalls(answer)
        core.connect(
            .result(
                .with { result in
                    (result.room.handle, result.localParticipant.handle) = (roomHandle, localHandle)
                    result.participants = there.map { identity in
                        let kind: CoreParticipantKind =
                            machines.contains(identity) ? .agent : .standard
                        return .with { $0.participant = Self.person(identity, kind, core) }
                    }
                }
            )
        )
        let (journal, time, recognizer) = (journal, time, recognizer)
        let gated = GatedJournal(journal: journal, gate: gate)
        let clock = clock
        let alarm: any Alarm = alarm ?? time
        live = try await RoomCall.join(
            "ws://localhost",
            .given("token"),
            as: "coach",
            through: client,
            metadata: metadata,
            setup: try Self.setup(of: open, telling: disclosure),
            resuming: open,
            recognizer: hearing ? recognizer : nil,
            clock: clock,
            alarm: alarm
        ) { channel, notices, tracks in
            CallPorts(
                journal: gated,
                privateChannel: channel,
                noticeChannel: notices,
                tracks: tracks,
                pictures: pictures,
                stopwatch: time,
                alarm: alarm,
                ids: IDGenerator(
                    clock: clock,
                    random: SeededGenerator(seed: killed == nil ? 1 : 2)
                )
            )
        }
        let live = live
        running = Task { try await live.run() }
        guard killed == nil else { return }
        await journal.until(there.count, .participantJoined)
    }

    /// Lets something happen in the room.
    func happens(_ message: CoreRoomEvent.OneOf_Message) {
        core.emit(
            .roomEvent(
                .with {
                    $0.roomHandle = room; $0.message = message
                }
            )
        )
    }

    /// Somebody joins.
    func joins(
        _ identity: String,
        as kind: CoreParticipantKind = .standard,
        with attributes: [String: String] = [:]
    ) {
        var person = Self.person(identity, kind, core)
        person.info.attributes = attributes
        happens(.participantConnected(.with { $0.info = person }))
    }

    /// Somebody's attributes are these from now on.
    func has(_ identity: String, _ attributes: [String: String]) {
        happens(
            .participantAttributesChanged(
                .with {
                    $0.participantIdentity = identity
                    $0.attributes = attributes.map { name, value in
                        .with { ($0.key, $0.value) = (name, value) }
                    }
                }
            )
        )
    }

    /// Somebody leaves.
    func leaves(_ identity: String) {
        happens(.participantDisconnected(.with { $0.participantIdentity = identity }))
    }

    /// Somebody publishes a track; gives the handle of its publication.
    @discardableResult
    func publishes(_ identity: String, _ source: CoreTrackSource, sid: String) -> UInt64 {
        let handle = core.handle()
        happens(
            .trackPublished(
                .with {
                    $0.participantIdentity = identity
                    $0.publication.handle = handle
                    ($0.publication.info.sid, $0.publication.info.source) = (sid, source)
                }
            )
        )
        return handle.id
    }

    /// A track is gone from the room.
    func unpublishes(_ sid: String) {
        happens(.trackUnpublished(.with { $0.publicationSid = sid }))
    }

    /// A track that was asked for arrives.
    func arrives(_ sid: String) {
        let handle = core.handle()
        happens(
            .trackSubscribed(.with { ($0.track.handle, $0.track.info.sid) = (handle, sid) })
        )
    }

    /// Somebody's client calls a method of the coach; gives the number of the call.
    @discardableResult
    func asks(_ method: String, by caller: String, _ payload: String) -> UInt64 {
        let id = invocations.add(1, ordering: .relaxed).newValue
        core.emit(
            .rpcMethodInvocation(
                .with {
                    ($0.localParticipantHandle, $0.invocationID) = (local, id)
                    ($0.method, $0.callerIdentity, $0.payload) = (method, caller, payload)
                }
            )
        )
        return id
    }

    /// Leaves, and checks what must hold of every call: each handle dropped once, and consent in force
    /// for everything that was recorded.
    func ends(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        await live.leave()
        _ = try await running.value
        await core.heldNothing()
        #expect(core.wronglyDropped.isEmpty, sourceLocation: sourceLocation)
        var invariant = ConsentInvariant()
        let breaches = journal.events.compactMap { invariant.violation(of: $0.envelope) }
        #expect(breaches.isEmpty, sourceLocation: sourceLocation)
    }

    static func setup(
        of open: OpenCall? = nil,
        telling disclosure: Disclosure = Disclosure()
    ) throws -> CallSetup {
        var policy = ConsentPolicy.standard
        policy.disclosure = disclosure
        let pack = try DomainPack(
            parsing: SourceFile(
                path: "pack.yaml",
                bytes: Array("id: t\nclosing_phrases: [goodbye]\n".utf8)
            )
        )
        let playbook = try Playbook(
            parsing: [SourceFile(path: "price.md", bytes: Array(play.utf8))]
        )
        let table = try JurisdictionTable(parsing: Array(Self.law.utf8))
        if let open {
            return open.setup(
                pack: pack,
                playbook: playbook,
                consentPolicy: policy,
                noticeChannelName: "web",
                jurisdictions: .success(table),
                build: "test"
            )
        }
        return CallSetup(
            id: CallID("live"),
            capture: .live,
            startedAt: .epoch,
            rep: "dana",
            room: "room",
            inputDigest: "not-applicable",
            pack: pack,
            playbook: playbook,
            consentPolicy: policy,
            noticeChannelName: "web",
            jurisdictions: .success(table),
            build: "test"
        )
    }

    static func person(
        _ identity: String,
        _ kind: CoreParticipantKind,
        _ core: FakeCore
    ) -> CoreOwnedParticipant {
        .with {
            $0.handle = core.handle()
            ($0.info.identity, $0.info.name, $0.info.kind) = (identity, identity, kind)
        }
    }
}

extension CoreRequest.OneOf_Message {
    /// The answer to somebody's call.
    var answer: CoreRpcInvocationAnswer? {
        if case .rpcMethodInvocationResponse(let answer) = self { answer } else { nil }
    }

    /// A call of somebody's method.
    var remoteCall: CorePerformRpcRequest? {
        if case .performRpc(let call) = self { call } else { nil }
    }

    /// A track asked for or given back.
    var subscription: CoreSetSubscribedRequest? {
        if case .setSubscribed(let request) = self { request } else { nil }
    }
}
