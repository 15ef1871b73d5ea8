internal import Events
internal import Projections

/// Sections 1, 2 and 4: the conclusion, who was there, and what they were told.
extension ComplianceWriter {
    func conclusion(_ verdict: ReportDocument.Verdict) -> ReportSection {
        var section = ReportSection(1, "Verdict and exceptions")
        section.fact("verdict", "Verdict", verdict.code)
        section.fact("headline", "In words", verdict.headline)
        let exceptions = findings.count(where: \.code.isException)
        section.fact("exceptions", "Exceptions found", String(exceptions))
        section.fact("notes", "Notes besides", String(findings.count - exceptions))
        section.say(
            "The verdict is computed from the log alone. Each promise was checked again at every "
                + "entry, from joins, leaves, grants and withdrawals, without asking the gate."
        )
        section.table(
            "exceptions",
            "Exceptions and notes",
            ["Kind", "Code", "What was found"],
            findings.map { exceptionRow(.init($0)) },
            otherwise: "No exception was found."
        )
        if exceptions < findings.count {
            section.say(
                "An exception must be explained. A note breaks no promise: it leaves something "
                    + "unshown, or must be known."
            )
        }
        return section
    }

    private func exceptionRow(_ found: ReportDocument.Exception) -> ReportSection.Row {
        .init(
            cells: [Wording.sentence(found.kind?.rawValue ?? "–"), found.code, found.text],
            index: found.index
        )
    }

    func scope() -> ReportSection {
        var section = ReportSection(2, "Scope, call and participants")
        section.fact("call", "Call", context.call.text)
        section.fact("capture", "Capture", Wording.capture(report.opened?.fact.capture))
        section.fact(
            "started",
            "Started (UTC)",
            CallClock.utc(clock.startedAt),
            at: report.opened?.at.index
        )
        if let closed = report.closed {
            section.fact("ended", "Ended", clock.both(closed.at.time), at: closed.at.index)
            section.fact(
                "end_reason",
                "How it ended",
                closed.fact.reason.rawValue,
                at: closed.at.index
            )
        } else {
            section.fact("ended", "Ended", "still open")
        }
        if let opened = report.opened {
            section.fact("pack", "Domain pack", opened.fact.pack, at: opened.at.index)
            section.fact("build", "Build of Aside", opened.fact.build, at: opened.at.index)
            section.fact(
                "input",
                "Digest of the file replayed",
                opened.fact.inputDigest,
                at: opened.at.index
            )
        }
        section.table(
            "participants",
            "Participants' timeline",
            participantColumns,
            participantRows,
            otherwise: "Nobody joined this call, so there is no timeline."
        )
        let stays = report.ledger.attendance.people.flatMap(\.stays)
        if stays.contains(where: { $0.shared == true }) {
            section.say(
                "A shared device is one participant here, whoever of those behind it speaks: what "
                    + "is said there is attributed to the device, never to a voice. One person "
                    + "acts for all of them, and how many they are is that person's word."
            )
        }
        return section
    }

    private var participantColumns: [String] {
        ["Participant", "Role", "Kind"] + (context.withNames ? ["Name", "Identity"] : [])
            + ["Joined", "Left"]
    }

    private var participantRows: [ReportSection.Row] {
        report.ledger.attendance.people.flatMap { person in
            person.stays.map { stay in
                ReportSection.Row(
                    cells: [
                        person.pseudonym.text, context.labels.label(person.role),
                        kind(person, stay),
                    ] + names(person) + [
                        clock.both(stay.from.time),
                        stay.until.map { clock.both($0.time) } ?? "stayed to the end",
                    ],
                    index: stay.from.index
                )
            }
        }
    }

    /// What was behind a participant in one stay, and how many people, where that was said.
    private func kind(_ person: Attendance.Person, _ stay: Attendance.Stay) -> String {
        func since(_ what: String, _ moment: Moment?) -> [String] {
            guard let moment, stay.from < moment, stay.until.map({ moment < $0 }) ?? true else {
                return []
            }
            return ["\(what) since \(clock.both(moment.time))"]
        }
        var words = [Wording.kind(person.kind)]
        if stay.shared == true {
            let counts = (stay.headCounts ?? []).map { Wording.number($0, "person", "people") }
            words.append(
                counts.isEmpty
                    ? "shared, by how many nobody has said"
                    : "shared by \(counts.joined(separator: ", then by ")), as attested"
            )
            words += since("shared", person.sharedSince)
        }
        if stay.minor == true {
            words.append("not of age")
            words += since("known", person.minorSince)
        }
        return words.joined(separator: "; ")
    }

    private func names(_ person: Attendance.Person) -> [String] {
        guard context.withNames else { return [] }
        return [
            Wording.opened(person.details?.map { $0.name ?? Wording.notRecorded }),
            Wording.opened(person.details?.map(\.identity)),
        ]
    }

    func disclosures() -> ReportSection {
        var section = ReportSection(4, "Disclosures and their delivery")
        if let opened = report.opened {
            section.fact(
                "notices",
                "Digest over all notice texts",
                opened.fact.noticesDigest,
                at: opened.at.index
            )
        }
        let rows = report.ledger.accounts.flatMap { account in
            account.notices.map { noticeRow(account.pseudonym, $0) }
        }
        section.table(
            "notices",
            "Notices as sent and shown",
            [
                "Participant", "Role", "Notice", "Channel", "Text digest", "Sent",
                "Display attested",
            ],
            rows,
            otherwise: "No notice was sent in this call: "
                + (report.opened?.fact.capture == .import
                    ? "a transcript has nobody left to tell." : "nobody had to be asked.")
        )
        whatWasNamed(in: &section)
        wordsOfNotices(in: &section)
        if !rows.isEmpty {
            section.say(
                "“Display attested” means that the person's client says it showed the text with "
                    + "this digest. That is all a client can prove; it does not show that the "
                    + "person read it."
            )
        }
        return section
    }

    private func noticeRow(
        _ person: Pseudonym,
        _ notice: ConsentLedger.Notice
    ) -> ReportSection.Row {
        let sent = notice.sent
        let shown = notice.shown.map { shown in
            clock.offset(shown.at.time) + ", entry \(shown.at.index.value): "
                + (shown.textDigest == sent.textDigest ? "same text" : "another text")
        }
        return .init(
            cells: [
                person.text, role(person),
                "\(sent.notice) v\(sent.noticeVersion), \(sent.locale), \(sent.why)",
                sent.channel, sent.textDigest, clock.both(notice.at.time),
                shown ?? "not attested",
            ],
            index: notice.at.index
        )
    }
}
