public import Events

/// A `.tlog-proof` file (C2SP tlog-proof): an inclusion proof with the checkpoint it leads to.
public struct ProofFile: Hashable, Sendable, CustomStringConvertible {
    /// Bytes that the application adds; ours adds none.
    public let extra: [UInt8]?
    /// The entry's index.
    public let index: EntryIndex
    /// The hashes from the leaf's sibling to the root's child.
    public let hashes: [TreeHash]
    /// The signed checkpoint, verbatim.
    public let checkpoint: String

    /// The first line.
    static let header = "c2sp.org/tlog-proof@v1"
    /// A proof has one hash for each row of the tree, and a size has 63 bits.
    static let mostHashes = 63

    /// A proof file.
    public init(proof: InclusionProof, checkpoint: Checkpoint) {
        extra = nil
        (index, hashes, self.checkpoint) = (proof.index, proof.hashes, checkpoint.note)
    }

    /// The file's text.
    public var description: String {
        var lines = [Self.header]
        if let extra { lines.append("extra " + StrictBase64.encode(extra)) }
        lines.append("index \(index.value)")
        lines += hashes.map { StrictBase64.encode($0.bytes) }
        return lines.joined(separator: "\n") + "\n\n" + checkpoint
    }

    /// Parses a file, strictly; nil when it has not the form.
    public init?(_ text: String) {
        guard let gap = text.firstEmptyLine else { return nil }
        var lines = text[..<gap.lowerBound].split(
            separator: "\n",
            omittingEmptySubsequences: false
        )[...]
        guard lines.popFirst() == Self.header[...] else { return nil }
        if let line = lines.first, line.hasPrefix("extra ") {
            guard let bytes = StrictBase64.decode(line.dropFirst("extra ".count)) else {
                return nil
            }
            extra = bytes
            lines.removeFirst()
        } else {
            extra = nil
        }
        guard let line = lines.popFirst(), line.hasPrefix("index "),
            let number = UInt64(line.dropFirst("index ".count)), lines.count <= Self.mostHashes
        else { return nil }
        index = EntryIndex(number)
        hashes = lines.compactMap { StrictBase64.decode($0).flatMap { TreeHash($0) } }
        checkpoint = String(text[gap.upperBound...])
        guard hashes.count == lines.count, description == text else { return nil }
    }

    /// Checks that the entry is the log's at the index, by the key.
    ///
    /// - Returns: the checkpoint that vouches for it.
    @discardableResult
    public func verify(entry: [UInt8], key: VerifierKey) throws -> Checkpoint {
        let head = try Checkpoint(parsing: checkpoint, key: key)
        let proof = InclusionProof(index: index, size: head.size, hashes: hashes)
        try proof.verify(leaf: .leaf(entry), root: head.root)
        return head
    }
}

extension String {
    /// Where the line feeds of the first empty line are.
    fileprivate var firstEmptyLine: Range<String.Index>? {
        var previous: String.Index?
        for place in utf8.indices where utf8[place] == 0x0A {
            if let previous, utf8.index(after: previous) == place {
                return previous..<utf8.index(after: place)
            }
            previous = place
        }
        return nil
    }
}
