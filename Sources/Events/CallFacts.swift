/// A call was opened: under which rules it runs, by digest.
public struct CallOpened: Fact {
    /// The constant `aside.call.opened`.
    public static let type = EventType.callOpened

    /// Where the call comes from.
    public enum Capture: String, Codable, Sendable {
        /// People in a room.
        case live
        /// A call script: its consent is scripted.
        case replay
        /// A bare transcript: it carries no consent.
        case `import`
    }

    /// Where the call comes from.
    public var capture: Capture
    /// When the call began; every `…Micros` of the call counts from here.
    public var startedAt: Timestamp
    /// The rep's pseudonym.
    public var rep: Pseudonym
    /// Hex SHA-256 of the file replayed; "not-applicable" for a live call.
    public var inputDigest: String
    /// The consent policy's id and version.
    public var policy: String
    /// The purposes that the policy asks for.
    public var purposesAsked: [Purpose]
    /// Hex SHA-256 of the jurisdiction table's bytes.
    public var tableDigest: String
    /// Hex SHA-256 over all notice texts.
    public var noticesDigest: String
    /// Hex SHA-256 over the playbook's files.
    public var playbookDigest: String
    /// Hex SHA-256 of the coach's settings.
    public var configurationDigest: String
    /// Hex SHA-256 of those of them that no other process may change; absent from events of an earlier form.
    public var rulesDigest: String?
    /// The domain pack.
    public var pack: String
    /// The build of Aside.
    public var build: String

    /// Who and what the call is about.
    public struct Sealed: Codable, Hashable, Sendable {
        /// The rep's identity.
        public var rep: String
        /// The customer account; absent when none was named.
        public var account: String?
        /// The room, or the name of the file replayed.
        public var room: String

        /// The sealed fields.
        public init(rep: String, account: String?, room: String) {
            (self.rep, self.account, self.room) = (rep, account, room)
        }
    }

    /// The fact.
    public init(
        capture: Capture,
        startedAt: Timestamp,
        rep: Pseudonym,
        inputDigest: String,
        policy: String,
        purposesAsked: [Purpose],
        tableDigest: String,
        noticesDigest: String,
        playbookDigest: String,
        configurationDigest: String,
        rulesDigest: String? = nil,
        pack: String,
        build: String
    ) {
        self.capture = capture
        self.startedAt = startedAt
        self.rep = rep
        self.inputDigest = inputDigest
        self.policy = policy
        self.purposesAsked = purposesAsked
        self.tableDigest = tableDigest
        self.noticesDigest = noticesDigest
        self.playbookDigest = playbookDigest
        (self.configurationDigest, self.rulesDigest) = (configurationDigest, rulesDigest)
        self.pack = pack
        self.build = build
    }
}

/// Another process carries on a call that a stopped one had left open.
///
/// Its stopwatch starts anew here, and what it states of its settings holds from here on.
public struct CallResumed: Fact {
    /// The constant `aside.call.resumed`.
    public static let type = EventType.callResumed
    /// The build of Aside that carries it on.
    public var build: String
    /// Under which terms it is carried on; absent from events of an earlier form, which could state no other
    /// than those of `call.opened`.
    public var terms: Terms?

    /// The settings that another process may bring.
    public struct Terms: Codable, Hashable, Sendable {
        /// The consent policy's id and version.
        public var policy: String
        /// The purposes that the policy asks for.
        public var purposesAsked: [Purpose]
        /// Hex SHA-256 over all notice texts.
        public var noticesDigest: String
        /// Hex SHA-256 of the coach's settings.
        public var configurationDigest: String

        /// Terms.
        public init(
            policy: String,
            purposesAsked: [Purpose],
            noticesDigest: String,
            configurationDigest: String
        ) {
            (self.policy, self.purposesAsked) = (policy, purposesAsked)
            (self.noticesDigest, self.configurationDigest) = (noticesDigest, configurationDigest)
        }
    }

    /// The fact.
    public init(build: String, terms: Terms? = nil) {
        (self.build, self.terms) = (build, terms)
    }
}

extension CallOpened {
    /// The terms that it states.
    public var terms: CallResumed.Terms {
        CallResumed.Terms(
            policy: policy,
            purposesAsked: purposesAsked,
            noticesDigest: noticesDigest,
            configurationDigest: configurationDigest
        )
    }
}

/// The coach's own connection to its room was lost: from here on it cannot see who comes and goes.
///
/// The gate is not open until it is restored.
public struct ConnectionLost: Fact {
    /// The constant `aside.call.connection-lost`.
    public static let type = EventType.connectionLost
    /// The fact.
    public init() {}
}

/// The coach's connection to its room is back, and everyone whom it found there has been told of.
public struct ConnectionRestored: Fact {
    /// The constant `aside.call.connection-restored`.
    public static let type = EventType.connectionRestored
    /// How long it was lost, by the stopwatch; absent where another process had seen it lost.
    public var lostMicros: Int64?
    /// The fact.
    public init(lostMicros: Int64?) { self.lostMicros = lostMicros }
}

/// A call ended.
public struct CallClosed: Fact {
    /// The constant `aside.call.closed`.
    public static let type = EventType.callClosed

    /// Why a call ends.
    public enum Reason: String, Codable, Sendable {
        /// The call was over.
        case ended
        /// The process stopped in mid-call; closed at the next start.
        case interrupted
    }

    /// Why the coach was not in its room any more.
    public enum Departure: String, Codable, Sendable {
        /// Whoever runs the coach asked it to leave.
        case asked
        /// The rep left and did not come back.
        case repGone = "rep-gone"
        /// The deployment removed it.
        case removed
        /// Another participant joined under its identity.
        case replaced
        /// The room was deleted, or everybody had left it.
        case roomClosed = "room-closed"
        /// The connection was lost for good.
        case connectionLost = "connection-lost"
    }

    /// Why it ended.
    public var reason: Reason
    /// Why the coach had left its room; absent where there was none, or where it is not known.
    public var departure: Departure?
    /// How many lines, frames and nudges the log holds.
    public var counts: [String: Int]
    /// Lines that were not captured, by reason.
    public var droppedLines: [String: Int]
    /// How much sound was never made out and is told of by no request; absent where there was none.
    public var lostSoundMicros: Int64?

    /// The fact.
    public init(
        reason: Reason,
        departure: Departure? = nil,
        counts: [String: Int],
        droppedLines: [String: Int],
        lostSoundMicros: Int64? = nil
    ) {
        (self.reason, self.departure) = (reason, departure)
        (self.counts, self.droppedLines) = (counts, droppedLines)
        self.lostSoundMicros = lostSoundMicros
    }
}

/// Nothing comes after this in the call's stream: a proof that no event of it was left out.
public struct CallSealed: Fact {
    /// The constant `aside.call.sealed`.
    public static let type = EventType.callSealed
    /// The version of the last event before this one.
    public var lastVersion: StreamVersion
    /// Base64 SHA-256 over the leaf hashes of the versions 1…lastVersion, in order.
    public var leafHashesDigest: String

    /// The fact.
    public init(lastVersion: StreamVersion, leafHashesDigest: String) {
        (self.lastVersion, self.leafHashesDigest) = (lastVersion, leafHashesDigest)
    }
}

/// What a track carries.
public enum TrackSource: String, Codable, CaseIterable, Hashable, Sendable {
    case microphone, screenshare, camera
    case screenshareAudio = "screenshare_audio"
}

/// A person's track appeared in the room.
public struct TrackPublished: Fact {
    /// The constant `aside.track.published`.
    public static let type = EventType.trackPublished
    /// What it carries.
    public var source: TrackSource
    /// The fact.
    public init(source: TrackSource) { self.source = source }
}

/// A person's track went away.
public struct TrackUnpublished: Fact {
    /// The constant `aside.track.unpublished`.
    public static let type = EventType.trackUnpublished
    /// What it carried.
    public var source: TrackSource
    /// The fact.
    public init(source: TrackSource) { self.source = source }
}

/// The coach asked for a track, to receive it from then on; `TrackUnsubscribed` says if it does not arrive.
///
/// Checked like content: the purpose must be in force.
public struct TrackSubscribed: Fact {
    /// The constant `aside.track.subscribed`.
    public static let type = EventType.trackSubscribed
    /// What it carries.
    public var source: TrackSource
    /// What it is received for.
    public var purpose: Purpose
    /// The fact.
    public init(source: TrackSource, purpose: Purpose) {
        (self.source, self.purpose) = (source, purpose)
    }
}

/// The coach stopped receiving a track.
public struct TrackUnsubscribed: Fact {
    /// The constant `aside.track.unsubscribed`.
    public static let type = EventType.trackUnsubscribed
    /// What it carried.
    public var source: TrackSource
    /// Whether it did not arrive, or could not be received: nothing of it came; nil for any other.
    public var failed: Bool?
    /// The fact.
    public init(source: TrackSource, failed: Bool? = nil) {
        (self.source, self.failed) = (source, failed)
    }
}
