internal import Crypto
public import Events

/// A projection together with how far it has read.
public struct Folded<View: Projection>: Sendable {
    /// The projection after the events folded so far.
    public private(set) var view: View
    /// The index of the first entry that has not been folded.
    public private(set) var position: TreeSize

    /// A fold that has read nothing.
    public init(_ view: View = View()) {
        self.view = view
        position = .empty
    }

    /// A fold of these events.
    public init(_ view: View = View(), folding events: some Sequence<RecordedEvent>) {
        self.init(view)
        for event in events { apply(event) }
    }

    /// Takes in the next event.
    ///
    /// Events come in the order of the log; gaps are fine, since a projection may be given some
    /// streams only. One that was folded already, or comes too late, is a programming error.
    public mutating func apply(_ event: RecordedEvent) {
        precondition(
            event.index >= position.nextIndex,
            "an event was folded out of the log's order; fold from the start again"
        )
        view.apply(event)
        position = TreeSize(event.index.value + 1)
    }

    /// Hex SHA-256 of the canonical JSON of the projection's name, code version and state.
    public var stateDigest: String {
        let digested: JSONObject = [
            "name": .string(View.name),
            "code_version": .integer(Int64(View.codeVersion)),
            "state": .object(view.state),
        ]
        return Hex.text(of: SHA256.hash(data: CanonicalJSON.encode(digested)))
    }
}
