import Agent
import ConsentGate
import EventLog
import Events
import Projections
import Reports

/// Makes a call's reports from the events of a log up to a checkpoint: the same events give the same
/// report, whoever makes it and when.
struct ReportMaker {
    private let views: CallProjections
    let labels: PackLabels
    /// The words of the notices that were sent, by their digest, as far as Aside still has them.
    let noticeTexts: [String: String]
    private let prices: Prices

    /// Takes the call's events, those after it and those of custody that name it, in the order of the
    /// log.
    ///
    /// - Parameters:
    ///   - store: where the projections stood before, and are to be kept; nil for who only reads.
    ///   - vouched: the events of a stream that are wanted, each proved to be in the tree of the
    ///     checkpoint that the report names.
    init(
        _ call: CallID,
        comingBy store: ProjectionStore? = nil,
        vouched: (StreamName, (Envelope) -> Bool) throws -> [RecordedEvent]
    ) throws {
        let own = try vouched(.call(call)) { _ in true }
        let later = try vouched(.after(call)) { _ in true }
        let custody = try vouched(.custody) { $0.data["call"]?.string == call.text }
        let events = (own + later + custody).sorted { $0.index < $1.index }
        noticeTexts = Self.noticeTexts(own)
        let pack = own.lazy.compactMap { $0.fact(CallOpened.self)?.pack }.first
        guard let pack else { throw Failure.unknown(call) }
        let installed = try Installation.pack(pack)
        labels = PackLabels(
            roles: installed.roles,
            kinds: installed.kinds,
            objections: installed.followUp.objections
        )
        prices = try PriceFile.parse(try Installation.sourceFile(Installation.prices))
        views = try CallProjections(of: call, from: events, comingBy: store)
    }

    /// A notice's words are those that come with Aside, what the purposes allow that it asked for, and what
    /// it said of the controller and of processors, which the event holds.
    private static func noticeTexts(_ events: [RecordedEvent]) -> [String: String] {
        var texts: [String: String] = [:]
        for event in events {
            guard let sent = event.fact(NoticeSent.self), texts[sent.textDigest] == nil else {
                continue
            }
            // Notices before version 3 did not say what the purposes allow.
            for catalog in [NoticeCatalog.standard.asking(for: sent.purposes), .standard]
            where texts[sent.textDigest] == nil {
                let told = event.opened(NoticeSent.self).map { catalog.disclosing($0) } ?? catalog
                texts[sent.textDigest] = told.all.first { $0.digest == sent.textDigest }?.shown
            }
        }
        return texts
    }

    /// The report of a kind.
    func document(_ kind: ReportDocument.Kind, _ context: ReportContext) -> ReportDocument {
        switch kind {
        case .compliance: ComplianceDocument.make(views.compliance, in: context)
        case .review:
            ReviewDocument.make(views.review, meters: views.meters, prices: prices, in: context)
        }
    }

    /// The call as a vCon.
    func vCon(_ context: ReportContext) -> String {
        VConDocument.render(views.review, ledger: views.ledger, in: context)
    }
}
