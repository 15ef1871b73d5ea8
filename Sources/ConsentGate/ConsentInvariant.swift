public import Events

/// The promise, checked over a whole log: no content event without its purpose in force for everyone
/// present at its index; no line and no picture but of a person who is there; no grant but in answer to the
/// newest notice sent to whoever grants, once it was shown; and no nudge but of the rep.
///
/// A pure fold of envelopes in index order. It relies on no view and on no gate event alone: the set
/// in force is recomputed from joins, leaves and consent facts, and every `gate.opened` must agree
/// with it. What comes after a call stands under `follow_up`, for everyone of whom the call has
/// something. Memory grows with the calls that are open, and by a name for each that may be followed
/// up, not with the log.
public struct ConsentInvariant: Sendable {
    /// A call, and what everyone present in it agrees to while the gate may be open.
    private struct Watched {
        var consent = CallConsent()
        var agreed: Set<Purpose>?

        /// Once somebody present has not agreed, only another `gate.opened` puts anything in force.
        mutating func follow(_ event: Envelope) {
            guard case .open(let all) = consent.target else { return agreed = nil }
            if agreed != nil || event.type == .gateOpened { agreed = all }
        }
    }

    private var calls: [StreamName: Watched] = [:]
    /// The sealed calls that may be followed up, and those of which an outside processor may have a part.
    private var followed: Set<CallID> = []
    private var shared: Set<CallID> = []

    /// The state before the first entry.
    public init() {}

    /// Folds the next entry, and says what it violates, in words without any content.
    public mutating func violation(of event: Envelope) -> String? {
        guard event.stream.isCall else {
            return violationOutside(event)
        }
        guard event.type != .callSealed else {
            let sealed = calls.removeValue(forKey: event.stream)
            if let call = event.stream.call, sealed?.consent.isFollowUpInForce == true {
                followed.insert(call)
                if sealed?.consent.isSharingAgreedAfterCall == true { shared.insert(call) }
            }
            return nil
        }
        var watched = calls.removeValue(forKey: event.stream) ?? Watched()
        defer { calls[event.stream] = watched }
        let found =
            contentViolation(of: event, in: watched)
            ?? noticeViolation(of: event, in: watched.consent)
            ?? nudgeViolation(of: event, in: watched.consent)
        let before = event.type.family == "consent" ? watched.consent : nil
        watched.consent.evolve(event)
        if event.type.endsPermits || event.type.family == "call" {
            watched.follow(event)
        }
        return found ?? openingViolation(of: event, in: watched)
            ?? recordViolation(of: event, from: before, to: watched.consent)
    }

    private func violationOutside(_ event: Envelope) -> String? {
        guard event.type.needsPermit else { return nil }
        guard let call = event.stream.callBefore else {
            return "a content event stands outside a call's stream"
        }
        guard event.isForFollowUp else {
            return "content after a call for another purpose than follow_up"
        }
        let open = calls[.call(call)]?.consent
        guard open?.isFollowUpInForce ?? followed.contains(call) else {
            return "content after a call without follow_up in force for everyone heard"
        }
        guard event.purposesNeeded?.contains(.sharing) == true else { return nil }
        let isShared = open?.isSharingAgreedAfterCall ?? shared.contains(call)
        return isShared ? nil : "a request to an outside processor after a call without sharing"
    }

    private func contentViolation(of event: Envelope, in call: Watched) -> String? {
        guard let needed = event.purposesNeeded else { return nil }
        guard event.isForPurposeItCanHave else {
            return "\(event.type) for a purpose that it cannot have"
        }
        guard !event.isForFollowUp else { return "work for after the call stands in the call" }
        guard call.consent.gate == .open, let agreed = call.agreed else {
            return "content while the gate was not open: expected no \(event.type) here"
        }
        for purpose in needed.sorted() where !agreed.contains(purpose) {
            return "content without \(purpose.rawValue) in force for everyone present"
        }
        if needed.contains(.aiAnalysis),
            call.consent.purposesWithheld(from: event.contentCited).contains(.aiAnalysis)
        {
            return "work on something that began before ai_analysis came into force"
        }
        guard event.type == .lineTranscribed || event.type == .frameSampled else { return nil }
        guard event.subject.flatMap({ call.consent.people[$0] })?.counts == true else {
            return "a line or a picture of nobody who is in the call as a person"
        }
        guard event.type == .lineTranscribed else { return nil }
        guard let start = event.data["startMicros"]?.integer,
            let startedAt = call.consent.startedAt,
            let since = call.consent.inForceSince[.liveTranscription]
        else { return "a line without the time at which its speech began" }
        guard startedAt.advanced(byMicros: start) >= since else {
            return "a line whose speech began before live_transcription came into force"
        }
        return nil
    }

    /// A grant answers the newest notice sent to its person, and only once that was shown (CONSENT §2).
    private func noticeViolation(of event: Envelope, in consent: CallConsent) -> String? {
        let notice = event.subject.flatMap { consent.people[$0]?.notice }
        switch event.type {
        case .consentNoticeShown:
            let isSent = notice != nil && event.data["textDigest"]?.string == notice?.textDigest
            return isSent ? nil : "a notice was shown that is not the newest one sent"
        case .consentGranted:
            guard let notice, notice.isShown else { return "a grant before a notice was shown" }
            let answered = event.data["act"]?.object?["noticeDigest"]?.string
            return answered == notice.textDigest
                ? nil : "a grant that does not answer the newest notice sent"
        default: return nil
        }
    }

    /// Nobody but the rep is coached.
    private func nudgeViolation(of event: Envelope, in consent: CallConsent) -> String? {
        switch event.type {
        case .nudgeDecided, .nudgeSent, .nudgeAcknowledged: break
        default: return nil
        }
        let person = event.subject.flatMap { consent.people[$0] }
        let isRep = person?.role == .rep && person?.kind.isHuman == true
        return isRep ? nil : "a nudge of somebody who is not the rep"
    }

    private func openingViolation(of event: Envelope, in call: Watched) -> String? {
        guard event.type == .gateOpened else { return nil }
        guard call.consent.gate == .open else {
            return "the gate was opened in a call that is over"
        }
        guard let agreed = call.agreed else {
            return "the gate was opened although not everyone present had agreed"
        }
        guard let stated = event.purposes, Set(stated) == agreed else {
            return "the gate states other purposes than everyone present had agreed to"
        }
        return nil
    }

    /// What an event states of somebody's standings must be what the log gives without it.
    private func recordViolation(
        of event: Envelope,
        from before: CallConsent?,
        to after: CallConsent
    ) -> String? {
        guard let before, let subject = event.subject,
            let stated = event.data["record"]?.object?["standings"]?.array
        else { return nil }
        func isTrue(_ standings: JSONObject?) -> Bool {
            (standings?["purposes"]?.array ?? []).allSatisfy { name in
                // One of a later writer can be in no fold.
                guard let purpose = name.string.flatMap(Purpose.init(rawValue:)) else {
                    return true
                }
                return standings?["before"]?.string == before.word(of: subject, on: purpose)
                    && standings?["after"]?.string == after.word(of: subject, on: purpose)
            }
        }
        let isAllTrue = stated.allSatisfy { isTrue($0.object) }
        return isAllTrue ? nil : "a consent event states other standings than the log gives"
    }
}

extension CallConsent {
    /// How somebody stands on a purpose, in the word of the log.
    fileprivate func word(of subject: Pseudonym, on purpose: Purpose) -> String {
        (people[subject]?.standing(on: purpose) ?? .unknown).rawValue
    }
}

extension Envelope {
    /// The line that it answers and the picture that goes along, where it names them.
    fileprivate var contentCited: [StreamVersion] {
        ["line", "frame"].compactMap { name in
            data[name]?.integer.flatMap { UInt64(exactly: $0) }.map { StreamVersion($0) }
        }
    }
}
