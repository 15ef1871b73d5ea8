/// What one transaction adds.
public struct Batch: Hashable, Sendable {
    /// The entries, contiguous from the log's size.
    public var entries: [StoredEntry] = []
    /// Their sealed content.
    public var contents: [StoredContent] = []
    /// The tiles that the entries fill.
    public var tiles: [Tile] = []
    /// The checkpoint over all entries: it becomes the newest, and is kept beside that when its
    /// reason is another.
    public var checkpoint: StoredCheckpoint

    /// A batch of its parts.
    public init(
        entries: [StoredEntry],
        contents: [StoredContent] = [],
        tiles: [Tile] = [],
        checkpoint: StoredCheckpoint
    ) {
        self.entries = entries
        self.contents = contents
        self.tiles = tiles
        self.checkpoint = checkpoint
    }
}
