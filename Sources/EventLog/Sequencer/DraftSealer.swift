import Crypto
import Events

/// A draft sealed and encoded on its writer's task, all but the version.
struct PreparedDraft: Sendable {
    /// The event with version 0.
    var envelope: Envelope
    /// Its bytes without the version.
    let prefix: [UInt8]
    /// The fields as the writer gets them back.
    let opened: RecordedEvent.Content
    /// What is stored beside the entry; the index is not known yet.
    var stored: StoredContent?
    /// The keys it is sealed under.
    let keys: [DataKeyID]
}

/// Drafts with the announcements of keys that were made for them.
struct PreparedDrafts: Sendable {
    var drafts: [PreparedDraft] = []
    /// `custody.key-created` for each key that no entry tells of yet; the sequencer drops those
    /// that another request brought first.
    var announcements: [DataKeyID: PreparedDraft] = [:]
}

/// Seals and encodes drafts.
///
/// A value without state of its own; runs on writers' tasks.
struct DraftSealer: Sendable {
    let origin: String
    let keys: DataKeys
    let clock: any WallClock
    let ids: IDGenerator

    /// The longest entry: tile bundles carry its length in 16 bits (C2SP tlog-tiles).
    static let mostEntryBytes = 65_535
    /// What `,"version":` and the largest version add.
    static let versionByteCount = Envelope.completion(version: StreamVersion(1 << 53)).count

    func prepare(_ drafts: [Draft], for stream: StreamName) throws(AppendError) -> PreparedDrafts {
        var prepared = PreparedDrafts()
        for draft in drafts {
            guard draft.type != .callSealed else { throw .refused(.sealedByHand) }
            prepared.drafts.append(
                try prepare(draft, for: stream, announcing: &prepared.announcements)
            )
        }
        return prepared
    }

    private func prepare(
        _ draft: Draft,
        for stream: StreamName,
        announcing announcements: inout [DataKeyID: PreparedDraft]
    ) throws(AppendError) -> PreparedDraft {
        guard let part = draft.sealedPart else { return try plain(draft, for: stream) }
        guard let label = SealingLabel(of: part, stream: stream, data: draft.data) else {
            throw .refused(.noCall)
        }
        let (key, unannounced) = try keys.forSealing(label)
        for id in unannounced where announcements[id] == nil {
            announcements[id] = try plain(announcement(of: id), for: .custody)
        }
        return try seal(draft, part, label, under: key, in: stream)
    }

    /// A draft without sealed fields.
    func plain(_ draft: Draft, for stream: StreamName) throws(AppendError) -> PreparedDraft {
        let envelope = envelope(of: draft, data: draft.data, sealed: nil, in: stream)
        return PreparedDraft(
            envelope: envelope,
            prefix: try encode(envelope),
            opened: .none,
            stored: nil,
            keys: []
        )
    }

    private func announcement(of id: DataKeyID) -> Draft {
        Draft(
            KeyCreated(call: id.call, keyClass: id.keyClass),
            id: ids.eventID(),
            time: clock.now,
            actor: .log,
            subject: id.subject
        )
    }

    private func seal(
        _ draft: Draft,
        _ part: SealedPart,
        _ label: SealingLabel,
        under key: SymmetricKey,
        in stream: StreamName
    ) throws(AppendError) -> PreparedDraft {
        let place = ContentCipher.Place(origin: origin, event: draft.id, stream: stream)
        var (data, label) = (draft.data, label)
        do {
            let (plaintext, commitments) = Self.salted(part.fields)
            let fields = try ContentCipher.seal(plaintext, key: key, at: place)
            let attachment = try part.attachment.map { bytes in
                let sealed = try ContentCipher.seal(bytes, key: key, at: place)
                data["attachment"] = .string(ContentCipher.digest(sealed))
                label.attachmentNonce = StrictBase64.encode(sealed.nonce)
                return StoredAttachment(
                    digest: Array(SHA256.hash(data: sealed.ciphertext)),
                    bytes: sealed
                )
            }
            data["commitments"] = .object(commitments)
            label.nonce = StrictBase64.encode(fields.nonce)
            data["sealing"] = label.json
            let envelope = envelope(
                of: draft,
                data: data,
                sealed: ContentCipher.digest(fields),
                in: stream
            )
            return PreparedDraft(
                envelope: envelope,
                prefix: try encode(envelope),
                opened: .opened(part.fields),
                stored: StoredContent(
                    index: EntryIndex(0),
                    fields: fields,
                    attachment: attachment,
                    subjects: label.subjects
                ),
                keys: label.keys
            )
        } catch let error as AppendError {
            throw error
        } catch {
            throw .notWritten(StorageError(.notWritten, .other, detail: "sealing failed"))
        }
    }

    /// The plaintext `{"fields":…,"salts":…}` and each field's commitment.
    private static func salted(_ fields: JSONObject) -> ([UInt8], JSONObject) {
        var (salts, commitments): (JSONObject, JSONObject) = ([:], [:])
        let fresh = Commitment.salts(fields.members.count)
        for (field, salt) in zip(fields.members, fresh) {
            salts[field.name] = .string(StrictBase64.encode(salt))
            commitments[field.name] = .string(
                Commitment.commit(name: field.name, value: field.value, salt: salt)
            )
        }
        let plaintext: JSONObject = ["fields": .object(fields), "salts": .object(salts)]
        return (CanonicalJSON.encode(plaintext), commitments)
    }

    private func envelope(
        of draft: Draft,
        data: JSONObject,
        sealed: String?,
        in stream: StreamName
    ) -> Envelope {
        Envelope(
            id: draft.id,
            source: origin,
            type: draft.type,
            time: draft.time,
            recordedTime: clock.now,
            subject: draft.subject,
            stream: stream,
            version: .none,
            schema: draft.schema,
            correlationID: draft.correlationID,
            causationID: draft.causationID,
            actor: draft.actor,
            data: data,
            sealed: sealed,
            extensions: [:]
        )
    }

    private func encode(_ envelope: Envelope) throws(AppendError) -> [UInt8] {
        let bytes = envelope.encodedWithoutVersion()
        let found = bytes.count + Self.versionByteCount
        guard found <= Self.mostEntryBytes else {
            throw .tooLarge(found: found, limit: Self.mostEntryBytes)
        }
        return bytes
    }
}
