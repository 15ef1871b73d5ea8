import Agent
import ConsentGate
import EventLog
import Events
import Foundation
import LiveKitAdapter
import Pictures

/// What a live call is made of, read before the coach connects, so that nothing is waited for in the room.
struct LiveCallMaker {
    let workplace: Workplace
    private let pack: DomainPack
    private let playbook: Playbook
    private let facts: PlaybookFacts
    private let metadata: CallMetadata

    /// Reads the pack and the playbook of a call.
    ///
    /// - Parameter folder: the playbook's; the pack's own if nil.
    /// - Throws: `InputError`, `Failure`.
    init(_ metadata: CallMetadata, playbook folder: URL?, in workplace: Workplace) throws {
        (self.metadata, self.workplace) = (metadata, workplace)
        pack = try Installation.pack(metadata.pack ?? "sales")
        let folder = folder ?? Installation.playbookFolder(of: pack)
        playbook = try Installation.playbook(in: folder)
        facts = try Installation.facts(in: folder)
    }

    /// The setup of a call in a room.
    func setup(_ id: CallID, room: String) -> CallSetup {
        CallSetup(
            id: id,
            capture: .live,
            startedAt: workplace.clock.now,
            rep: metadata.rep,
            account: metadata.account,
            room: room,
            inputDigest: "not-applicable",
            pack: pack,
            playbook: playbook,
            noticeChannelName: "web",
            jurisdictions: Installation.jurisdictions(),
            build: Installation.build
        )
    }

    /// The ports of a call whose ways into the room are given.
    func ports(
        _ channel: any PrivateChannel,
        _ notices: any NoticeChannel,
        _ tracks: any TrackSubscriber
    ) -> CallPorts {
        CallPorts(
            journal: LogJournal(log: workplace.log),
            privateChannel: channel,
            noticeChannel: notices,
            tracks: tracks,
            pictures: LibraryCodec(),
            stopwatch: SystemStopwatch(),
            alarm: SystemAlarm(),
            tools: ToolBox(playbook: playbook, facts: facts, account: metadata.account),
            ids: workplace.ids
        )
    }
}
