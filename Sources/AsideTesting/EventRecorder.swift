internal import Crypto
public import Events
internal import Foundation

/// A log in memory, for folds: it numbers drafts and pretends to have sealed what is to be sealed of them.
///
/// The digest of a pretended ciphertext depends on the event and its sealed fields alone, so it is
/// the same opened and erased, as in the real log.
public struct EventRecorder: Sendable {
    private struct Entry: Sendable {
        var envelope: Envelope
        var sealedPart: SealedPart?
    }

    private let origin: String
    private var entries: [Entry] = []
    private var versions: [StreamName: StreamVersion] = [:]

    /// A log without entries.
    public init(origin: String = "aside.example/log/test") {
        self.origin = origin
    }

    /// How many entries there are.
    public var size: TreeSize { TreeSize(UInt64(entries.count)) }

    /// The version of a stream's newest event.
    public func version(of stream: StreamName) -> StreamVersion {
        versions[stream] ?? .none
    }

    /// Appends a draft and gives its event, opened.
    @discardableResult
    public mutating func append(_ draft: Draft, to stream: StreamName) -> RecordedEvent {
        let version = version(of: stream).next
        versions[stream] = version
        var envelope = Envelope(
            draft,
            source: origin,
            stream: stream,
            version: version,
            recordedTime: draft.time
        )
        envelope.sealed = draft.sealedPart.map { Self.pretendedDigest($0, of: draft.id) }
        entries.append(Entry(envelope: envelope, sealedPart: draft.sealedPart))
        return event(at: entries.count - 1, erasing: [])
    }

    /// Every event, with everything opened.
    public var events: [RecordedEvent] { events(erasing: []) }

    /// Every event, with what was sealed for any of these people erased.
    ///
    /// - Parameter keyClass: which of their keys was destroyed; nil for both.
    public func events(erasing people: Set<Pseudonym>, _ keyClass: KeyClass? = nil)
        -> [RecordedEvent]
    {
        entries.indices.map { event(at: $0, erasing: people, keyClass) }
    }

    private func event(
        at place: Int,
        erasing people: Set<Pseudonym>,
        _ keyClass: KeyClass? = nil
    ) -> RecordedEvent {
        let entry = entries[place]
        let content: RecordedEvent.Content =
            if let part = entry.sealedPart {
                people.isDisjoint(with: part.subjects)
                    || (keyClass ?? part.keyClass) != part.keyClass
                    ? .opened(part.fields) : .erased
            } else {
                .none
            }
        return RecordedEvent(
            index: EntryIndex(UInt64(place)),
            envelope: entry.envelope,
            content: content
        )
    }

    private static func pretendedDigest(_ part: SealedPart, of id: EventID) -> String {
        let bytes = Array(id.text.utf8) + CanonicalJSON.encode(part.fields)
        return Data(SHA256.hash(data: bytes)).base64EncodedString()
    }
}
