import Crypto
import Events

/// Checks each entry's form, the copies beside it, and its place in its stream.
struct EntryCheck {
    private struct Stream {
        var version: StreamVersion = .none
        var isSealed = false
        /// Over the leaf hashes so far; kept for calls that are open.
        var leaves = SHA256()
    }

    let origin: String
    private var streams: [StreamName: Stream] = [:]

    init(origin: String) { self.origin = origin }

    mutating func check(_ examined: ExaminedEntry) throws -> Envelope {
        let entry = examined.entry
        func violation(_ what: String) -> Violation {
            Violation(index: entry.index.value, what: what)
        }
        let envelope: Envelope
        do {
            envelope = try examined.envelope.get()
        } catch {
            throw violation("the body is not an event: \(error)")
        }
        guard entry.body.count <= DraftSealer.mostEntryBytes else {
            throw violation("the body is longer than an entry may be")
        }
        if let name = Self.differingCopy(entry, envelope) {
            throw violation("the column \(name) is not what the body says")
        }
        guard envelope.source == origin else {
            throw violation("the event names another log as its source")
        }
        if let what = place(envelope, examined.leaf) { throw violation(what) }
        return envelope
    }

    private static func differingCopy(_ entry: StoredEntry, _ envelope: Envelope) -> String? {
        if entry.stream != envelope.stream { return "stream" }
        if entry.version != envelope.version { return "version" }
        if entry.eventID != envelope.id { return "event_id" }
        if entry.type != envelope.type { return "type" }
        if entry.recordedMicros != envelope.recordedTime.micros { return "recorded_us" }
        return nil
    }

    /// Puts the event in its stream; the answer is what does not fit.
    private mutating func place(_ envelope: Envelope, _ leaf: TreeHash) -> String? {
        let isCall = envelope.stream.isCall
        guard envelope.stream.holds(envelope.type) else {
            return "an event of another kind than its stream holds"
        }
        var what: String?
        func advance(_ stream: inout Stream) {
            if stream.isSealed { what = "the event comes after call.sealed" }
            if envelope.version != stream.version.next {
                what = "the stream's versions are not contiguous"
            }
            stream.version = envelope.version
            guard isCall else { return }
            if envelope.type == .callSealed {
                if !Self.closes(stream, envelope) {
                    what = "call.sealed does not hold the digest of its stream"
                }
                stream.isSealed = true
                stream.leaves = SHA256()
            } else {
                leaf.bytes.withUnsafeBytes { stream.leaves.update(bufferPointer: $0) }
            }
        }
        advance(&streams[envelope.stream, default: Stream()])
        return what
    }

    private static func closes(_ stream: Stream, _ envelope: Envelope) -> Bool {
        guard let fact = try? JSONCoding.value(CallSealed.self, from: envelope.data) else {
            return false
        }
        return fact.lastVersion.next == envelope.version
            && fact.leafHashesDigest == StrictBase64.encode(stream.leaves.finalize())
    }
}
