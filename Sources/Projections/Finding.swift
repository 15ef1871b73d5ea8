public import Events

/// Something in the log that should not be there, or is missing.
public struct Finding: Hashable, Sendable, Encodable {
    /// What was found; reports put it into words.
    public enum Code: String, CaseIterable, Hashable, Sendable, Encodable {
        /// Something was captured or done while the gate did not have its purpose in force.
        case contentOutsideGate = "content-outside-gate"
        /// Something was captured or done while somebody present had not agreed to its purpose.
        case contentWithoutAgreement = "content-without-agreement"
        /// The speech of a line began before its purpose came into force.
        case lineBeganTooEarly = "line-began-too-early"
        /// A line or a picture that began before a purpose came into force was worked on for it later.
        case contentBackFilled = "content-back-filled"
        /// Something was captured while a recorder was there that the policy does not name.
        case contentBesideRecorder = "content-beside-recorder"
        /// Something was captured while somebody was there who is not of age.
        case contentBesideMinor = "content-beside-minor"
        /// Something was captured beside a shared device of which nobody had said how many use it.
        case contentBesideSharedDevice = "content-beside-shared-device"
        /// Something was captured beside somebody whose place could not be looked up, or whose join
        /// cannot be read.
        case contentBesideFailedLookup = "content-beside-failed-lookup"
        /// A line or a picture is of nobody, or of one who was not in the call as a person.
        case contentOfNobodyPresent = "content-of-nobody-present"
        /// Something was done for a purpose that it cannot have, or a track received for another than
        /// what it carries is for.
        case contentForAnotherPurpose = "content-for-another-purpose"
        /// Something was captured while the coach could not see who was in the room.
        case contentWhileCutOff = "content-while-cut-off"
        /// Work for after the call stands in it, or something else, too early or on nothing, after it.
        case followUpOutOfPlace = "follow-up-out-of-place"
        /// Something was done after the call to which somebody heard or seen in it had not agreed.
        case followUpWithoutAgreement = "follow-up-without-agreement"
        /// The gate opened for a purpose to which somebody present had not agreed.
        case gateOpenedWithoutAgreement = "gate-opened-without-agreement"
        /// The gate opened without the rep or without the other side.
        case gateOpenedWithoutSides = "gate-opened-without-sides"
        /// The gate opened in spite of something that keeps it shut whatever is agreed to.
        case gateOpenedInSpite = "gate-opened-in-spite"
        /// The gate opened for more or for less than everyone present had agreed to.
        case gateOpenedForOthers = "gate-opened-for-others"
        /// The gate opened in a call that was over.
        case gateOpenedAfterEnd = "gate-opened-after-end"
        /// A grant answers no notice that was sent and shown before it, or not the newest.
        case grantWithoutNotice = "grant-without-notice"
        /// Somebody is said to have been shown a notice other than the newest one sent to them.
        case noticeShownUnsent = "notice-shown-unsent"
        /// A nudge was decided for, sent to or acknowledged by somebody who is not the rep.
        case nudgeNotForRep = "nudge-not-for-rep"
        /// A nudge was sent that nothing had decided.
        case nudgeSentUndecided = "nudge-sent-undecided"
        /// A version of the call's stream is missing.
        case versionMissing = "version-missing"
        /// An event stands behind the one that sealed the stream.
        case eventAfterSeal = "event-after-seal"
        /// The seal names another last version than the stream has.
        case sealMismatch = "seal-mismatch"
        /// The call ended, and a nudge that was sent has no outcome.
        case nudgeWithoutOutcome = "nudge-without-outcome"
        /// Somebody took back what the gate needs while it was open, and before it opened again no
        /// stop of the capture followed.
        case withdrawalWithoutStop = "withdrawal-without-stop"
        /// A deletion term has run out, and nothing shows that it was applied.
        case retentionOverdue = "retention-overdue"
        /// A deletion term was carried out, and later than the grace after its end.
        case retentionLate = "retention-late"
        /// Somebody turned out not to be of age of whom something had been captured.
        case minorCapturedBefore = "minor-captured-before"
        /// A live call was captured, and the notices named nobody who answers for the data.
        case controllerNotStated = "controller-not-stated"
        /// Something left for a company outside of which somebody had not been told.
        case processorNotDisclosed = "processor-not-disclosed"
        /// The process stopped in mid-call.
        case callInterrupted = "call-interrupted"
        /// The log holds no end of the call.
        case callNotClosed = "call-not-closed"
        /// The call ended, and its stream was not sealed.
        case callNotSealed = "call-not-sealed"

        /// Whether it only leaves something unshown, and breaks no promise.
        public var isOnlyGap: Bool {
            switch self {
            case .controllerNotStated, .callInterrupted, .callNotClosed, .callNotSealed: true
            default: false
            }
        }

        /// Whether it breaks no promise and leaves nothing unshown: nobody could have known better, and
        /// the reader must know of it.
        public var isOnlyNote: Bool { self == .minorCapturedBefore }

        /// Whether it is an exception, which must be explained; what only leaves a gap or must be known is a
        /// note.
        public var isException: Bool { !isOnlyGap && !isOnlyNote }
    }

    /// What the log has of the answer to a withdrawal, of which something is missing.
    public struct PartialAnswer: Hashable, Sendable, Encodable {
        /// The entry at which the gate closed for it; nil where not even that is recorded.
        public let closedAt: EntryIndex?
        /// Whether the process had ended before it could record the rest.
        public let processHadEnded: Bool
    }

    /// What was found.
    public let code: Code
    /// The entry at which it shows.
    public let index: EntryIndex?
    /// The person it is about.
    public let subject: Pseudonym?
    /// The purpose it is about.
    public let purpose: Purpose?
    /// What should have kept the gate shut.
    public let reason: GateReason?
    /// How late something was done.
    public let lateMicros: Int64?
    /// What had been captured of a minor before that was known.
    public let minor: MinorHistory.Minor?
    /// What is there of an answer that is not whole.
    public let answer: PartialAnswer?

    init(
        _ code: Code,
        at index: EntryIndex?,
        subject: Pseudonym? = nil,
        purpose: Purpose? = nil,
        reason: GateReason? = nil,
        lateMicros: Int64? = nil,
        minor: MinorHistory.Minor? = nil,
        answer: PartialAnswer? = nil
    ) {
        (self.code, self.index) = (code, index)
        (self.subject, self.purpose, self.reason) = (subject, purpose, reason)
        (self.lateMicros, self.minor, self.answer) = (lateMicros, minor, answer)
    }
}
