import Agent
import ConsentGate
import EventLog
import Events
import Foundation
import LiveKitAdapter
import Pictures

/// Makes the setup and the ports of live calls over one log.
struct LiveCallMaker {
    let workplace: Workplace
    let services: Services
    let knowledge: CallKnowledge
    let metadata: CallMetadata

    /// The setup to carry on a call with that a stopped process left open.
    func setup(of open: OpenCall) -> CallSetup {
        services.shape(
            open.setup(
                pack: knowledge.pack,
                playbook: knowledge.playbook,
                noticeChannelName: "web",
                jurisdictions: Installation.jurisdictions(),
                build: Installation.build
            ),
            facts: knowledge.facts
        )
    }

    /// The setup of a call in a room.
    func setup(_ id: CallID, room: String) -> CallSetup {
        services.shape(
            CallSetup(
                id: id,
                capture: .live,
                startedAt: workplace.clock.now,
                rep: metadata.rep,
                account: metadata.account,
                room: room,
                inputDigest: "not-applicable",
                pack: knowledge.pack,
                playbook: knowledge.playbook,
                noticeChannelName: "web",
                jurisdictions: Installation.jurisdictions(),
                build: Installation.build
            ),
            facts: knowledge.facts
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
            tools: services.fill(
                ToolBox(
                    playbook: knowledge.playbook,
                    facts: knowledge.facts,
                    account: metadata.account,
                    services: knowledge.toolServices
                ),
                account: metadata.account
            ),
            model: services.model,
            meaning: knowledge.meaning,
            ids: workplace.ids
        )
    }
}
