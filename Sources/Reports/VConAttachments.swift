internal import Events
internal import Projections

/// What goes with a call's dialog: consent, what people were told, receipts, the checkpoint.
extension VConWriter {
    /// What is about one person has their place; the whole ledger and the checkpoint have none, and none
    /// is part of a dialog.
    var attachments: [JSONObject] {
        let told = ledger.view.accounts.compactMap { disclosed(to: $0) }
        let granted = ledger.view.accounts.flatMap { receipts(of: $0) }
        return [attachment("consent", ledger.view.state)] + told + granted + [checkpoint]
    }

    /// What a person was told of the use of their data, notice by notice; nil when they were told nothing.
    private func disclosed(to account: ConsentLedger.Account) -> JSONObject? {
        let all = tellings(of: account).map { told($0, account.pseudonym, $1) }
        guard !all.isEmpty else { return nil }
        return attachment("disclosure", ["told": .array(all)], of: account.pseudonym)
    }

    /// What a person was told, and when: by notices, then by what was recorded without asking them.
    func tellings(of account: ConsentLedger.Account) -> [(ConsentLedger.Told, Moment)] {
        let notices = account.notices.compactMap { notice in notice.told.map { ($0, notice.at) } }
        let changes = account.changes.compactMap { change in change.told.map { ($0, change.at) } }
        return notices + changes
    }

    private func told(
        _ what: ConsentLedger.Told,
        _ person: Pseudonym,
        _ moment: Moment
    ) -> JSON {
        var told: JSONObject = [
            "pseudonym": .string(person.text),
            "data_categories": .array(what.grounds.dataCategories.map { .string($0.rawValue) }),
            "entry_index": .integer(Int64(moment.index.value)),
        ]
        var bases = JSONObject()
        for (purpose, basis) in what.grounds.legalBases {
            bases[purpose.rawValue] = .string(basis.rawValue)
        }
        told["legal_bases"] = .object(bases)
        guard let disclosure = what.disclosure?.value else {
            told["redaction"] = what.disclosure.map { _ in .string(ReportDocument.erased) }
            return .object(told)
        }
        told["controller"] = .object([
            "name": .string(disclosure.controller.name),
            "contact": .string(disclosure.controller.contact),
        ])
        told["processors"] = .array(disclosure.processors.map(Self.processor))
        return .object(told)
    }

    private static func processor(_ processor: Processor) -> JSON {
        .object([
            "name": .string(processor.name),
            "service": .string(processor.service.rawValue),
            "region": .string(processor.region),
            "purposes": .array(processor.purposes.map { .string($0.rawValue) }),
            "terms": .array(processor.terms.map { .string($0.rawValue) }),
        ])
    }

    private var checkpoint: JSONObject {
        attachment(
            "checkpoint",
            [
                "size": .integer(Int64(context.checkpoint.size.count)),
                "root": .string(context.checkpointInDocument.root),
                "ledger_state_digest": .string(ledger.stateDigest),
            ]
        )
    }

    /// An attachment of ours with a JSON body.
    ///
    /// - Parameters:
    ///   - person: whom it is about; nil where it is about no single one.
    ///   - moment: when what it says came to be; nil for when the export is made.
    func attachment(
        _ purpose: String,
        _ body: JSONObject,
        of person: Pseudonym? = nil,
        at moment: Moment? = nil
    ) -> JSONObject {
        var attachment: JSONObject = [
            "purpose": .string(purpose),
            "start": .string((moment?.time ?? context.generatedAt).description),
            "mediatype": .string("application/json"),
            "body": .string(String(decoding: CanonicalJSON.encode(body), as: UTF8.self)),
            "encoding": .string("json"),
        ]
        attachment["party"] = place(person).map { .integer($0) }
        return attachment
    }
}
