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

    /// Parses the bytes of an entry.
    public init(parsing bytes: [UInt8]) throws(ParsingError) {
        let value: JSON
        do { value = try CanonicalJSON.parse(bytes) } catch { throw .notCanonical(error) }
        guard case .object(let object) = value else { throw .notAnObject }
        try self.init(object)
    }

    private init(_ object: JSONObject) throws(ParsingError) {
        var read = Attributes()
        for member in object.members { try read.take(member) }
        guard read.specversion == "1.0" else { throw .attribute("specversion") }
        self.init(
            id: EventID(try Attributes.required(read.id, "id")),
            source: try Attributes.required(read.source, "source"),
            type: EventType(rawValue: try Attributes.required(read.type, "type")),
            time: try Attributes.required(read.time, "time"),
            recordedTime: try Attributes.required(read.recordedTime, "recordedtime"),
            subject: read.subject.map { Pseudonym($0) },
            stream: StreamName(try Attributes.required(read.stream, "stream")),
            version: StreamVersion(try Attributes.required(read.version, "version")),
            schema: Int(try Attributes.required(read.schema, "schema")),
            correlationID: read.correlationID,
            causationID: read.causationID.map { EventID($0) },
            actor: try Attributes.required(read.actor, "actor"),
            data: try Attributes.required(read.data, "data"),
            sealed: read.sealed,
            extensions: JSONObject(canonical: read.unknown)
        )
    }

    /// The attributes of one entry, as they are met in its bytes.
    private struct Attributes {
        var id, source, type, subject, stream, specversion: String?
        var correlationID, causationID, sealed: String?
        var time, recordedTime: Timestamp?
        var version, schema: UInt64?
        var actor: Actor?
        var data: JSONObject?
        var unknown: [JSONObject.Member] = []

        mutating func take(_ member: JSONObject.Member) throws(ParsingError) {
            switch member.name {
            case "actor": actor = Actor(rawValue: try text(member))
            case "causationid": causationID = try text(member)
            case "correlationid": correlationID = try text(member)
            case "data": data = member.value.object
            case "id": id = try text(member)
            case "recordedtime": recordedTime = Timestamp(try text(member))
            case "schema": schema = try number(member)
            case "sealed": sealed = try text(member)
            case "source": source = try text(member)
            case "specversion": specversion = try text(member)
            case "stream": stream = try text(member)
            case "subject": subject = try text(member)
            case "time": time = Timestamp(try text(member))
            case "type": type = try text(member)
            case "version": version = try number(member)
            default: unknown.append(member)
            }
        }

        private func text(_ member: JSONObject.Member) throws(ParsingError) -> String {
            guard let text = member.value.string, !text.isEmpty else {
                throw .attribute(member.name)
            }
            return text
        }

        private func number(_ member: JSONObject.Member) throws(ParsingError) -> UInt64 {
            guard let number = member.value.integer, number >= 1 else {
                throw .attribute(member.name)
            }
            return UInt64(number)
        }

        static func required<Value>(
            _ value: Value?,
            _ name: String
        ) throws(ParsingError) -> Value {
            guard let value else { throw .attribute(name) }
            return value
        }
    }
}

extension Envelope {
    /// Whether it is work on a call that is over: a tool or a request, for `follow_up`.
    public var isForFollowUp: Bool {
        data["purpose"]?.string == Purpose.followUp.rawValue
            && type.purposesItCanState?.contains(.followUp) == true
    }
}
