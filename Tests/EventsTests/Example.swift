import Crypto
import Events
import Foundation
import Testing

/// One event of a type as it would stand in a log, with every optional field present.
///
/// What the log adds when it seals is computed here from its written format alone
/// (docs/EVENT_FORMAT.md §5), with salts that follow from the field's name.
struct Example: Sendable, CustomTestStringConvertible {
    /// The type without `aside.`.
    let name: String
    /// The event.
    let event: Envelope
    /// What is sealed, before it was.
    let sealedPart: SealedPart?
    /// Reads the clear fields as their fact and writes them again; nil when they do not load.
    let reloaded: @Sendable (Envelope) -> JSONObject?
    /// Reads the sealed fields as their type and writes them again.
    let reopened: @Sendable (JSONObject) -> JSONObject?

    var testDescription: String { name }

    init<F: Fact>(
        _ fact: F,
        sealing sealed: SealedFields<F>? = nil,
        by actor: Envelope.Actor,
        of subject: Pseudonym? = nil,
        turn: String? = nil,
        cause: EventID? = nil
    ) {
        let draft = Draft(
            Self.complete(fact),
            sealing: sealed,
            id: EventID("019ab2c4-5a10-7001-8d3e-0123456789ab"),
            time: .example,
            actor: actor,
            subject: subject,
            correlationID: turn,
            causationID: cause
        )
        name = String(F.type.rawValue.dropFirst("aside.".count))
        sealedPart = draft.sealedPart
        event = Self.recorded(draft)
        reloaded = { event in
            let recorded = RecordedEvent(index: EntryIndex(0), envelope: event, content: .none)
            return recorded.fact(F.self).flatMap { try? JSONCoding.members(of: $0) }
        }
        reopened = { fields in
            (try? JSONCoding.value(F.Sealed.self, from: fields))
                .flatMap { try? JSONCoding.members(of: $0) }
        }
    }

    /// A fact with all that its kind states: one of consent or of the gate with the stopwatch's reading, one
    /// of somebody's consent also with its record.
    private static func complete<F: Fact>(_ fact: F) -> F {
        guard var timed = fact as? any ConsentFact else { return fact }
        timed.monotonicMicros = 4_200_000
        guard var personal = timed as? any PersonalConsentFact else { return timed as? F ?? fact }
        personal.record = record
        return personal as? F ?? fact
    }

    private static func recorded(_ draft: Draft) -> Envelope {
        let isCustody = draft.type.family == "custody"
        var event = Envelope(
            draft,
            source: "example.com/aside",
            stream: isCustody ? .custody : .call(CallID("demo-1")),
            version: StreamVersion(7),
            recordedTime: .example.advanced(byMicros: 1_500)
        )
        guard let part = draft.sealedPart else { return event }
        var label: JSONObject = [
            "class": .string(part.keyClass.rawValue),
            "nonce": .string(base64(Array(digest("nonce").prefix(12)))),
            "subjects": .array(part.subjects.map { .string($0.text) }),
        ]
        if part.attachment != nil {
            label["attachmentNonce"] = .string(base64(Array(digest("attachment nonce").prefix(12))))
            event.data["attachment"] = .string(base64(digest("attachment ciphertext")))
        }
        event.data["sealing"] = .object(label)
        event.data["commitments"] = .object(commitments(to: part.fields))
        event.sealed = base64(digest("ciphertext"))
        return event
    }

    private static func commitments(to fields: JSONObject) -> JSONObject {
        var commitments = JSONObject()
        for field in fields.members {
            commitments[field.name] = .string(
                commitment(to: field.value, named: field.name, salt: digest(field.name))
            )
        }
        return commitments
    }

    /// SHA-256 over the tag, the salt, and name and value each behind its length.
    static func commitment(to value: JSON, named name: String, salt: [UInt8]) -> String {
        func counted(_ bytes: [UInt8]) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
        }
        return base64(
            digest(
                Array("aside/commitment/v1\0".utf8) + salt + counted(Array(name.utf8))
                    + counted(CanonicalJSON.encode(value))
            )
        )
    }

    private static func digest(_ text: String) -> [UInt8] { digest(Array(text.utf8)) }
    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

extension Timestamp {
    /// 2026-11-22T18:22:49.000000Z.
    static let example = Timestamp.epoch.advanced(byMicros: 1_795_371_769_000_000)
}

extension Example {
    static let rep = Pseudonym("p-0000000000000001")
    static let lee = Pseudonym("p-0000000000000002")
    static let digest = String(repeating: "0123456789abcdef", count: 4)
    static let turn = "019ab2c4-5a10-7002-8d3e-0123456789ab"

    /// One example of every type that is emitted.
    static let all = call + consent + senses + coach + tools + egress + custody

    /// The example's file name in Golden.
    var fileName: String { "aside." + name + ".json" }
}
