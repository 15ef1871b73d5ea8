import Events

/// What happens in a room, in order.
enum RoomEvent: Sendable {
    case joined(RoomParticipant)
    case left(identity: String)
    /// Somebody's attributes are others now.
    case changed(identity: String, PersonalAttributes)
    case published(RoomTrack)
    case unpublished(RoomTrack)
    /// A track that was asked for has arrived.
    case subscribed(RoomTrack, NativeHandle)
    /// A track that was asked for does not arrive.
    case failed(RoomTrack)
    /// Our connection is lost: nobody's coming or going is told until `caughtUp`.
    case cutOff
    /// Whoever is in the room has been told of: when we joined, and when our connection is back.
    case caughtUp
    case invoked(RemoteInvocation)
    case textOpened(TextReader)
    /// The room is over for us; nil when we left it ourselves.
    case ended(RoomEnding?)
}

/// Why a room ended for us though we did not leave it.
public enum RoomEnding: Hashable, Sendable {
    /// The deployment removed us.
    case removed
    /// Another participant joined under our identity.
    case replaced
    /// It was deleted, or everybody had left it.
    case closed
    /// The connection was lost, and the server did not come back.
    case connectionLost

    /// Reads LiveKit's number of a reason; nil when we left.
    init?(reason: Int32) {
        switch reason {
        case 1: return nil
        case 2: self = .replaced
        case 4: self = .removed
        case 5, 10: self = .closed
        // Also when the core tells no reason: so it does when its attempts to come back have failed.
        default: self = .connectionLost
        }
    }
}

/// Somebody in the room, as the server attests them.
struct RoomParticipant: Hashable, Sendable {
    var identity: String
    var name: String
    var kind: ParticipantKind
    var attributes: PersonalAttributes
}

/// A track that somebody publishes.
struct RoomTrack: Hashable, Sendable {
    var sid: String
    var owner: String
    var source: TrackSource
}

/// A remote call that somebody makes to us; it must be answered once.
struct RemoteInvocation: Sendable {
    var id: UInt64
    var method: String
    /// The identity that the server attests.
    var caller: String
    var payload: String
}

/// A text that the transcriber has begun to send.
struct TextReader: Sendable {
    var attributes: [String: String]
    var handle: NativeHandle
}

extension RoomParticipant {
    init(_ info: CoreParticipantInfo) {
        (identity, name) = (info.identity, info.name)
        attributes = PersonalAttributes(info.attributes)
        kind =
            switch info.kind {
            case .sip: .sip
            case .connector, .bridge: .connector
            case .agent: .agent
            case .egress: .egress
            case .ingress: .ingress
            // A kind that is not known yet may be a person, who must be asked.
            case .standard, .UNRECOGNIZED: .standard
            }
    }
}

extension RoomTrack {
    /// A published track; nil when its source is none that a call knows, so that it is never asked for.
    init?(_ publication: CorePublicationInfo, of owner: String) {
        let source: TrackSource? =
            switch publication.source {
            case .camera: .camera
            case .microphone: .microphone
            case .screenshare: .screenshare
            case .screenshareAudio: .screenshareAudio
            case .unknownSource, .UNRECOGNIZED: nil
            }
        guard let source else { return nil }
        self.init(sid: publication.sid, owner: owner, source: source)
    }
}
