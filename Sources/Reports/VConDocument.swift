internal import Crypto
internal import Events
public import Projections

/// A call as a vCon, the IETF's container for conversations (draft-ietf-vcon-vcon-core).
///
/// What the format has no word for (a pseudonym, an entry's index, a nudge's outcome) stands in
/// parameters of the extension `aside`. Lines are text dialogs and nudges are analyses; the consent
/// ledger, what people were told of the use of their data, and the checkpoint are attachments.
/// Erased words have the body `erased`. What people said and are called is in it: whoever hands it
/// out records a `custody.evidence-exported`.
public enum VConDocument {
    /// The version of the format.
    public static let version = "0.4.0"

    /// The container as canonical JSON and a line feed.
    public static func render(
        _ review: Folded<CallReview>,
        ledger: Folded<ConsentLedger>,
        in context: ReportContext
    ) -> String {
        let writer = VConWriter(review: review.view, ledger: ledger, context: context)
        return String(decoding: CanonicalJSON.encode(writer.container), as: UTF8.self) + "\n"
    }
}

private struct VConWriter {
    let review: CallReview
    let ledger: Folded<ConsentLedger>
    let context: ReportContext

    var container: JSONObject {
        [
            "vcon": .string(VConDocument.version),
            "uuid": .string(uuid),
            "extensions": .array([.string("aside")]),
            "created_at": .string(context.generatedAt.description),
            "subject": .string("Call \(context.call.text)"),
            "parties": .array(review.attendance.people.map { .object(party($0)) }),
            "dialog": .array(review.transcript.lines.map { .object(dialog($0)) }),
            "analysis": .array(review.nudges.nudges.map { .object(analysis($0)) }),
            "attachments": .array([.object(consent), .object(disclosed), .object(checkpoint)]),
        ]
    }

    /// A UUID of version 8 (RFC 9562) of the call and the checkpoint: one export has one id.
    private var uuid: String {
        let root = context.checkpointInDocument.root
        let digest = SHA256.hash(data: Array("\(context.call.text)\n\(root)".utf8))
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Hex.text(of: bytes[$0]) }
            .joined(separator: "-")
    }

    private func party(_ person: Attendance.Person) -> JSONObject {
        let name = Wording.opened(person.details?.map { $0.name ?? $0.identity })
        var party: JSONObject = [
            "name": .string(name),
            "role": .string(person.role.rawValue),
            "pseudonym": .string(person.pseudonym.text),
        ]
        if person.shared == true {
            let count = ledger.view.headCount(of: person.pseudonym)
            party["shared_by"] = count.map { .integer(Int64($0)) } ?? .string("not attested")
        }
        if person.minor == true { party["minor"] = .bool(true) }
        return party
    }

    private func place(_ person: Pseudonym?) -> Int64? {
        review.attendance.people.firstIndex { $0.pseudonym == person }.map { Int64($0) }
    }

    private func dialog(_ line: Transcript.Line) -> JSONObject {
        let startedAt = review.opened?.startedAt ?? line.at.time
        var dialog: JSONObject = [
            "type": .string("text"),
            "start": .string(startedAt.advanced(byMicros: line.startMicros).description),
            "mediatype": .string("text/plain"),
            "body": .string(Wording.opened(line.text)),
            "encoding": .string("none"),
            "entry_index": .integer(Int64(line.at.index.value)),
        ]
        // Whole seconds, rounded up: the log has no floating-point numbers.
        dialog["duration"] = .integer((line.endMicros - line.startMicros + 999_999) / 1_000_000)
        dialog["parties"] = place(line.speaker).map { .integer($0) }
        return dialog
    }

    private func analysis(_ nudge: NudgeHistory.Nudge) -> JSONObject {
        let line = review.transcript.lines.firstIndex { $0.at.version == nudge.line }
        var analysis: JSONObject = [
            "type": .string("nudge"),
            "vendor": .string("Aside"),
            "mediatype": .string("text/plain"),
            "body": .string(Wording.opened(nudge.words?.map { "\($0.headline)\n\($0.body)" })),
            "encoding": .string("none"),
            "outcome": .string(Wording.outcome(nudge)),
            "entry_index": .integer(Int64(nudge.decided.index.value)),
        ]
        analysis["dialog"] = line.map { .integer(Int64($0)) }
        return analysis
    }

    /// What each person was told of the use of their data, notice by notice.
    private var disclosed: JSONObject {
        let all = ledger.view.accounts.flatMap { account in
            account.notices.compactMap { notice in
                notice.told.map { told($0, account.pseudonym, notice.at) }
            }
                + account.changes.compactMap { change in
                    change.told.map { told($0, account.pseudonym, change.at) }
                }
        }
        return attachment("disclosure", ["told": .array(all)])
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
            told["controller"] = .string(ReportDocument.erased)
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

    private var consent: JSONObject {
        attachment("consent", ledger.view.state)
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

    private func attachment(_ purpose: String, _ body: JSONObject) -> JSONObject {
        var attachment: JSONObject = [
            "purpose": .string(purpose),
            "start": .string(context.generatedAt.description),
            "mediatype": .string("application/json"),
            "body": .string(String(decoding: CanonicalJSON.encode(body), as: UTF8.self)),
            "encoding": .string("json"),
        ]
        if !review.transcript.lines.isEmpty { attachment["dialog"] = .integer(0) }
        attachment["party"] = place(review.opened?.rep).map { .integer($0) }
        return attachment
    }
}
