public import Events

/// Where a fold stood: how far it had read, by which code, and what it had come to.
///
/// That is all that is kept of one. Its state would be content in the clear, and would have to be
/// believed; so every fold begins at the first event, and must come by here.
public struct FoldMark: Hashable, Sendable {
    /// The projection's name.
    public let projection: String
    /// The version of its code.
    public let codeVersion: Int
    /// The size of the log up to which it had read: one more than the index of its last event.
    public let position: TreeSize
    /// Hex SHA-256 of its state, as `Folded.stateDigest` gives it.
    public let stateDigest: String

    /// A mark as it was kept.
    public init(projection: String, codeVersion: Int, position: TreeSize, stateDigest: String) {
        (self.projection, self.codeVersion) = (projection, codeVersion)
        (self.position, self.stateDigest) = (position, stateDigest)
    }

    /// The same code came to another state at a mark than before, or did not come as far: the events
    /// before it have changed or are gone, or the code has changed and its version was not raised.
    public struct Missed: Error, Hashable, Sendable, CustomStringConvertible {
        /// Where.
        public let mark: FoldMark
        /// How far the fold came: less than the mark where the last of its events lies before it.
        public let reached: TreeSize

        /// What was found and expected.
        public var description: String {
            let found =
                reached < mark.position
                ? "the end of its events at position \(reached.count), expected those up to "
                    + "\(mark.position.count) that were there before"
                : "another state at position \(mark.position.count), expected the one that the same "
                    + "code came to before"
            return "folding \(mark.projection) failed: found " + found
        }
    }
}

extension Folded {
    /// Where this fold stands.
    public var mark: FoldMark {
        FoldMark(
            projection: View.name,
            codeVersion: View.codeVersion,
            position: position,
            stateDigest: stateDigest
        )
    }

    /// A fold of these events that comes by a mark.
    ///
    /// - Parameter mark: where an earlier fold stood, of no more of the log than is folded now. One of
    ///   other code is not compared, since that may come to another state.
    /// - Throws: `FoldMark.Missed` if it stands otherwise there, or its events end before: a log only grows.
    public init(
        _ view: View = View(),
        folding events: some Sequence<RecordedEvent>,
        comingBy mark: FoldMark
    ) throws(FoldMark.Missed) {
        self.init(view)
        var isAhead = mark.projection == View.name && mark.codeVersion == View.codeVersion
        for event in events {
            if isAhead, event.index >= mark.position.nextIndex {
                try compare(with: mark)
                isAhead = false
            }
            apply(event)
        }
        guard isAhead else { return }
        guard position == mark.position else {
            throw FoldMark.Missed(mark: mark, reached: position)
        }
        try compare(with: mark)
    }

    private func compare(with mark: FoldMark) throws(FoldMark.Missed) {
        guard stateDigest == mark.stateDigest else {
            throw FoldMark.Missed(mark: mark, reached: mark.position)
        }
    }
}
