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
    /// Where outcomes are written down.
    let outcomes: URL

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

    /// Makes the ports of a call of its ways into the room.
    func ports(of call: CallID) -> RoomCall.MakePorts {
        { channel, notices, tracks in
            CallPorts(
                journal: LogJournal(log: workplace.log),
                privateChannel: channel,
                noticeChannel: notices,
                tracks: tracks,
                pictures: LibraryCodec(),
                stopwatch: SystemStopwatch(),
                alarm: SystemAlarm(),
                tools: tools(of: call),
                model: services.model,
                meaning: knowledge.meaning,
                ids: workplace.ids
            )
        }
    }

    private func tools(of call: CallID) -> ToolBox {
        let builtIn = knowledge.tools(
            of: call,
            account: metadata.account,
            outcomes: outcomes,
            at: workplace.clock
        )
        return services.fill(builtIn, account: metadata.account)
    }
}
