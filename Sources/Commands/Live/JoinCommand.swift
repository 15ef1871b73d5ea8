import Agent
import ArgumentParser
import EventLog
import Events
import Foundation
import LiveKitAdapter
import Sounds

struct JoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Join one LiveKit room as a visible, silent coach.",
        discussion: """
            LIVEKIT_URL names the deployment; LIVEKIT_API_KEY and LIVEKIT_API_SECRET let the coach in, \
            or LIVEKIT_TOKEN does. Ctrl-C makes it leave and close the call.
            """
    )

    @Argument(help: "The room.")
    var room: String

    @Option(help: "The identity of the person to coach.")
    var rep: String

    @Option(help: "The customer account, for the tools.")
    var account: String?

    @Option(help: "The domain pack.")
    var pack: String?

    @Option(help: "The playbook's folder; the pack's own by default.")
    var playbook: String?

    @Option(help: "The basis on which the rep takes part; asked for consent without one.")
    var repBasis: String?

    @Option(help: "What somebody is, as in lee=colleague; everyone but the rep is a prospect else.")
    var role: [String] = []

    @Option(help: "Where somebody is, as in lee=DE; unknown counts as the strictest rule.")
    var region: [String] = []

    @Option(help: "A device that several people share, by its identity; once for each.")
    var shared: [String] = []

    @Option(help: "Somebody who is not of age, by identity; nothing is captured beside them.")
    var minor: [String] = []

    @Option(help: "The participant whose text streams are the transcript; `speech` hears else.")
    var transcriber: String?

    @Option(help: "The coach's own identity in the room.")
    var identity = "aside-coach"

    @Option(help: "The call's id; a fresh one by default.")
    var call: String?

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var options: HomeOptions

    func run() async throws {
        try refuseBlanks()
        let metadata = try metadata()
        let entrance = try Deployment().entrance(to: room)
        guard !metadata.names(entrance.identity ?? identity) else {
            throw Failure.usage(
                entrance.identity == nil
                    ? "--identity takes one that no other option names: it is the coach's own"
                    : "the identity in LIVEKIT_TOKEN is the coach's own; no option may name it"
            )
        }
        let terminal = options.terminal
        let client = try ClientLibrary.load { terminal.remark($0) }
        var services = try Services(settings.settings()) { terminal.complain($0) }
        try await services.connected { services in
            let knowledge = try await CallKnowledge(
                pack: pack,
                playbook: playbook.map { URL(fileURLWithPath: $0) },
                with: services
            )
            try await options.writing(keeping: .live) { workplace in
                try await join(
                    entrance,
                    metadata,
                    in: workplace,
                    knowing: knowledge,
                    through: client,
                    with: services
                )
            }
        }
    }

    private func join(
        _ entrance: Deployment.Entrance,
        _ metadata: CallMetadata,
        in workplace: Workplace,
        knowing knowledge: CallKnowledge,
        through client: RoomClient,
        with services: Services
    ) async throws {
        let maker = LiveCallMaker(
            workplace: workplace,
            services: services,
            knowledge: knowledge,
            metadata: metadata,
            outcomes: options.place.outcomes
        )
        let open = try await openCall(in: workplace)
        let id = try open?.id ?? callID(in: workplace)
        let hearing = transcriber == nil ? try services.recognizer() : nil
        let setup = open.map(maker.setup(of:)) ?? maker.setup(id, room: room)
        let live = try await RoomCall.join(
            entrance.url,
            entrance.entry,
            as: identity,
            through: client,
            metadata: metadata,
            setup: setup,
            resuming: open,
            recognizer: hearing,
            clock: workplace.clock,
            alarm: SystemAlarm(),
            ports: maker.ports(of: id)
        )
        if open != nil { tell("carrying on the call that a stopped process left open") }
        tell("joined as \"\(entrance.name ?? setup.pack.coachName)\"; call \(id)")
        if hearing is KeywordRecognizer {
            tell("no transcriber is named: speech is heard on this machine, at keyword grade only")
        }
        let departure = try await EventPrinter.printing(workplace.log, when: options.json) {
            try await StopSignals.heeding({ await live.leave() }) { try await live.run() }
        }
        tell("\(departure); the call is closed: aside report compliance \(id)")
    }

    /// Refuses what is given and says nothing: a blank basis would pass for one, and nobody would be asked.
    private func refuseBlanks() throws {
        let given: [(name: String, text: String?)] = [
            ("<room>", room), ("--rep", rep), ("--rep-basis", repBasis),
        ]
        for (name, text) in given where text?.allSatisfy(\.isWhitespace) == true {
            throw Failure.usage("found a blank text, expected one that says something: \(name)")
        }
    }

    private func tell(_ line: String) { options.terminal.remark(line) }

    private func metadata() throws -> CallMetadata {
        let roles = try pairs(role, "--role").mapValues { name throws in
            guard let role = Role(rawValue: name), role != .rep else {
                throw Failure.usage("--role takes IDENTITY=prospect, colleague or observer")
            }
            return role
        }
        guard transcriber != rep else {
            throw Failure.usage("--transcriber takes somebody else than --rep")
        }
        return CallMetadata(
            rep: rep,
            account: account,
            pack: pack,
            repBasis: repBasis,
            roles: roles,
            regions: try pairs(region, "--region"),
            shared: Set(shared),
            minors: Set(minor),
            transcriber: transcriber
        )
    }

    private func pairs(_ texts: [String], _ option: String) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
                throw Failure.usage("\(option) takes IDENTITY=VALUE")
            }
            pairs[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return pairs
    }

    /// The call of this room and this rep that a stopped process left open; the others are closed.
    private func openCall(in workplace: Workplace) async throws -> OpenCall? {
        let open = workplace.openCalls.first { $0.details.room == room && $0.details.rep == rep }
        for other in workplace.openCalls where other.id != open?.id {
            try await workplace.closeInterrupted(other.id)
        }
        return open
    }

    private func callID(in workplace: Workplace) throws -> CallID {
        guard let call else { return workplace.ids.callID() }
        let id = try CallID.given(call)
        guard try !workplace.log.streams().contains(.call(id)) else {
            throw Failure.failed("join refused: the log has a call of this id; name another")
        }
        return id
    }
}
