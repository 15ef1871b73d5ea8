import Agent
import EventLog
import Foundation

/// Where the outcome of a call that is over is written down.
enum OutcomePlace {
    /// A file in the home, where `tools.yaml` names no service.
    case file(URL)
    /// What `tools.yaml` puts behind `log_outcome`.
    case service(ToolBox.Service, Destination)

    /// The place that a playbook names, else the file in a home.
    ///
    /// - Parameters:
    ///   - playbook: the playbook's folder.
    ///   - settings: which hosts are the operator's own, and whom their services are trusted by.
    ///   - home: where the file is.
    /// - Throws: `InputError` for what lies beside the plays, `Failure` for a token that is not there.
    init(playbook: URL, settings: OperatorSettings, home: Home) throws {
        let facts = try Installation.facts(in: playbook)
        let wired = try facts.wiredServices(
            of: [.logOutcome],
            insideHosts: settings.insideHosts,
            trusting: settings.certificates
        )
        if let service = wired[.logOutcome], let named = facts.services[.logOutcome] {
            self = .service(service, named.recipient(insideHosts: settings.insideHosts))
        } else {
            self = .file(home.outcomes)
        }
    }

    /// How long an answer is waited for; nil for as long as nobody minds.
    var deadlineMicros: Int64? {
        switch self {
        case .file: nil
        case .service(let service, _): service.deadlineMicros
        }
    }
}
