internal import Events
internal import Projections

/// What people were told of the use of their data: controller, processors, kinds of data and the
/// ground of each purpose, as their consent events have it.
///
/// Which rows there are follows from fields in the clear alone, so that an erasure changes no more than
/// what a cell reads.
extension ComplianceWriter {
    /// What one event told one person.
    struct Telling {
        var person: Pseudonym
        var told: ConsentLedger.Told
        var at: Moment

        var grounds: Grounds { told.grounds }
        var disclosure: Disclosure? { told.disclosure?.value }

        /// One of the values that are sealed, or that it was erased.
        func say(_ value: (Disclosure) -> String) -> String {
            disclosure.map(value) ?? ReportDocument.erased
        }
    }

    /// Every event that tells somebody something of it, in the order of the log.
    var tellings: [Telling] {
        report.ledger.accounts.flatMap { account in
            let notices = account.notices.map { ($0.told, $0.at) }
            let changes = account.changes.map { ($0.told, $0.at) }
            return (notices + changes).compactMap { told, at in
                told.map { Telling(person: account.pseudonym, told: $0, at: at) }
            }
        }
        .sorted { $0.at < $1.at }
    }

    /// What each person was told last.
    private var newest: [Telling] {
        let tellings = self.tellings
        return report.ledger.accounts.compactMap { account in
            tellings.last { $0.person == account.pseudonym }
        }
    }

    /// Section 3: on what each purpose rests, person by person.
    func legalBases(in section: inout ReportSection) {
        section.table(
            "bases",
            "The legal basis of each purpose, as people were told",
            ["Participant", "Role", "Legal basis", "Purposes"],
            newest.flatMap(basisRows),
            otherwise: report.ledger.accounts.isEmpty
                ? nil : "No event of this call states the legal basis of each purpose."
        )
    }

    private func basisRows(_ telling: Telling) -> [ReportSection.Row] {
        LegalBasis.allCases.compactMap { basis in
            let purposes = telling.grounds.legalBases.filter { $0.value == basis }.map(\.key)
            guard !purposes.isEmpty else { return nil }
            return .init(
                cells: [
                    telling.person.text, role(telling.person), Wording.basis(basis),
                    Wording.purposes(purposes),
                ],
                index: telling.at.index
            )
        }
    }

    /// Section 4: whom and what the notices named.
    func whatWasNamed(in section: inout ReportSection) {
        section.table(
            "named",
            "Who uses the data, and which data, as each person was told last",
            [
                "Participant", "Role", "Responsible (controller)", "Contact",
                "Companies outside", "Kinds of data",
            ],
            newest.map { telling in
                .init(
                    cells: [
                        telling.person.text, role(telling.person),
                        telling.say { Wording.stated($0.controller.name) },
                        telling.say { Wording.stated($0.controller.contact) },
                        telling.grounds.processorCount == 0
                            ? "none"
                            : telling.say {
                                $0.processors.map(\.name).joined(separator: ", ")
                            },
                        Wording.categories(telling.grounds.dataCategories),
                    ],
                    index: telling.at.index
                )
            }
        )
        if tellings.contains(where: { !$0.grounds.controllerStated }) {
            section.say(
                "“Not stated” means that nobody entered the controller's name before this call, "
                    + "and that the notices said so. Data protection law (GDPR 13) asks for it."
            )
        }
    }

    /// Section 12: everybody outside who was named, and on what terms.
    ///
    /// A process's disclosure does not change, so the first of its events that can be opened speaks for all;
    /// one that carries the call on under other notices has its own rows.
    func processorsNamed(in section: inout ReportSection) {
        let tellings = self.tellings
        section.table(
            "processors",
            "Companies outside that people were told of, and their terms",
            ["Company", "What it does", "Region", "For", "What it has bound itself to", "Own use"],
            tellingsByNotices.flatMap(processorRows),
            otherwise: tellings.isEmpty
                ? "No event of this call names a processor or says that there is none."
                : "People were told that the coach passes nothing on to other companies."
        )
    }

    private func processorRows(_ tellings: [Telling]) -> [ReportSection.Row] {
        guard let first = tellings.first else { return [] }
        let telling = tellings.first { $0.disclosure != nil } ?? first
        return (0..<telling.grounds.processorCount).map { place in
            func say(_ value: (Processor) -> String) -> String {
                telling.say { place < $0.processors.count ? value($0.processors[place]) : "–" }
            }
            return .init(
                cells: [
                    say(\.name), say { Wording.service($0.service) },
                    say { Wording.stated($0.region) }, say { Wording.purposes($0.purposes) },
                    say { Wording.terms($0.terms) },
                    say {
                        $0.terms.contains(.noOwnUse) ? "excluded, as stated" : "not excluded"
                    },
                ],
                index: first.at.index
            )
        }
    }

    /// What people were told, apart for each process that carried the call on with other notices.
    private var tellingsByNotices: [[Telling]] {
        var digest = report.opened?.fact.noticesDigest
        var changes: [Moment] = []
        for resumed in report.resumptions {
            guard let other = resumed.fact.terms?.noticesDigest, other != digest else { continue }
            digest = other
            changes.append(resumed.at)
        }
        let parts = Dictionary(grouping: tellings) { telling in
            changes.count { $0 < telling.at }
        }
        return parts.sorted { $0.key < $1.key }.map(\.value)
    }
}
