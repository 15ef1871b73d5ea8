internal import Events
internal import Projections

/// Findings in words that an officer knows.
extension ReportDocument.Exception {
    init(_ finding: Finding) {
        self.init(
            kind: finding.code.isException ? .exception : .note,
            code: finding.code.rawValue,
            text: Self.text(finding),
            index: finding.index
        )
    }

    private static func text(_ finding: Finding) -> String {
        let who = finding.subject.map { "participant \($0.text)" } ?? "a participant"
        let purpose = finding.purpose.map { Wording.purpose($0) } ?? "the purpose"
        let cause = finding.reason.map { Wording.cause($0) } ?? "it had to be shut"
        return switch finding.code {
        case .contentOutsideGate: "Captured or processed while the gate did not allow \(purpose)."
        case .contentWithoutAgreement:
            "Captured or processed while \(who), who was present, had not agreed to \(purpose)."
        case .lineBeganTooEarly:
            "A line of \(who) began before \(purpose) came into force."
        case .contentBackFilled:
            "A line or a picture from before \(purpose) came into force was used for it later."
        case .contentBesideRecorder:
            "Captured or processed while a recorder was present that the policy does not name."
        case .contentBesideMinor:
            "Captured or processed while somebody was present who is not of age."
        case .contentBesideSharedDevice:
            "Captured or processed beside a device that several people share, of whom nobody had "
                + "said how many they are."
        case .contentBesideFailedLookup:
            "Captured or processed while somebody was present whose jurisdiction could not be "
                + "looked up, or whose joining cannot be read."
        case .contentOfNobodyPresent:
            finding.subject == nil
                ? "A line or a picture names nobody whose it is."
                : "A line or a picture of \(who) was captured, who was not in the call as a person."
        case .contentForAnotherPurpose:
            "Something was received or processed for a purpose that it cannot have."
        case .contentWhileCutOff:
            "Captured or processed while the coach's connection to the room was lost, so that it "
                + "could not see who was there."
        case .followUpOutOfPlace:
            "Work for after the call stands in it, or something stands after the call that may not "
                + "follow it."
        case .followUpWithoutAgreement:
            "After the call something was done with it although \(who), of whom it has words or "
                + "pictures, had not agreed to \(purpose)."
        case .gateOpenedWithoutAgreement:
            "The gate opened for \(purpose) although \(who), who was present, had not agreed."
        case .gateOpenedWithoutSides: "The gate opened without the rep or without the other side."
        case .gateOpenedInSpite:
            "The gate opened although \(cause)."
        case .gateOpenedForOthers:
            "The gate opened for other purposes than everyone present had agreed to."
        case .gateOpenedAfterEnd: "The gate opened after the call had ended."
        case .grantWithoutNotice:
            "A grant of \(who) does not answer the notice that they were last sent, or that notice "
                + "had not been shown to them."
        case .noticeShownUnsent:
            "It is recorded that \(who) was shown a notice other than the one they were last sent."
        case .nudgeNotForRep:
            "A nudge was decided for, sent to or acknowledged by somebody who is not the rep."
        case .nudgeSentUndecided: "A nudge was sent that nothing had decided."
        case .versionMissing: "An event of the call is missing before this entry."
        case .eventAfterSeal: "An event stands behind the one that sealed the call."
        case .sealMismatch: "The call's seal does not fit the number of its events."
        case .nudgeWithoutOutcome: "A nudge was sent, and the log does not say what became of it."
        case .withdrawalWithoutStop: withdrawalText(finding.answer, who)
        case .retentionOverdue:
            "The deletion term that a withdrawal of \(who) started has run out, and nothing shows "
                + "that the content was deleted."
        case .retentionLate:
            "The deletion term that a withdrawal of \(who) started was carried out late: "
                + "\(Wording.delay(finding.lateMicros ?? 0)) after it had ended."
        case .minorCapturedBefore: minorText(finding.minor, who)
        case .controllerNotStated:
            "The notices of this call did not name who is responsible for the data (the "
                + "controller): nobody had stated it."
        case .processorNotDisclosed:
            "Something left for \(purpose) to a company outside of which \(who) had not been told."
        case .callInterrupted: "The process stopped in mid-call; the call was closed afterwards."
        case .callNotClosed: "The log holds no end of this call: it is still open."
        case .callNotSealed:
            "The call was not sealed: that nothing was left out after its last event is not shown."
        }
    }

    /// Which half of the answer is missing: all of it, or that the capture stopped.
    private static func withdrawalText(_ answer: Finding.PartialAnswer?, _ who: String) -> String {
        let missing: String =
            if let closedAt = answer?.closedAt {
                "The gate closed for a withdrawal of \(who) (entry \(closedAt.value)), but that the "
                    + "capture stopped is not recorded."
            } else {
                "After a withdrawal of \(who) it is not recorded that the gate closed for it, nor "
                    + "that the capture stopped."
            }
        guard answer?.processHadEnded == true else { return missing }
        return missing + " The process had ended by then, and the call was closed as interrupted."
    }

    private static func minorText(_ minor: MinorHistory.Minor?, _ who: String) -> String {
        guard let minor else { return "Somebody turned out not to be of age." }
        let lines = Wording.number(minor.linesBefore, "line", "lines")
        let frames = Wording.number(minor.framesBefore, "frame", "frames")
        return "Since \(CallClock.utc(minor.at.time)) UTC \(who) is known not to be of age. "
            + "Captured of them before: \(lines), \(frames). That is kept unless it is erased; "
            + "section 10 says what became of it."
    }
}
