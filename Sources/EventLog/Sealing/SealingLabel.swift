import Events

/// What a signed entry says of its sealed content: under whose keys it is, by pseudonym.
///
/// It stands in the clear as `data.sealing`, so that when the ciphertext is gone the entry still
/// says whose erasure licensed that, and nobody can claim another's.
struct SealingLabel: Hashable {
    var call: CallID
    var keyClass: KeyClass
    var subjects: [Pseudonym]
    /// The nonces of the fields and of the attachment, base64: bound here, since the digests of the
    /// ciphertexts do not cover them.
    var nonce = ""
    var attachmentNonce: String?

    /// The data keys that seal the content, in the subjects' order.
    var keys: [DataKeyID] {
        subjects.map { DataKeyID(call: call, subject: $0, keyClass: keyClass) }
    }

    /// The call whose keys seal what a stream's event holds: the stream's own, or for `after/…` and
    /// the streams of no call, the one that the event names.
    static func call(stream: StreamName, data: JSONObject) -> CallID? {
        if let call = stream.call { return call }
        if let call = stream.callBefore { return call }
        return data["call"]?.string.map { CallID($0) }
    }

    init?(of part: SealedPart, stream: StreamName, data: JSONObject) {
        guard let call = Self.call(stream: stream, data: data) else { return nil }
        (self.call, keyClass, subjects) = (call, part.keyClass, part.subjects)
    }

    /// Reads the label of an entry; nil when it has none, or one of another form.
    init?(_ envelope: Envelope) {
        guard let label = envelope.data["sealing"]?.object,
            let keyClass = label["class"]?.string.flatMap(KeyClass.init(rawValue:)),
            let names = label["subjects"]?.array?.compactMap(\.string),
            let call = Self.call(stream: envelope.stream, data: envelope.data)
        else { return nil }
        (self.call, self.keyClass, subjects) = (call, keyClass, names.map { Pseudonym($0) })
        nonce = label["nonce"]?.string ?? ""
        attachmentNonce = label["attachmentNonce"]?.string
        guard !subjects.isEmpty, Set(subjects).sorted() == subjects, json == .object(label) else {
            return nil
        }
    }

    /// The form in which an entry carries it.
    var json: JSON {
        var label: JSONObject = [
            "class": .string(keyClass.rawValue),
            "nonce": .string(nonce),
            "subjects": .array(subjects.map { .string($0.text) }),
        ]
        label["attachmentNonce"] = attachmentNonce.map { .string($0) }
        return .object(label)
    }
}
