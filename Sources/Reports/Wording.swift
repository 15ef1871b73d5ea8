internal import Events
internal import Projections

/// How the vocabulary's words are said to people.
enum Wording {
    /// What a leaf reads when the event sealed nothing of the kind.
    static let notRecorded = "not recorded"

    /// What stands for a name where the report shows none.
    static let withheld = "withheld"

    /// A value that was sealed: itself, `erased`, or "not recorded".
    static func opened(_ sealed: Sealable<String>?) -> String {
        guard let sealed else { return notRecorded }
        return sealed.value ?? ReportDocument.erased
    }

    static func purpose(_ purpose: Purpose) -> String {
        switch purpose {
        case .liveTranscription: "Live transcription"
        case .storage: "Storage"
        case .aiAnalysis: "AI analysis"
        case .screenFrames: "Screen frames"
        case .crmLookup: "CRM look-up"
        case .sharing: "Sharing"
        case .followUp: "Follow-up"
        }
    }

    static func purposes(_ purposes: [Purpose]) -> String {
        guard Set(purposes) != Set(Purpose.allCases) else { return "All seven purposes" }
        guard !purposes.isEmpty else { return "none" }
        return purposes.sorted().map { purpose($0) }.joined(separator: ", ")
    }

    static func standing(_ standing: ConsentStanding) -> String {
        switch standing {
        case .unknown: "Not asked"
        case .noticeSent: "Notice sent"
        case .disclosed: "Notice shown"
        case .granted: "Agreed"
        case .basis: "Recorded basis"
        case .asserted: "Asserted by operator"
        case .refused: "Refused"
        case .timedOut: "No answer in time"
        case .withdrawn: "Withdrew"
        case .expired: "Ended with the call"
        case .reconsentRequired: "Must be asked again"
        }
    }

    static func point(_ point: CallRule.Point) -> String {
        switch point {
        case .recording: "Recording"
        case .disclosure: "The AI must be disclosed"
        case .optIn: "Agreement must be explicit"
        }
    }

    /// What a rule says on a point.
    static func rule(_ rule: JurisdictionRule, on point: CallRule.Point) -> String {
        switch point {
        case .recording: rule.recording.rawValue
        case .disclosure: rule.disclosure ? "yes" : "no"
        case .optIn: rule.optIn ? "yes" : "no"
        }
    }

    static func end(_ end: ConsentRecord.Standings.End) -> String {
        switch end {
        case .callEnds: "the end of the call"
        case .retentionEnds, .withdrawn: "no end is set"
        }
    }

    static func change(_ change: ReconsentRequired.Change) -> String {
        switch change {
        case .notice: "the words of the notice changed"
        case .policy: "the purposes asked for changed"
        case .identity: "the device turned out to be shared"
        case .processor: "who uses the data, or on what terms, changed"
        case .jurisdiction: "another rule was found for them"
        }
    }

    static func kind(_ kind: ParticipantKind) -> String {
        switch kind {
        case .standard: "person"
        case .sip: "person on the phone"
        case .connector: "person from another meeting"
        case .agent: "agent (a machine)"
        case .egress: "recorder (a machine)"
        case .ingress: "ingress (a machine)"
        }
    }

    static func rejection(_ reason: ActRejected.Reason) -> String {
        switch reason {
        case .noticeNotShown: "the notice had not been shown"
        case .noticeAnswered: "the notice had been answered; a fresh one was due"
        case .nonceMismatch: "it did not bring the number of the notice"
        case .noticeMismatch: "it answered another notice"
        case .alreadyGranted: "all of it had been agreed to"
        case .alreadyRefused: "all of it had been refused"
        case .nothingToWithdraw: "there was nothing to withdraw"
        case .notPresent: "the person was not in the call"
        case .notAsked: "the policy does not ask for it"
        case .headCountMissing: "nobody had said how many people share the device"
        case .minor: "the person is not of age"
        }
    }

    static func gate(_ standing: GateHistory.Standing) -> String {
        switch standing {
        case .open: "Open"
        case .held: "Held"
        case .closed: "Closed"
        }
    }

    static func reason(_ reason: GateReason) -> String {
        switch reason {
        case .joiner: "somebody joined and has not answered"
        case .reconsent: "somebody must be asked again"
        case .recorderPresent: "a recorder is present that the policy does not name"
        case .sharedEndpoint:
            "several people share a device and nobody has said how many they are"
        case .minor: "somebody is present who is not of age"
        case .connectionLost: "the coach could not see who was in the room"
        case .lookupFailed: "a jurisdiction could not be looked up"
        case .refused: "somebody refused"
        case .timedOut: "somebody did not answer in time"
        case .withdrawn: "somebody withdrew"
        case .repAbsent: "the rep is not in the call"
        case .otherSideAbsent: "the other side is not in the call"
        }
    }

    /// What kept the gate shut, said of a call that is over.
    static func cause(_ reason: GateReason) -> String {
        switch reason {
        case .joiner: "somebody had not answered"
        case .reconsent: "somebody had to be asked again and had not answered"
        case .recorderPresent: "a recorder was present that the policy does not name"
        case .sharedEndpoint:
            "several people shared a device and nobody had said how many they were"
        case .minor: "somebody was present who is not of age"
        case .connectionLost: "the coach could not see who was in the room"
        case .lookupFailed: "a jurisdiction could not be looked up"
        case .refused: "somebody refused"
        case .timedOut: "somebody did not answer in time"
        case .withdrawn: "somebody withdrew"
        case .repAbsent: "the rep was not in the call"
        case .otherSideAbsent: "nobody of the other side was in the call"
        }
    }

    static func step(_ step: CaptureStopped.Step.Name) -> String {
        switch step {
        case .gateClosed: "Gate closed"
        case .tracksUnsubscribed: "Tracks unsubscribed"
        case .workCancelled: "Work cancelled"
        case .buffersDropped: "Buffers dropped"
        }
    }

    static func capture(_ capture: CallOpened.Capture?) -> String {
        switch capture {
        case .live: "live: people in a room"
        case .replay: "replay: a call script, whose consent is scripted"
        case .import: "import: a transcript, which carries no consent of its own"
        case nil: notRecorded
        }
    }

    static func counts(_ counts: [String: Int]) -> String {
        let told = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard !told.isEmpty else { return "none" }
        return told.map { "\($0.value) (\($0.key.replacing("-", with: " ")))" }
            .joined(separator: ", ")
    }

    /// "no lines", "one line", "2 lines".
    static func number(_ count: Int, _ one: String, _ many: String) -> String {
        switch count {
        case 0: "no \(many)"
        case 1: "one \(one)"
        default: "\(count) \(many)"
        }
    }

    /// "9 days 4 hours", of what takes hours at least; cut, not rounded.
    static func delay(_ micros: Int64) -> String {
        let hours = Int(max(0, micros) / 3_600_000_000)
        let days = hours / 24
        let parts: [String?] = [
            days > 0 ? number(days, "day", "days") : nil,
            hours % 24 > 0 || days == 0 ? number(hours % 24, "hour", "hours") : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    /// A sentence that begins with a word of ours.
    static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    static func index(_ index: EntryIndex?) -> String {
        index.map { String($0.value) } ?? "–"
    }

    static func outcome(_ nudge: NudgeHistory.Nudge) -> String {
        guard nudge.sent != nil else { return "Decided, not sent" }
        guard let outcome = nudge.outcome else { return "Sent, no outcome recorded" }
        switch outcome.result {
        case .acknowledged:
            return "Shown" + (outcome.latencyMicros.map { " after \(CallClock.latency($0))" } ?? "")
        case .undelivered: return "Not delivered (code \(outcome.reason ?? "none"))"
        case .expired: return "Expired (\(outcome.reason ?? "no reason"))"
        }
    }

    static func feedback(_ nudge: NudgeHistory.Nudge) -> String {
        switch nudge.feedback?.act {
        case .used: "Used"
        case .dismissed: "Dismissed"
        case nil: "–"
        }
    }

    static func dollars(_ microUSD: Int64) -> String {
        let digits = String(microUSD.magnitude % 1_000_000)
        let fraction = String(repeating: "0", count: 6 - digits.count) + digits
        return (microUSD < 0 ? "-" : "") + "\(microUSD.magnitude / 1_000_000).\(fraction)"
    }
}
