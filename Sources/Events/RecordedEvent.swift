/// An event of the log, with what was sealed in it opened or erased.
public struct RecordedEvent: Hashable, Sendable {
    /// What became of the sealed fields.
    public enum Content: Hashable, Sendable {
        /// The event has none.
        case none
        /// They were opened.
        case opened(JSONObject)
        /// Their key was destroyed.
        case erased
    }

    /// The event's place in the log.
    public let index: EntryIndex
    /// Its attributes and data.
    public let envelope: Envelope
    /// Its sealed fields.
    public let content: Content

    /// An event at its place.
    public init(index: EntryIndex, envelope: Envelope, content: Content) {
        (self.index, self.envelope, self.content) = (index, envelope, content)
    }

    /// What happened.
    public var type: EventType { envelope.type }

    /// The fields in the clear, when the event is of this type and they have its form.
    ///
    /// A fold passes over what it does not know; the golden files prove that old events still load.
    public func fact<F: Fact>(_ type: F.Type) -> F? {
        envelope.fact(type)
    }

    /// The sealed fields, when the event is of this type and they were opened.
    public func opened<F: Fact>(_ type: F.Type) -> F.Sealed? {
        guard envelope.type == F.type, case .opened(let fields) = content else { return nil }
        return try? JSONCoding.value(F.Sealed.self, from: fields)
    }
}
