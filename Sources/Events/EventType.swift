/// The written constant that says what happened: `aside.` and a name of the vocabulary.
public struct EventType: Hashable, Codable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The whole text, `aside.` included.
    public let rawValue: String
    /// Any type, known or not: unknown ones survive a round trip.
    public init(rawValue: String) { self.rawValue = rawValue }
    private init(_ name: String) { rawValue = "aside." + name }

    /// The whole text.
    public var description: String { rawValue }

    /// What stands behind `aside.` up to the first dot, such as `consent` or `speech`.
    public var family: Substring {
        // By bytes: the gate, every fold and the verifier ask this of each event.
        Substring(rawValue.utf8.dropFirst("aside.".utf8.count).prefix { $0 != UInt8(ascii: ".") })
    }

    /// Whether this type changes who is present or what they agreed to, and so ends every permit
    /// that was given before it.
    public var endsPermits: Bool {
        switch family {
        case "consent", "gate", "participant": true
        default: false
        }
    }

    /// The purposes that must be in force for everyone present where an event of this type stands;
    /// nil for a type that is not checked. (DESIGN §2: the content events and `track.subscribed`.)
    ///
    /// - Parameters:
    ///   - stated: the purpose in the event's own data, for the types that state one.
    ///   - isOutside: whether the data says that something goes to an outside processor; what does not
    ///     say that it stays inside goes outside.
    public func purposesNeeded(stated: Purpose?, isOutside: Bool = true) -> Set<Purpose>? {
        switch self {
        case .lineTranscribed, .turnCompleted: [.liveTranscription]
        case .statementMet: [.liveTranscription, .aiAnalysis]
        case .frameSampled: [.screenFrames]
        case .passagesRetrieved, .modelInvoked, .nudgeDecided, .nudgeSent: [.aiAnalysis]
        case .toolCalled, .toolApprovalAsked: [stated ?? .aiAnalysis]
        case .trackSubscribed: [stated ?? .liveTranscription]
        case .egressRequested: Set([stated ?? .aiAnalysis]).union(isOutside ? [.sharing] : [])
        default: family == "speech" ? [.liveTranscription] : nil
        }
    }

    /// The purposes that an event of this type can have, where it states one itself; nil for a type that
    /// states none.
    public var purposesItCanState: Set<Purpose>? {
        switch self {
        case .toolCalled, .toolApprovalAsked: Set(ToolPurpose.allCases.map(\.purpose))
        case .trackSubscribed: [.liveTranscription, .screenFrames]
        case .egressRequested: [.liveTranscription, .aiAnalysis, .crmLookup, .followUp]
        default: nil
        }
    }

    /// Whether an event of this type holds something that its subject said or showed.
    public var isCapture: Bool {
        switch family {
        case "speech", "screen": needsPermit
        default: false
        }
    }

    /// Whether an event of this type is appended only under the condition of a permit.
    public var needsPermit: Bool { purposesNeeded(stated: nil) != nil }

    /// The constant `aside.call.opened`.
    public static let callOpened = EventType("call.opened")
    /// The constant `aside.call.resumed`.
    public static let callResumed = EventType("call.resumed")
    /// The constant `aside.call.connection-lost`.
    public static let connectionLost = EventType("call.connection-lost")
    /// The constant `aside.call.connection-restored`.
    public static let connectionRestored = EventType("call.connection-restored")
    /// The constant `aside.call.closed`.
    public static let callClosed = EventType("call.closed")
    /// The constant `aside.call.sealed`.
    public static let callSealed = EventType("call.sealed")
    /// The constant `aside.participant.joined`.
    public static let participantJoined = EventType("participant.joined")
    /// The constant `aside.participant.left`.
    public static let participantLeft = EventType("participant.left")
    /// The constant `aside.participant.reconnected`.
    public static let participantReconnected = EventType("participant.reconnected")
    /// The constant `aside.participant.changed`.
    public static let participantChanged = EventType("participant.changed")
    /// The constant `aside.track.published`.
    public static let trackPublished = EventType("track.published")
    /// The constant `aside.track.unpublished`.
    public static let trackUnpublished = EventType("track.unpublished")
    /// The constant `aside.track.subscribed`.
    public static let trackSubscribed = EventType("track.subscribed")
    /// The constant `aside.track.unsubscribed`.
    public static let trackUnsubscribed = EventType("track.unsubscribed")

    /// The constant `aside.consent.basis-recorded`.
    public static let consentBasisRecorded = EventType("consent.basis-recorded")
    /// The constant `aside.consent.notice-sent`.
    public static let consentNoticeSent = EventType("consent.notice-sent")
    /// The constant `aside.consent.notice-shown`.
    public static let consentNoticeShown = EventType("consent.notice-shown")
    /// The constant `aside.consent.granted`.
    public static let consentGranted = EventType("consent.granted")
    /// The constant `aside.consent.refused`.
    public static let consentRefused = EventType("consent.refused")
    /// The constant `aside.consent.timed-out`.
    public static let consentTimedOut = EventType("consent.timed-out")
    /// The constant `aside.consent.withdrawn`.
    public static let consentWithdrawn = EventType("consent.withdrawn")
    /// The constant `aside.consent.expired`.
    public static let consentExpired = EventType("consent.expired")
    /// The constant `aside.consent.reconsent-required`.
    public static let consentReconsentRequired = EventType("consent.reconsent-required")
    /// The constant `aside.consent.asserted`.
    public static let consentAsserted = EventType("consent.asserted")
    /// The constant `aside.consent.act-rejected`.
    public static let consentActRejected = EventType("consent.act-rejected")
    /// The constant `aside.gate.opened`.
    public static let gateOpened = EventType("gate.opened")
    /// The constant `aside.gate.held`.
    public static let gateHeld = EventType("gate.held")
    /// The constant `aside.gate.closed`.
    public static let gateClosed = EventType("gate.closed")
    /// The constant `aside.capture.stopped`.
    public static let captureStopped = EventType("capture.stopped")

    /// The constant `aside.speech.line-transcribed`.
    public static let lineTranscribed = EventType("speech.line-transcribed")
    /// The constant `aside.speech.turn-completed`.
    public static let turnCompleted = EventType("speech.turn-completed")
    /// The constant `aside.speech.statement-met`.
    public static let statementMet = EventType("speech.statement-met")

    /// The constant `aside.screen.share-started`.
    public static let shareStarted = EventType("screen.share-started")
    /// The constant `aside.screen.share-stopped`.
    public static let shareStopped = EventType("screen.share-stopped")
    /// The constant `aside.screen.frame-sampled`.
    public static let frameSampled = EventType("screen.frame-sampled")
    /// The constant `aside.screen.frames-skipped`.
    public static let framesSkipped = EventType("screen.frames-skipped")

    /// The constant `aside.knowledge.playbook-loaded`.
    public static let playbookLoaded = EventType("knowledge.playbook-loaded")
    /// The constant `aside.knowledge.passages-retrieved`.
    public static let passagesRetrieved = EventType("knowledge.passages-retrieved")

    /// The constant `aside.model.invoked`.
    public static let modelInvoked = EventType("model.invoked")
    /// The constant `aside.model.completed`.
    public static let modelCompleted = EventType("model.completed")
    /// The constant `aside.model.failed`.
    public static let modelFailed = EventType("model.failed")
    /// The constant `aside.model.superseded`.
    public static let modelSuperseded = EventType("model.superseded")

    /// The constant `aside.tool.called`.
    public static let toolCalled = EventType("tool.called")
    /// The constant `aside.tool.completed`.
    public static let toolCompleted = EventType("tool.completed")
    /// The constant `aside.tool.failed`.
    public static let toolFailed = EventType("tool.failed")
    /// The constant `aside.tool.timed-out`.
    public static let toolTimedOut = EventType("tool.timed-out")
    /// The constant `aside.tool.went-stale`.
    public static let toolWentStale = EventType("tool.went-stale")
    /// The constant `aside.tool.approval-asked`.
    public static let toolApprovalAsked = EventType("tool.approval-asked")
    /// The constant `aside.tool.approval-given`.
    public static let toolApprovalGiven = EventType("tool.approval-given")
    /// The constant `aside.tool.approval-refused`.
    public static let toolApprovalRefused = EventType("tool.approval-refused")

    /// The constant `aside.nudge.decided`.
    public static let nudgeDecided = EventType("nudge.decided")
    /// The constant `aside.nudge.suppressed`.
    public static let nudgeSuppressed = EventType("nudge.suppressed")
    /// The constant `aside.nudge.sent`.
    public static let nudgeSent = EventType("nudge.sent")
    /// The constant `aside.nudge.acknowledged`.
    public static let nudgeAcknowledged = EventType("nudge.acknowledged")
    /// The constant `aside.nudge.undelivered`.
    public static let nudgeUndelivered = EventType("nudge.undelivered")
    /// The constant `aside.nudge.expired`.
    public static let nudgeExpired = EventType("nudge.expired")
    /// The constant `aside.nudge.feedback`.
    public static let nudgeFeedback = EventType("nudge.feedback")

    /// The constant `aside.egress.requested`.
    public static let egressRequested = EventType("egress.requested")
    /// The constant `aside.egress.ended`.
    public static let egressEnded = EventType("egress.ended")
    /// The constant `aside.egress.refused`.
    public static let egressRefused = EventType("egress.refused")

    /// The constant `aside.custody.key-created`.
    public static let keyCreated = EventType("custody.key-created")
    /// The constant `aside.custody.key-destroyed`.
    public static let keyDestroyed = EventType("custody.key-destroyed")
    /// The constant `aside.custody.evidence-viewed`.
    public static let evidenceViewed = EventType("custody.evidence-viewed")
    /// The constant `aside.custody.evidence-exported`.
    public static let evidenceExported = EventType("custody.evidence-exported")
    /// The constant `aside.custody.retention-applied`.
    public static let retentionApplied = EventType("custody.retention-applied")
    /// The constant `aside.custody.erasure-executed`.
    public static let erasureExecuted = EventType("custody.erasure-executed")

    /// Names that the vocabulary holds for what nothing emits yet; no other meaning may take them.
    public static let reserved: Set<EventType> = Set(
        [
            "custody.key-rotated",
            "custody.checkpoint-witnessed", "custody.checkpoint-timestamped",
            "custody.hold-placed", "custody.hold-released", "custody.erasure-asked",
            "custody.erasure-approved", "custody.erasure-vetoed",
        ].map { EventType($0) }
    )
}
