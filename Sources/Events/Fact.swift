/// One type of event: its name, its fields in the clear and its sealed fields.
public protocol Fact: Codable, Sendable {
    /// The sealed fields; `Nothing` for a fact that has none.
    associatedtype Sealed: Codable & Sendable = Nothing
    /// The written constant.
    static var type: EventType { get }
    /// The version of the fields.
    static var schema: Int { get }
}

extension Fact {
    /// 1 until a field changes its meaning.
    public static var schema: Int { 1 }
}

/// A fact that may be appended only under a permit for its purpose.
public protocol ContentFact: Fact {
    /// The purpose that must be in force for everyone present.
    associatedtype Needs: PurposeTag
}

/// A fact of consent or of the gate: it bears the time of a clock that never jumps beside the
/// envelope's (CONSENT §3).
///
/// Whoever decides is given the reading; nothing here reads a clock.
public protocol ConsentFact: Fact {
    /// The stopwatch's reading since the call was opened or, later, resumed (`call.resumed`); nil where
    /// nobody holds it, as when a stopped call is closed at the next start.
    var monotonicMicros: Int64? { get set }
}

/// A fact of one person's consent.
public protocol PersonalConsentFact: ConsentFact {
    /// What it names.
    var purposes: [Purpose] { get }
    /// What it states as every such fact does; nil in what an earlier version wrote.
    var record: ConsentRecord? { get set }
    /// Why it happened, where its own fields say so.
    var statedReason: String? { get }
}

extension PersonalConsentFact {
    /// Nil: its type says it all.
    public var statedReason: String? { nil }
}

/// A fact of the call's gate.
public protocol GateFact: ConsentFact {}

/// The sealed fields of a fact that has none.
public struct Nothing: Codable, Hashable, Sendable {
    /// Nothing.
    public init() {}
}

/// Which of a person's two keys of a call seals something, so that evidence can outlive content.
public enum KeyClass: String, Codable, Hashable, CaseIterable, Sendable {
    /// Words, frames and what is derived from them.
    case content
    /// Identity, region, notice and how they were assured.
    case evidence
}

/// What will be sealed with an event: fields, and at most one attachment (a frame).
public struct SealedPart: Hashable, Sendable {
    /// Which keys seal it.
    public let keyClass: KeyClass
    /// Everyone it is about or derived from, sorted and unique; destroying any one's key erases it.
    public let subjects: [Pseudonym]
    /// The fields.
    public let fields: JSONObject
    /// Bytes kept beside the log, by the digest of their ciphertext in `data.attachment`.
    public let attachment: [UInt8]?

    /// What is to be sealed, about at least one person.
    public init(
        keyClass: KeyClass,
        subjects: some Collection<Pseudonym>,
        fields: JSONObject,
        attachment: [UInt8]? = nil
    ) {
        precondition(!subjects.isEmpty, "what is sealed has at least one subject")
        self.keyClass = keyClass
        self.subjects = Set(subjects).sorted()
        self.fields = fields
        self.attachment = attachment
    }
}

/// An event as its writer knows it, before the log gives it an index and a version.
public struct Draft: Hashable, Sendable {
    /// The event's id.
    public var id: EventID
    /// What happened.
    public var type: EventType
    /// The version of the fields.
    public var schema: Int
    /// When it happened.
    public var time: Timestamp
    /// The person it is about.
    public var subject: Pseudonym?
    /// The turn it belongs to.
    public var correlationID: String?
    /// The event that caused it.
    public var causationID: EventID?
    /// Who or what did it.
    public var actor: Envelope.Actor
    /// The fields in the clear.
    public var data: JSONObject
    /// The fields to seal.
    public var sealedPart: SealedPart?

    /// A draft of a fact.
    ///
    /// - Parameters:
    ///   - fact: the fields in the clear.
    ///   - sealed: the fields to seal, and for whom; nil when the fact has none here.
    public init<F: Fact>(
        _ fact: F,
        sealing sealed: SealedFields<F>? = nil,
        id: EventID,
        time: Timestamp,
        actor: Envelope.Actor,
        subject: Pseudonym? = nil,
        correlationID: String? = nil,
        causationID: EventID? = nil
    ) {
        self.id = id
        type = F.type
        schema = F.schema
        self.time = time
        self.subject = subject
        self.correlationID = correlationID
        self.causationID = causationID
        self.actor = actor
        data = encoded(fact)
        sealedPart = sealed.map {
            SealedPart(
                keyClass: $0.keyClass,
                subjects: $0.subjects,
                fields: encoded($0.fields),
                attachment: $0.attachment
            )
        }
    }

    /// Adds what every fact of somebody's consent states, once it is known what became of it.
    public mutating func add(_ record: ConsentRecord) {
        precondition(type.family == "consent", "only facts of somebody's consent have a record")
        data["record"] = .object(encoded(record))
    }
}

/// The sealed fields of one fact and the people whose keys seal them.
public struct SealedFields<F: Fact>: Sendable {
    /// The fields.
    public let fields: F.Sealed
    /// Which of the people's keys.
    public let keyClass: KeyClass
    /// The people.
    public let subjects: [Pseudonym]
    /// Bytes kept beside the log.
    public let attachment: [UInt8]?

    /// Fields sealed under the content keys of everyone they are derived from.
    public static func content(
        _ fields: F.Sealed,
        of subjects: [Pseudonym],
        attachment: [UInt8]? = nil
    ) -> Self {
        Self(fields: fields, keyClass: .content, subjects: subjects, attachment: attachment)
    }

    /// Fields sealed under one person's evidence key.
    public static func evidence(_ fields: F.Sealed, of subject: Pseudonym) -> Self {
        evidence(fields, of: [subject])
    }

    /// Fields sealed under the evidence keys of everyone they are about.
    public static func evidence(_ fields: F.Sealed, of subjects: [Pseudonym]) -> Self {
        Self(fields: fields, keyClass: .evidence, subjects: subjects, attachment: nil)
    }
}

/// Facts are plain values of strings, integers and flags; that they encode is a property of their
/// types, proven by the golden files.
private func encoded(_ value: some Encodable) -> JSONObject {
    do {
        return try JSONCoding.members(of: value)
    } catch {
        preconditionFailure("a fact does not encode: \(type(of: value))")
    }
}

extension Envelope {
    /// The envelope of a draft at its place, without anything sealed.
    public init(
        _ draft: Draft,
        source: String,
        stream: StreamName,
        version: StreamVersion,
        recordedTime: Timestamp
    ) {
        self.init(
            id: draft.id,
            source: source,
            type: draft.type,
            time: draft.time,
            recordedTime: recordedTime,
            subject: draft.subject,
            stream: stream,
            version: version,
            schema: draft.schema,
            correlationID: draft.correlationID,
            causationID: draft.causationID,
            actor: draft.actor,
            data: draft.data,
            sealed: nil,
            extensions: [:]
        )
    }
}
