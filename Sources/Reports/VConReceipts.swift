internal import Events
internal import Projections

/// Each grant as a consent receipt, for programs that read those.
///
/// The names are those of the Kantara Initiative's Consent Receipt Specification 1.1.0, on which
/// ISO/IEC TS 27560 builds. What it has no word for (the standing at the end, the entry) has names of
/// ours; what it asks for and nobody stated reads "not-stated", as in the log. A basis or an operator's
/// word is no consent and gets none: it stands in the ledger.
extension VConWriter {
    func receipts(of account: ConsentLedger.Account) -> [JSONObject] {
        account.changes.filter { $0.standing == .granted }.map { grant in
            attachment(
                "consent_receipt",
                receipt(grant, of: account),
                of: account.pseudonym,
                at: grant.at
            )
        }
    }

    private func receipt(
        _ grant: ConsentLedger.Change,
        of account: ConsentLedger.Account
    ) -> JSONObject {
        let (person, index) = (account.pseudonym.text, grant.at.index.value)
        let notice = account.notices.last {
            $0.at < grant.at && $0.sent.textDigest == grant.act?.noticeDigest
        }
        let told = notice?.told
        let purposes = grant.purposes.map { purpose($0, grant, account, told) }
        let service: JSONObject = [
            "service": .string("Live coaching of a call by an AI"),
            "purposes": .array(purposes.map { .object($0) }),
        ]
        return [
            "version": .string("KI-CR-v1.1.0"),
            "jurisdiction": .string(jurisdiction(of: account.pseudonym, at: grant.at)),
            "consentTimestamp": .integer(grant.at.time.micros / 1_000_000),
            "collectionMethod": .string(grant.act?.means ?? Wording.notRecorded),
            "consentReceiptID": .string(uuid(of: "\(context.call.text)\n\(person)\n\(index)")),
            "language": .string(notice?.sent.locale ?? Wording.notRecorded),
            "piiPrincipalId": .string(person),
            "piiControllers": .array([.object(controller(told))]),
            "policyUrl": .string(Disclosure.notStated),
            "services": .array([.object(service)]),
            "sensitive": .bool(false),
            "spiCat": .array([]),
            "entry_index": .integer(Int64(index)),
        ]
    }

    /// The code of the rule that was found for a person until then.
    private func jurisdiction(of person: Pseudonym, at moment: Moment) -> String {
        let found = review.attendance[person]
        guard let place = found?.places?.last(where: { $0.at < moment }) else {
            return Wording.opened(found?.details?.map(\.rule.code))
        }
        return Wording.opened(place.details?.map(\.rule.code))
    }

    private func controller(_ told: ConsentLedger.Told?) -> JSONObject {
        [
            "piiController": .string(Wording.opened(told?.disclosure?.map(\.controller.name))),
            "contact": .string(Wording.opened(told?.disclosure?.map(\.controller.contact))),
        ]
    }

    private func purpose(
        _ purpose: Purpose,
        _ grant: ConsentLedger.Change,
        _ account: ConsentLedger.Account,
        _ told: ConsentLedger.Told?
    ) -> JSONObject {
        let terms = grant.record?.standings.first { $0.purposes.contains(purpose) }
        let given = GivenPurposes.grouped([purpose], givenBy: grant, of: account)
        let term = terms?.until.value.map { Wording.end($0) } ?? Wording.notRecorded
        let end = given.first?.end.map { ended($0) } ?? term
        let categories = DataCategory.used(for: [purpose])
        let others = others(using: purpose, told)
        var object: JSONObject = [
            "purpose": .string(Wording.purpose(purpose)),
            "purposeCategory": .array([.string(purpose.rawValue)]),
            "consentType": .string("EXPLICIT"),
            "piiCategory": .array(categories.map { .string($0.rawValue) }),
            "primaryPurpose": .bool(Purpose.opening.contains(purpose)),
            "termination": .string(end),
            "thirdPartyDisclosure": .bool(others != nil),
            "standing": .string(account.standing(for: purpose).rawValue),
        ]
        object["thirdPartyName"] = others.map { .string($0) }
        return object
    }

    /// When, how and by which entry what was granted ended.
    private func ended(_ end: ConsentLedger.Change) -> String {
        "\(end.at.time.description), entry \(end.at.index.value): \(Wording.ended(end.standing))"
    }

    /// The companies outside that were to get data for a purpose; nil when none was.
    private func others(using purpose: Purpose, _ told: ConsentLedger.Told?) -> String? {
        guard let told, told.grounds.processorCount > 0 else { return nil }
        guard let processors = told.disclosure?.value?.processors else {
            return ReportDocument.erased
        }
        let names = processors.filter { $0.purposes.contains(purpose) }.map(\.name)
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
