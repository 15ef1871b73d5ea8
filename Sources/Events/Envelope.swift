/// An event's CloudEvents 1.0 attributes and extensions, with its data.
public struct Envelope: Hashable, Sendable {
    /// The event's id, unique in the log.
    public var id: EventID
    /// The log's origin.
    public var source: String
    /// What happened.
    public var type: EventType
    /// When it happened.
    public var time: Timestamp
    /// When it was handed to the log.
    public var recordedTime: Timestamp
    /// The person it is about.
    public var subject: Pseudonym?
    /// The stream it stands in.
    public var stream: StreamName
    /// Its place in the stream.
    public var version: StreamVersion
    /// The version of the type's data; readers take the ones they know.
    public var schema: Int
    /// The turn it belongs to.
    public var correlationID: String?
    /// The event that caused it.
    public var causationID: EventID?
    /// Who or what did it.
    public var actor: Actor
    /// The fields in the clear.
    public var data: JSONObject
    /// Base64 SHA-256 of the ciphertext of its sealed fields.
    public var sealed: String?
    /// Attributes of later writers, kept as they came.
    public var extensions: JSONObject

    /// An envelope of these attributes.
    public init(
        id: EventID,
        source: String,
        type: EventType,
        time: Timestamp,
        recordedTime: Timestamp,
        subject: Pseudonym?,
        stream: StreamName,
        version: StreamVersion,
        schema: Int,
        correlationID: String?,
        causationID: EventID?,
        actor: Actor,
        data: JSONObject,
        sealed: String?,
        extensions: JSONObject
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.time = time
        self.recordedTime = recordedTime
        self.subject = subject
        self.stream = stream
        self.version = version
        self.schema = schema
        self.correlationID = correlationID
        self.causationID = causationID
        self.actor = actor
        self.data = data
        self.sealed = sealed
        self.extensions = extensions
    }

    /// Who or what makes an event happen.
    public enum Actor: String, Hashable, Codable, Sendable {
        /// The person the event is about.
        case participant
        /// The consent gate.
        case gate
        /// The coach.
        case coach
        /// The call's room, or the recording that stands for it.
        case room
        /// The person who runs Aside.
        case `operator`
        /// The log itself.
        case log
    }

    /// The canonical bytes up to, and without, `"version"`: what a writer knows before the
    /// sequencer completes them with `completion(version:)`.
    public func encodedWithoutVersion() -> [UInt8] {
        var bytes = CanonicalJSON.encode(members())
        bytes.removeLast()
        return bytes
    }

    /// The bytes that complete `encodedWithoutVersion()`.
    public static func completion(version: StreamVersion) -> [UInt8] {
        Array(",\"version\":\(version.value)}".utf8)
    }

    /// The entry's bytes.
    public func encoded() -> [UInt8] {
        guard extensions.members.isEmpty else {
            var all = members()
            all["version"] = .integer(Int64(version.value))
            for member in extensions.members { all[member.name] = member.value }
            return CanonicalJSON.encode(all)
        }
        return encodedWithoutVersion() + Self.completion(version: version)
    }

    private func members() -> JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(16)
        func add(_ name: String, _ text: String?) {
            if let text { members.append(.init(name: name, value: .string(text))) }
        }
        add("actor", actor.rawValue)
        add("causationid", causationID?.text)
        add("correlationid", correlationID)
        members.append(.init(name: "data", value: .object(data)))
        add("id", id.text)
        add("recordedtime", recordedTime.description)
        members.append(.init(name: "schema", value: .integer(Int64(schema))))
        add("sealed", sealed)
        add("source", source)
        add("specversion", "1.0")
        add("stream", stream.text)
        add("subject", subject?.text)
        add("time", time.description)
        add("type", type.rawValue)
        return JSONObject(canonical: members)
    }
}

extension Envelope {
    /// Why the bytes of an entry are not an event.
    public enum ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
        /// The bytes are not canonical JSON.
        case notCanonical(CanonicalJSONError)
        /// The bytes are JSON, but not an object.
        case notAnObject
        /// An attribute is missing or has another form than the envelope's.
        case attribute(String)

        /// A sentence without any of the input in it.
        public var description: String {
            switch self {
            case .notCanonical(let error): error.description
            case .notAnObject: "found JSON that is not an object, expected a CloudEvents object"
            case .attribute(let name):
                "found no usable attribute '\(name)', expected the form in docs/EVENT_FORMAT.md"
            }
        }
    }

    private static let known: Set<String> = [
        "actor", "causationid", "correlationid", "data", "id", "recordedtime", "schema", "sealed",
        "source", "specversion", "stream", "subject", "time", "type", "version",
    ]

    /// Parses the bytes of an entry.
    public init(parsing bytes: [UInt8]) throws(ParsingError) {
        let value: JSON
        do { value = try CanonicalJSON.parse(bytes) } catch { throw .notCanonical(error) }
        guard case .object(let object) = value else { throw .notAnObject }
        try self.init(object)
    }

    private init(_ object: JSONObject) throws(ParsingError) {
        var fields: [String: JSON] = [:]
        var unknown: [JSONObject.Member] = []
        for member in object.members {
            if Self.known.contains(member.name) {
                fields[member.name] = member.value
            } else {
                unknown.append(member)
            }
        }
        func text(_ name: String) throws(ParsingError) -> String {
            guard let text = fields[name]?.string, !text.isEmpty else { throw .attribute(name) }
            return text
        }
        func optionalText(_ name: String) throws(ParsingError) -> String? {
            fields[name] == nil ? nil : try text(name)
        }
        func time(_ name: String) throws(ParsingError) -> Timestamp {
            guard let time = Timestamp(try text(name)) else { throw .attribute(name) }
            return time
        }
        func number(_ name: String) throws(ParsingError) -> UInt64 {
            guard let number = fields[name]?.integer, number >= 1 else { throw .attribute(name) }
            return UInt64(number)
        }
        guard try text("specversion") == "1.0" else { throw .attribute("specversion") }
        guard let data = fields["data"]?.object else { throw .attribute("data") }
        guard let actor = Actor(rawValue: try text("actor")) else { throw .attribute("actor") }
        self.init(
            id: EventID(try text("id")),
            source: try text("source"),
            type: EventType(rawValue: try text("type")),
            time: try time("time"),
            recordedTime: try time("recordedtime"),
            subject: try optionalText("subject").map { Pseudonym($0) },
            stream: StreamName(try text("stream")),
            version: StreamVersion(try number("version")),
            schema: Int(try number("schema")),
            correlationID: try optionalText("correlationid"),
            causationID: try optionalText("causationid").map { EventID($0) },
            actor: actor,
            data: data,
            sealed: try optionalText("sealed"),
            extensions: JSONObject(canonical: unknown)
        )
    }
}
