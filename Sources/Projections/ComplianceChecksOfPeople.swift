internal import Events

/// The report's look at whom an event is about: whose words a line is, what a grant answers, and who is
/// coached.
extension ComplianceReport {
    /// The notice that somebody was last sent, since they joined or came back too late.
    struct NewestNotice: Sendable {
        let textDigest: String
        var isShown = false
    }

    mutating func checkPeople(_ event: RecordedEvent) {
        checkWhoseWords(event)
        checkNotice(event)
        checkRep(event)
    }

    /// A line is captured of somebody who is there, and so is a picture.
    private mutating func checkWhoseWords(_ event: RecordedEvent) {
        guard event.type == .lineTranscribed || event.type == .frameSampled else { return }
        let person = event.envelope.subject.flatMap { ledger.attendance[$0] }
        guard person?.isPresent != true || person?.kind.isHuman != true else { return }
        breaches.append(
            Finding(.contentOfNobodyPresent, at: event.index, subject: event.envelope.subject)
        )
    }

    /// A grant answers the newest notice, and only once that was shown.
    private mutating func checkNotice(_ event: RecordedEvent) {
        let data = event.envelope.data
        let subject = event.envelope.subject
        let notice = subject.flatMap { newestNotices[$0] }
        switch event.type {
        case .participantJoined, .participantReconnected:
            guard let subject, event.fact(ParticipantReconnected.self)?.grantKept != true else {
                return
            }
            newestNotices[subject] = nil
        case .consentNoticeSent:
            guard let subject, ledger.attendance[subject] != nil,
                let sent = event.fact(NoticeSent.self)
            else { return }
            newestNotices[subject] = NewestNotice(textDigest: sent.textDigest)
        case .consentNoticeShown:
            if notice == nil || data["textDigest"]?.string != notice?.textDigest {
                breaches.append(Finding(.noticeShownUnsent, at: event.index, subject: subject))
            }
            guard let subject, event.fact(NoticeShown.self) != nil else { return }
            newestNotices[subject]?.isShown = true
        case .consentGranted:
            let answered = data["act"]?.object?["noticeDigest"]?.string
            guard notice?.isShown != true || answered != notice?.textDigest else { return }
            breaches.append(Finding(.grantWithoutNotice, at: event.index, subject: subject))
        default: break
        }
    }

    /// Nobody but the rep is coached.
    private mutating func checkRep(_ event: RecordedEvent) {
        switch event.type {
        case .nudgeDecided, .nudgeSent, .nudgeAcknowledged: break
        default: return
        }
        let person = event.envelope.subject.flatMap { ledger.attendance[$0] }
        guard person?.role != .rep || person?.kind.isHuman != true else { return }
        breaches.append(
            Finding(.nudgeNotForRep, at: event.index, subject: event.envelope.subject)
        )
    }
}
