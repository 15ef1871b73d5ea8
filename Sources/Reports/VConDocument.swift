internal import Crypto
internal import Events
public import Projections

/// A call as a vCon, the IETF's container for conversations (draft-ietf-vcon-vcon-core).
///
/// What the format has no word for (a pseudonym, an entry's index, a nudge's outcome) stands in
/// parameters of the extension `aside`. Lines are text dialogs and nudges are analyses; the consent
/// ledger, what each person was told of the use of their data, a receipt for each grant, and the
/// checkpoint are attachments.
/// What people said and are called is in it only in a context with names; whoever hands it out records
/// a `custody.evidence-exported` either way.
///
/// Without them, and where something of the call was erased, it is a redacted vCon, as the format has
/// it: it says so in `redacted`, without the id of another, since none with more in it was made; where
/// words or a name would be there is a place without them, so that indices stay, and its `redaction`
/// says why. A name that is withheld is replaced by the pseudonym.
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

/// Writes the parts of one vCon.
struct VConWriter {
    let review: CallReview
    let ledger: Folded<ConsentLedger>
    let context: ReportContext

    var container: JSONObject {
        var container: JSONObject = [
            "vcon": .string(VConDocument.version),
            "uuid": .string(uuid(of: "\(context.call.text)\n\(context.checkpointInDocument.root)")),
            "extensions": .array([.string("aside")]),
            "created_at": .string(context.generatedAt.description),
            "subject": .string("Call \(context.call.text)"),
            "parties": .array(review.attendance.people.map { .object(party($0)) }),
            "dialog": .array(review.transcript.lines.map { .object(dialog($0)) }),
            "analysis": .array(review.nudges.nudges.map { .object(analysis($0)) }),
            "attachments": .array(attachments.map { .object($0) }),
        ]
        container["redacted"] = redaction.map { .object(["type": .string($0)]) }
        return container
    }

    /// Why something is missing that the log holds, or once held; nil when nothing is.
    private var redaction: String? {
        let names = review.attendance.people.map { $0.details?.isErased ?? false }
        let lines = review.transcript.lines.map { $0.text?.isErased ?? false }
        let nudges = review.nudges.nudges.map { $0.words?.isErased ?? false }
        let told = ledger.view.accounts.flatMap { tellings(of: $0) }
            .map { $0.0.disclosure?.isErased ?? false }
        var reasons = context.withNames ? [] : [Wording.withheld]
        if (names + lines + nudges + told).contains(true) { reasons.append(ReportDocument.erased) }
        return reasons.isEmpty ? nil : reasons.joined(separator: ", ")
    }

    /// A UUID of version 8 (RFC 9562), the same for the same text: of the call and the checkpoint for an
    /// export, so that it has one id.
    func uuid(of text: String) -> String {
        let digest = SHA256.hash(data: Array(text.utf8))
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Hex.text(of: bytes[$0]) }
            .joined(separator: "-")
    }

    private func party(_ person: Attendance.Person) -> JSONObject {
        var party: JSONObject = [
            "role": .string(person.role.rawValue),
            "pseudonym": .string(person.pseudonym.text),
        ]
        party["redaction"] = person.details.flatMap { missing($0) }.map { .string($0) }
        let name =
            context.withNames
            ? person.details?.value.map { $0.name ?? $0.identity } : person.pseudonym.text
        party["name"] = name.map { .string($0) }
        if person.shared == true {
            let count = ledger.view.headCount(of: person.pseudonym)
            party["shared_by"] = count.map { .integer(Int64($0)) } ?? .string("not attested")
        }
        if person.minor == true { party["minor"] = .bool(true) }
        return party
    }

    func place(_ person: Pseudonym?) -> Int64? {
        review.attendance.people.firstIndex { $0.pseudonym == person }.map { Int64($0) }
    }

    private func dialog(_ line: Transcript.Line) -> JSONObject {
        let startedAt = review.opened?.startedAt ?? line.at.time
        var dialog: JSONObject = [
            "type": .string("text"),
            "start": .string(startedAt.advanced(byMicros: line.startMicros).description),
            "entry_index": .integer(Int64(line.at.index.value)),
        ]
        put(line.text, into: &dialog)
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
            "outcome": .string(Wording.outcome(nudge)),
            "entry_index": .integer(Int64(nudge.decided.index.value)),
        ]
        put(nudge.words?.map { "\($0.headline)\n\($0.body)" }, into: &analysis)
        analysis["dialog"] = line.map { .integer(Int64($0)) }
        return analysis
    }

    /// Why something sealed is not shown; nil where it is.
    private func missing<Value: Sendable>(_ sealed: Sealable<Value>) -> String? {
        guard !sealed.isErased else { return ReportDocument.erased }
        return context.withNames ? nil : Wording.withheld
    }

    /// Puts words into an object, or why they are not there.
    private func put(_ words: Sealable<String>?, into object: inout JSONObject) {
        guard context.withNames, let text = words?.value else {
            object["redaction"] = words.flatMap { missing($0) }.map { .string($0) }
            return
        }
        object["mediatype"] = .string("text/plain")
        object["body"] = .string(text)
        object["encoding"] = .string("none")
    }
}
