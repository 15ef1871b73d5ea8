import Crypto
import Events

/// Checks that what is sealed beside each entry is what the entry names, and that the log itself
/// licenses whatever is missing.
struct ContentCheck {
    private let snapshot: any LogSnapshot
    /// The keys whose destruction the log has ordered.
    private let licences: Set<DataKeyID>
    /// Where anything is stored beside entries, with repetitions.
    private var stored: ArraySlice<EntryIndex>

    init(_ snapshot: any LogSnapshot) throws {
        self.snapshot = snapshot
        licences = Set(try snapshot.erasureEvents().compactMap(Erasure.intent))
        stored = try snapshot.contentIndexes()[...]
    }

    mutating func check(_ envelope: Envelope, at index: EntryIndex) throws {
        let found = try countStored(at: index)
        guard envelope.sealed != nil else {
            guard found == 0 else {
                throw Violation(
                    index: index.value,
                    what: "content is stored beside an event without"
                )
            }
            return
        }
        let label = SealingLabel(envelope)
        guard let label, try snapshot.subjects(at: index) == label.subjects else {
            throw Violation(
                index: index.value,
                what: "the subjects of the content are not those the event names"
            )
        }
        var present = try checkFields(envelope, label, index)
        // What is stored has been counted: only an attachment that is named or left over is read.
        if label.attachmentNonce != nil || found > present + label.subjects.count {
            present += try checkAttachment(envelope, label, index)
        }
        guard found == present + label.subjects.count else {
            throw Violation(
                index: index.value,
                what: "more is stored beside the event than it names"
            )
        }
    }

    private mutating func countStored(at index: EntryIndex) throws -> Int {
        if let orphan = stored.first, orphan < index {
            throw Violation(index: orphan.value, what: "content is stored beside no entry")
        }
        var count = 0
        while stored.first == index {
            stored.removeFirst()
            count += 1
        }
        return count
    }

    private func checkFields(
        _ envelope: Envelope,
        _ label: SealingLabel,
        _ index: EntryIndex
    ) throws -> Int {
        guard let content = try snapshot.content(at: index) else {
            try demandLicence(label, index, "the ciphertext")
            return 0
        }
        guard ContentCipher.digest(content) == envelope.sealed,
            StrictBase64.encode(content.nonce) == label.nonce
        else {
            throw Violation(
                index: index.value,
                what: "the ciphertext or its nonce is not the one the event names"
            )
        }
        return 1
    }

    private func checkAttachment(
        _ envelope: Envelope,
        _ label: SealingLabel,
        _ index: EntryIndex
    ) throws -> Int {
        let named = label.attachmentNonce == nil ? nil : envelope.data["attachment"]?.string
        guard let attachment = try snapshot.attachment(at: index) else {
            if named != nil { try demandLicence(label, index, "the attachment") }
            return 0
        }
        let digest = ContentCipher.digest(attachment.bytes)
        guard digest == named, digest == StrictBase64.encode(attachment.digest),
            StrictBase64.encode(attachment.bytes.nonce) == label.attachmentNonce
        else {
            throw Violation(
                index: index.value,
                what: "the attachment or its nonce is not the one the event names"
            )
        }
        return 1
    }

    private func demandLicence(
        _ label: SealingLabel,
        _ index: EntryIndex,
        _ what: String
    ) throws {
        guard licences.isDisjoint(with: label.keys) else { return }
        throw Violation(
            index: index.value,
            what: "\(what) is missing and no event of the log ordered its erasure"
        )
    }

    func finish(size: UInt64) throws {
        guard let orphan = stored.first else { return }
        throw Violation(
            index: min(orphan.value, size),
            what: "content is stored beside no entry"
        )
    }
}
