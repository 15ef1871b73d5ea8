public import Events

/// The report's own look at the promises, by simpler means than the gate's: what was agreed to is
/// recomputed from joins, leaves and grants, and compared with what the gate said and what was done.
extension ComplianceReport {
    /// Compares an event with everything before it.
    mutating func check(_ event: RecordedEvent) {
        checkOrder(event)
        checkContent(event)
        checkGate(event)
        checkPeople(event)
        if let sending = event.fact(NudgeSent.self), nudges[sending.nudge] == nil {
            breaches.append(Finding(.nudgeSentUndecided, at: event.index))
        }
        if event.type.isCapture, let subject = event.envelope.subject { captured.insert(subject) }
    }

    private mutating func checkOrder(_ event: RecordedEvent) {
        let version = event.envelope.version
        if version != (last?.version ?? .none).next {
            breaches.append(Finding(.versionMissing, at: event.index))
        }
        if sealed != nil {
            breaches.append(Finding(.eventAfterSeal, at: event.index))
        } else if let seal = event.fact(CallSealed.self), seal.lastVersion.next != version {
            breaches.append(Finding(.sealMismatch, at: event.index))
        }
    }

    private mutating func checkContent(_ event: RecordedEvent) {
        guard let needed = event.envelope.purposesNeeded else { return }
        let foundBefore = breaches.count
        if event.envelope.isForFollowUp {
            breaches.append(Finding(.followUpOutOfPlace, at: event.index))
        }
        if !event.envelope.isForPurposeItCanHave {
            breaches.append(Finding(.contentForAnotherPurpose, at: event.index))
        }
        for purpose in needed.sorted() {
            if isOver || !gate.purposesInForce.contains(purpose) {
                breaches.append(Finding(.contentOutsideGate, at: event.index, purpose: purpose))
            }
            for person in ledger.lacking(purpose) {
                breaches.append(
                    Finding(
                        .contentWithoutAgreement,
                        at: event.index,
                        subject: person,
                        purpose: purpose
                    )
                )
            }
        }
        if ledger.attendance.hasUnnamedRecorder {
            breaches.append(Finding(.contentBesideRecorder, at: event.index))
        }
        if ledger.attendance.hasFailedLookup {
            breaches.append(Finding(.contentBesideFailedLookup, at: event.index))
        }
        if ledger.attendance.hasMinor {
            breaches.append(Finding(.contentBesideMinor, at: event.index))
        }
        if ledger.hasUnattestedDevice {
            breaches.append(Finding(.contentBesideSharedDevice, at: event.index))
        }
        if connection.isLost {
            breaches.append(Finding(.contentWhileCutOff, at: event.index))
        }
        checkBeginning(event)
        // What shut the gate may have passed, but nothing has opened it again since.
        guard hasLapsed, breaches.count == foundBefore else { return }
        for purpose in needed.sorted() {
            breaches.append(Finding(.contentOutsideGate, at: event.index, purpose: purpose))
        }
    }

    /// No back-fill: a line that began before its purpose came into force is not captured, and what began
    /// before `ai_analysis` did is not worked on, though it is in force later.
    private mutating func checkBeginning(_ event: RecordedEvent) {
        if !begunBeforeAnalysis.isDisjoint(with: event.contentCited) {
            breaches.append(Finding(.contentBackFilled, at: event.index, purpose: .aiAnalysis))
        }
        guard let opened, let micros = event.beganMicros else { return }
        let began = opened.fact.startedAt.advanced(byMicros: micros)
        if inForceSince[.aiAnalysis].map({ began < $0 }) ?? true {
            begunBeforeAnalysis.insert(event.envelope.version)
        }
        guard event.type == .lineTranscribed, let since = inForceSince[.liveTranscription],
            began < since
        else { return }
        breaches.append(
            Finding(
                .lineBeganTooEarly,
                at: event.index,
                subject: event.envelope.subject,
                purpose: .liveTranscription
            )
        )
    }

    /// Everything found: what should not be there, and what is missing.
    ///
    /// - Parameter moment: the moment up to which deletion terms are looked at.
    public func findings(asOf moment: Timestamp) -> [Finding] {
        breaches + nudgesWithoutOutcome + withdrawalsWithoutStop + retentionMissed(at: moment)
            + minorsCapturedBefore + controllerNotStated + processorsNotDisclosed + gaps
    }

    private var minorsCapturedBefore: [Finding] {
        minors.minors.filter { $0.linesBefore + $0.framesBefore > 0 }.map { minor in
            Finding(
                .minorCapturedBefore,
                at: minor.at.index,
                subject: minor.pseudonym,
                minor: minor
            )
        }
    }

    /// Whoever agrees must know at least who answers for the data (GDPR, recital 42).
    ///
    /// Only of people in a room: nobody is told anything in a replay.
    private var controllerNotStated: [Finding] {
        guard opened?.fact.capture == .live, gate.firstOpened != nil else { return [] }
        let notices = ledger.accounts.flatMap(\.notices)
        let gap = notices.first { $0.told?.grounds.controllerStated == false }
        return gap.map { [Finding(.controllerNotStated, at: $0.at.index)] } ?? []
    }

    /// Nobody's data goes to a company outside that they were not told of: the first request to each such
    /// company, for each person.
    ///
    /// What has been erased can no longer be compared, and is not found.
    private var processorsNotDisclosed: [Finding] {
        var seen: Set<[String]> = []
        return egress.requests.filter(\.outside).flatMap { request -> [Finding] in
            guard let processor = request.place?.value?.processor else { return [] }
            return ledger.accounts.compactMap { account in
                guard account.telling(of: processor, before: request.at) == .notTold,
                    seen.insert([processor, account.pseudonym.text]).inserted
                else { return nil }
                return Finding(
                    .processorNotDisclosed,
                    at: request.at.index,
                    subject: account.pseudonym,
                    purpose: request.purpose
                )
            }
        }
    }

    private var nudgesWithoutOutcome: [Finding] {
        guard closed != nil else { return [] }
        return nudges.nudges.compactMap { nudge in
            guard let sent = nudge.sent, nudge.outcome == nil else { return nil }
            return Finding(.nudgeWithoutOutcome, at: sent.at.index)
        }
    }

    private var withdrawalsWithoutStop: [Finding] {
        withdrawals.compactMap { person, change in
            guard !Purpose.opening.isDisjoint(with: change.purposes) else { return nil }
            guard let answer = partialAnswer(to: change, of: person) else { return nil }
            return Finding(
                .withdrawalWithoutStop,
                at: change.at.index,
                subject: person,
                answer: answer
            )
        }
    }

    /// A term that has ended is to be carried out, and without delay.
    private func retentionMissed(at moment: Timestamp) -> [Finding] {
        let graceEnds = moment.advanced(byMicros: -RetentionSchedule.graceAfterTermMicros)
        return deletionTerms.compactMap { term in
            let overdue = Finding(
                .retentionOverdue,
                at: term.startedAt.index,
                subject: term.subject
            )
            switch progress(of: term, at: moment) {
            case .overdue: return overdue
            case .begun: return term.endsAt < graceEnds ? overdue : nil
            case .done(let step, lateMicros: let late?):
                return Finding(
                    .retentionLate,
                    at: step.at.index,
                    subject: term.subject,
                    lateMicros: late
                )
            case .cancelled, .done, .held, .running: return nil
            }
        }
    }

    private var gaps: [Finding] {
        guard let last else { return [] }
        guard let closed else { return [Finding(.callNotClosed, at: last.index)] }
        var gaps: [Finding] = []
        if closed.fact.reason == .interrupted {
            gaps.append(Finding(.callInterrupted, at: closed.at.index))
        }
        if sealed == nil { gaps.append(Finding(.callNotSealed, at: closed.at.index)) }
        return gaps
    }
}

extension RecordedEvent {
    /// When the line or the picture that it holds began, from the start of the call.
    fileprivate var beganMicros: Int64? {
        fact(LineTranscribed.self)?.startMicros ?? fact(FrameSampled.self)?.atMicros
    }

    /// The line that work answers and the picture that goes along, where it names them.
    fileprivate var contentCited: [StreamVersion] {
        guard envelope.purposesNeeded?.contains(.aiAnalysis) == true else { return [] }
        return ["line", "frame"].compactMap { name in
            envelope.data[name]?.integer.flatMap { UInt64(exactly: $0) }.map { StreamVersion($0) }
        }
    }
}
