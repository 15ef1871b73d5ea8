public import Events

/// A report: one model of which HTML, JSON and CSV are pure functions.
///
/// Every value that was opened from sealed content stands alone in a leaf, and reads `erased` once
/// it can no longer be opened; how many leaves there are never depends on content. So a report that
/// was made before an erasure differs from one made after it only in such leaves.
public struct ReportDocument: Codable, Hashable, Sendable {
    /// What a leaf reads whose content was erased.
    public static let erased = "erased"
    /// The written form of this model; raised when a field changes its meaning.
    public static let format = "aside-report/1"

    /// Whom a report is for.
    public enum Kind: String, Codable, Hashable, Sendable {
        /// Compliance officers.
        case compliance
        /// Managers.
        case review
    }

    /// The signed tree head up to which the log was folded.
    public struct Checkpoint: Codable, Hashable, Sendable {
        /// How many entries.
        public var size: UInt64
        /// The root hash in base64.
        public var root: String
        /// Whose signature stands under it; nil where whoever made the report did not know.
        public var signature: TreeHeadSignature?
    }

    /// The log's signature under a tree head, as C2SP signed-note writes it.
    public struct TreeHeadSignature: Codable, Hashable, Sendable {
        /// The log's key: its name, its id and the public key.
        public var key: String
        /// The lines of the signature, each of a dash, the key's name, and key id with signature in base64.
        public var lines: [String]

        /// A signature.
        public init(key: String, lines: [String]) { (self.key, self.lines) = (key, lines) }

        /// The name of the key.
        var keyName: String { part(0) }
        /// The id of the key: eight hex digits.
        var keyID: String { part(1) }

        private func part(_ place: Int) -> String {
            let parts = key.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
            return place < parts.count ? String(parts[place]) : ""
        }
    }

    /// The read model that the report shows.
    public struct Source: Codable, Hashable, Sendable {
        /// Its name.
        public var name: String
        /// The version of its code.
        public var codeVersion: Int
        /// The first entry it has not read.
        public var position: UInt64
        /// Hex SHA-256 of its state.
        public var stateDigest: String

        private enum CodingKeys: String, CodingKey {
            case name, position
            case codeVersion = "code_version"
            case stateDigest = "state_digest"
        }
    }

    /// The conclusion.
    public struct Verdict: Codable, Hashable, Sendable {
        /// A word for machines.
        public var code: String
        /// A sentence for people.
        public var headline: String
        /// What it rests on.
        public var detail: String
    }

    /// Something that the reader must look at.
    public struct Exception: Codable, Hashable, Sendable {
        /// How much it weighs.
        public enum Kind: String, Codable, Hashable, Sendable {
            /// It must be explained.
            case exception
            /// It breaks no promise: it leaves something unshown, or must be known.
            case note
        }

        /// How much it weighs; nil in a report of before the two were told apart.
        public var kind: Kind?
        /// A word for machines.
        public var code: String
        /// A sentence for people.
        public var text: String
        /// The entry at which it shows.
        public var index: EntryIndex?
    }

    /// The written form, `aside-report/1`.
    public var format = ReportDocument.format
    /// Whom it is for.
    public var kind: Kind
    /// The call.
    public var call: CallID
    /// What stands above it.
    public var title: String
    /// When it was made.
    public var generatedAt: Timestamp
    /// Up to where the log was read.
    public var checkpoint: Checkpoint
    /// What it was made from.
    public var projection: Source
    /// Whether it shows names.
    public var withNames: Bool
    /// The conclusion.
    public var verdict: Verdict
    /// What the reader must look at, exceptions and notes.
    public var exceptions: [Exception]
    /// The evidence.
    public var sections: [ReportSection]

    private enum CodingKeys: String, CodingKey {
        case format, kind, call, title, checkpoint, projection, verdict, exceptions, sections
        case generatedAt = "generated_at"
        case withNames = "with_names"
    }

    /// The document as one canonical JSON value.
    public var json: JSONObject {
        do {
            return try JSONCoding.members(of: self)
        } catch {
            preconditionFailure("a report does not encode")
        }
    }
}
