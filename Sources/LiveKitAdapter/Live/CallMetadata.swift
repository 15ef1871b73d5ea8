public import Events
import Foundation

/// What is settled of a call before it begins, from whoever arranged it: a job's metadata, or options.
///
/// Who is the rep, and what everybody is, comes from here alone. What participants' attributes say can
/// only hold or close the gate.
public struct CallMetadata: Sendable, Hashable {
    /// The identity of the person who is coached.
    public var rep: String
    /// The customer account.
    public var account: String?
    /// The domain pack; the default one if nil.
    public var pack: String?
    /// The playbook, by the name under which the deployment keeps it; the pack's own if nil.
    public var playbook: String?
    /// The basis on which the rep takes part, if it is not consent.
    public var repBasis: String?
    /// What people are, by identity; prospects where nothing is said.
    public var roles: [String: Role]
    /// Where people are, by identity.
    public var regions: [String: String]
    /// The devices that several people share, by identity; they agree with a head count or not at all.
    public var shared: Set<String>
    /// Who is not of age, by identity; while one is there, nothing is captured.
    public var minors: Set<String>
    /// The participant whose text streams are taken as transcripts; asked like anybody unless the server
    /// attests an agent.
    public var transcriber: String?

    /// The metadata of a call.
    public init(
        rep: String,
        account: String? = nil,
        pack: String? = nil,
        playbook: String? = nil,
        repBasis: String? = nil,
        roles: [String: Role] = [:],
        regions: [String: String] = [:],
        shared: Set<String> = [],
        minors: Set<String> = [],
        transcriber: String? = nil
    ) {
        self.rep = rep
        (self.account, self.pack, self.playbook) = (account, pack, playbook)
        (self.repBasis, self.roles, self.regions) = (repBasis, roles, regions)
        (self.shared, self.minors) = (shared, minors)
        self.transcriber = transcriber
    }

    /// The longest metadata that are read; LiveKit's own limit is of this size.
    public static let mostBytes = 64 * 1024

    /// Reads a job's metadata.
    ///
    /// - Throws: `MetadataError`, naming the field.
    public init(parsing text: String) throws(MetadataError) {
        guard text.utf8.count <= Self.mostBytes else { throw MetadataError(field: "metadata") }
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(text.utf8))
        } catch DecodingError.keyNotFound(let key, _) {
            throw MetadataError(field: key.stringValue)
        } catch DecodingError.typeMismatch(_, let context) {
            throw MetadataError(field: context.codingPath.first?.stringValue ?? "metadata")
        } catch DecodingError.dataCorrupted(let context) {
            throw MetadataError(field: context.codingPath.first?.stringValue ?? "metadata")
        } catch {
            throw MetadataError(field: "metadata")
        }
        guard !fields.rep.isEmpty else { throw MetadataError(field: "rep") }
        // A basis that says nothing is none, and the rep would not be asked.
        guard fields.repBasis?.allSatisfy(\.isWhitespace) != true else {
            throw MetadataError(field: "rep_basis")
        }
        guard fields.roles?.values.contains(.rep) != true else {
            throw MetadataError(field: "roles")
        }
        guard fields.transcriber != fields.rep else { throw MetadataError(field: "transcriber") }
        self.init(
            rep: fields.rep,
            account: fields.account,
            pack: fields.pack,
            playbook: fields.playbook,
            repBasis: fields.repBasis,
            roles: fields.roles ?? [:],
            regions: fields.regions ?? [:],
            shared: fields.shared ?? [],
            minors: fields.minors ?? [],
            transcriber: fields.transcriber
        )
    }

    private struct Fields: Decodable {
        var rep: String
        var account: String?
        var pack: String?
        var playbook: String?
        var repBasis: String?
        var roles: [String: Role]?
        var regions: [String: String]?
        var shared: Set<String>?
        var minors: Set<String>?
        var transcriber: String?

        enum CodingKeys: String, CodingKey {
            case rep, account, pack, playbook, roles, regions, shared, minors, transcriber
            case repBasis = "rep_basis"
        }
    }

    /// Whether anything is settled of somebody: the coach must not come under such an identity.
    public func names(_ identity: String) -> Bool {
        identity == rep || identity == transcriber || roles[identity] != nil
            || regions[identity] != nil || shared.contains(identity) || minors.contains(identity)
    }

    /// What somebody is in the call.
    func role(of identity: String) -> Role {
        identity == rep ? .rep : roles[identity] ?? .prospect
    }
}

/// What is wrong with the metadata of a call.
public struct MetadataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field that is missing, blank, of another form or too long.
    public let field: String

    /// What was found and expected.
    public var description: String {
        "call refused: found no usable field '\(field)' in its metadata; "
            + "docs/LIVEKIT.md lists what each must be"
    }
}
