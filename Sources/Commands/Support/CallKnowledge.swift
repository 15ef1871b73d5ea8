import Agent
import Events
import Foundation

/// What the coach knows in calls of one kind: read before it connects, so that nothing is waited for in a
/// room, and once for a process.
struct CallKnowledge: Sendable {
    let pack: DomainPack
    let playbook: Playbook
    let facts: PlaybookFacts
    let toolServices: [BuiltInTool: ToolBox.Service]
    let meaning: Meaning?

    /// Reads a pack and a playbook.
    ///
    /// - Parameter folder: the playbook's; the pack's own if nil.
    /// - Throws: `InputError`, `Failure`.
    init(pack id: String?, playbook folder: URL?, with services: Services) async throws {
        pack = try Installation.pack(id ?? "sales")
        let folder = folder ?? Installation.playbookFolder(of: pack)
        playbook = try Installation.playbook(in: folder, of: pack)
        facts = try Installation.facts(in: folder)
        toolServices = try facts.wiredServices(
            insideHosts: services.settings.insideHosts,
            trusting: services.settings.certificates
        )
        meaning = await services.meaning(of: playbook)
    }

    /// The built-in tools of a call.
    ///
    /// - Parameter file: where an outcome is written down that no service of `tools.yaml` takes.
    func tools(
        of call: CallID,
        account: String?,
        outcomes file: URL,
        at clock: any WallClock
    ) -> ToolBox {
        ToolBox(
            playbook: playbook,
            facts: facts,
            account: account,
            services: toolServices,
            outcomes: OutcomeFile(file, call: call, account: account, clock: clock),
            in: pack.followUp
        )
    }
}
