import Crypto
import Events

/// Checks that what is sealed beside an entry is what the entry names, that the log itself licenses
/// whatever is missing, and that nothing is there of what it says was deleted.
struct ContentCheck: Sendable {
    /// The keys whose destruction the log has ordered.
    private let licences: Set<DataKeyID>
    /// Those whose ciphertext it says was deleted.
    private let executed: Set<DataKeyID>
    /// Those that were destroyed, and the log has not ordered it.
    private let lost: Set<DataKeyID>

    /// - Parameter destroyed: the keys that have a tombstone, read before the snapshot was taken.
    init(_ snapshot: any LogSnapshot, destroyed: [DataKeyID]) throws {
        let events = try snapshot.erasureEvents()
        licences = Set(events.compactMap(Erasure.intent))
        executed = Set(events.compactMap(Erasure.outcome))
        lost = Set(destroyed).subtracting(licences)
    }

    /// What does not fit, if anything.
    func fault(of envelope: Envelope, beside: StoredBeside) -> String? {
        guard envelope.sealed != nil else {
            return beside == StoredBeside() ? nil : "content is stored beside an event without"
        }
        guard let label = SealingLabel(envelope), beside.subjects == label.subjects else {
            return "the subjects of the content are not those the event names"
        }
        guard lost.isDisjoint(with: label.keys) else {
            return "a key to its content was destroyed and no event of the log ordered it"
        }
        guard executed.isDisjoint(with: label.keys) else {
            return beside.fields == nil && beside.attachments.isEmpty
                ? nil : "content is there that was erased, as an event of the log says"
        }
        return fieldsFault(envelope, label, beside)
            ?? attachmentFault(envelope, label, beside.attachments)
    }

    private func fieldsFault(
        _ envelope: Envelope,
        _ label: SealingLabel,
        _ beside: StoredBeside
    ) -> String? {
        guard let fields = beside.fields else {
            return isLicensed(label)
                ? nil : "the ciphertext is missing and no event of the log ordered its erasure"
        }
        guard ContentCipher.digest(fields) == envelope.sealed,
            StrictBase64.encode(fields.nonce) == label.nonce
        else { return "the ciphertext or its nonce is not the one the event names" }
        return nil
    }

    private func attachmentFault(
        _ envelope: Envelope,
        _ label: SealingLabel,
        _ stored: [StoredAttachment]
    ) -> String? {
        guard let nonce = label.attachmentNonce else {
            return stored.isEmpty ? nil : "more is stored beside the event than it names"
        }
        guard let attachment = stored.first else {
            return isLicensed(label)
                ? nil : "the attachment is missing and no event of the log ordered its erasure"
        }
        guard stored.count == 1 else { return "more is stored beside the event than it names" }
        let digest = ContentCipher.digest(attachment.bytes)
        guard digest == envelope.data["attachment"]?.string,
            digest == StrictBase64.encode(attachment.digest),
            StrictBase64.encode(attachment.bytes.nonce) == nonce
        else { return "the attachment or its nonce is not the one the event names" }
        return nil
    }

    private func isLicensed(_ label: SealingLabel) -> Bool {
        !licences.isDisjoint(with: label.keys)
    }
}
