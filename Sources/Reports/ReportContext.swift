internal import Foundation
public import Events
internal import Projections

/// What a report needs to know besides the projection it shows.
public struct ReportContext: Sendable {
    /// The call.
    public var call: CallID
    /// When the report is made.
    public var generatedAt: Timestamp
    /// Up to where the log was read.
    public var checkpoint: CheckpointReference
    /// Whose signature stands under the checkpoint; nil where it is not known.
    public var signature: ReportDocument.TreeHeadSignature?
    /// Whether a compliance report shows names, and a vCon names and words; a review always shows both.
    public var withNames: Bool
    /// What the domain pack calls things.
    public var labels: PackLabels
    /// The words of the notices that were sent, by the digest that the log has of them; those that this
    /// installation has, and no others.
    public var noticeTexts: [String: String]

    /// A context.
    public init(
        call: CallID,
        generatedAt: Timestamp,
        checkpoint: CheckpointReference,
        signature: ReportDocument.TreeHeadSignature? = nil,
        withNames: Bool,
        labels: PackLabels,
        noticeTexts: [String: String] = [:]
    ) {
        self.call = call
        self.generatedAt = generatedAt
        (self.checkpoint, self.signature) = (checkpoint, signature)
        self.withNames = withNames
        self.labels = labels
        self.noticeTexts = noticeTexts
    }

    /// The context in which a report was made, so that it can be made again.
    ///
    /// The root hash is the log's own at that size, not the report's: that is what is compared. A log keeps
    /// few of its signatures; the one that the report names has to be checked before it is given here.
    public init(
        remaking document: ReportDocument,
        root: [UInt8],
        signature: ReportDocument.TreeHeadSignature? = nil,
        labels: PackLabels,
        noticeTexts: [String: String] = [:]
    ) {
        self.init(
            call: document.call,
            generatedAt: document.generatedAt,
            checkpoint: CheckpointReference(
                size: TreeSize(document.checkpoint.size),
                root: root
            ),
            signature: signature,
            withNames: document.withNames,
            labels: labels,
            noticeTexts: noticeTexts
        )
    }

    func source<View: Projection>(_ folded: Folded<View>) -> ReportDocument.Source {
        .init(
            name: View.name,
            codeVersion: View.codeVersion,
            position: folded.position.count,
            stateDigest: folded.stateDigest
        )
    }

    var checkpointInDocument: ReportDocument.Checkpoint {
        .init(
            size: checkpoint.size.count,
            root: Data(checkpoint.root).base64EncodedString(),
            signature: signature
        )
    }
}

/// What a domain pack calls its roles, its kinds of advice and the doubts of the other side.
public struct PackLabels: Hashable, Sendable {
    /// By the role's name in the log.
    public var roles: [String: String]
    /// By the kind of playbook entry.
    public var kinds: [String: String]
    /// The doubts of the other side, in the middle of a sentence.
    public var objections: String

    /// Labels.
    public init(
        roles: [String: String],
        kinds: [String: String],
        objections: String = "objections"
    ) {
        (self.roles, self.kinds, self.objections) = (roles, kinds, objections)
    }

    /// What a role is called; its own name when the pack does not say.
    public func label(_ role: Role) -> String { roles[role.rawValue] ?? role.rawValue }

    /// What a kind is called; its own name when the pack does not say.
    public func label(kind: String) -> String { kinds[kind] ?? kind }
}
