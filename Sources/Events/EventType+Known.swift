extension EventType {
    /// Every type that this build can write and read.
    public static let known: Set<EventType> = [
        .callOpened, .callResumed, .connectionLost, .connectionRestored, .callClosed, .callSealed,
        .participantJoined, .participantLeft, .participantReconnected, .participantChanged,
        .trackPublished, .trackUnpublished, .trackSubscribed, .trackUnsubscribed,
        .consentBasisRecorded, .consentNoticeSent, .consentNoticeShown, .consentGranted,
        .consentRefused, .consentTimedOut, .consentWithdrawn, .consentExpired,
        .consentReconsentRequired, .consentAsserted, .consentActRejected,
        .gateOpened, .gateHeld, .gateClosed,
        .captureStopped,
        .lineTranscribed, .turnCompleted, .statementMet,
        .shareStarted, .shareStopped, .frameSampled, .framesSkipped,
        .playbookLoaded, .passagesRetrieved,
        .modelInvoked, .modelCompleted, .modelFailed, .modelSuperseded,
        .toolCalled, .toolCompleted, .toolFailed, .toolTimedOut, .toolWentStale, .toolApprovalAsked,
        .toolApprovalGiven, .toolApprovalRefused,
        .nudgeDecided, .nudgeSuppressed, .nudgeSent, .nudgeAcknowledged, .nudgeUndelivered,
        .nudgeExpired, .nudgeFeedback,
        .egressRequested, .egressEnded, .egressRefused,
        .keyCreated, .keyDestroyed, .evidenceViewed, .evidenceExported, .retentionApplied,
        .erasureExecuted,
    ]

    /// Whether the vocabulary has the name: as one of a type that is known, or reserved.
    public var isInVocabulary: Bool {
        Self.known.contains(self) || Self.reserved.contains(self)
    }
}
