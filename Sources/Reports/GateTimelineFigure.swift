internal import Events
internal import Projections

/// The drawing of section 6: one lane a person, one for the gate, marks where capture began and ended.
struct GateTimelineFigure {
    private let writer: ComplianceWriter
    private let duration: Int64

    init(_ writer: ComplianceWriter) {
        self.writer = writer
        duration = max(1, writer.end.micros(since: writer.clock.startedAt))
    }

    var figure: ReportFigure? {
        let people = writer.report.ledger.attendance.everyPerson
        guard !people.isEmpty else { return nil }
        return ReportFigure(
            caption: "Who was present and how they stood to live transcription and storage "
                + "(the worse of the two), against the gate and what was captured",
            timeline: .init(
                durationMicros: duration,
                lanes: people.map { lane($0) } + [gateLane],
                marks: marks
            )
        )
    }

    private func lane(_ person: Attendance.Person) -> ReportFigure.Lane {
        let account = writer.report.ledger[person.pseudonym]
        return .init(
            label: writer.context.labels.label(person.role),
            note: person.pseudonym.text,
            spans: person.stays.flatMap { stay in
                let spans = spans(account?.changes ?? [], stay)
                return person.minor == true ? notOfAge(person, stay, spans) : spans
            }
        )
    }

    /// A stay of somebody who is not of age: from when that was known, nothing else counts.
    private func notOfAge(
        _ person: Attendance.Person,
        _ stay: Attendance.Stay,
        _ spans: [ReportFigure.Span]
    ) -> [ReportFigure.Span] {
        let until = stay.until?.time ?? writer.end
        let since = max(stay.from.time, person.minorSince?.time ?? stay.from.time)
        let known = span(.refused, "not of age", since, max(since, until))
        let before = spans.filter { $0.fromMicros < known.fromMicros }.map { span in
            var span = span
            span.untilMicros = min(span.untilMicros, known.fromMicros)
            return span
        }
        return before + (since < until ? [known] : [])
    }

    /// A stay, cut where the person's standing to the opening purposes changed: the worst of them counts.
    private func spans(
        _ changes: [ConsentLedger.Change],
        _ stay: Attendance.Stay
    ) -> [ReportFigure.Span] {
        let until = stay.until?.time ?? writer.end
        var cuts: [(time: Timestamp, style: ReportFigure.Style, label: String)] = [
            (stay.from.time, .waiting, "present")
        ]
        var standings: [Purpose: ConsentStanding] = [:]
        for change in changes where !Purpose.opening.isDisjoint(with: change.purposes) {
            guard change.at.time <= until, stay.until.map({ change.at < $0 }) ?? true else { break }
            guard change.standing != .expired else { continue }
            for purpose in change.purposes { standings[purpose] = change.standing }
            let worst = worst(of: standings, newest: change.standing)
            cuts.append((max(change.at.time, stay.from.time), style(worst), label(worst)))
        }
        let ends = cuts.dropFirst().map(\.time) + [until]
        return zip(cuts, ends).compactMap { cut, end in
            guard cut.time < end else { return nil }
            return span(cut.style, cut.label, cut.time, end)
        }
    }

    /// The worst of the standings to the opening purposes; of those drawn alike, the newest.
    private func worst(
        of standings: [Purpose: ConsentStanding],
        newest: ConsentStanding
    ) -> ConsentStanding {
        let order: [ReportFigure.Style] = [.refused, .waiting, .agreed]
        let held = [newest] + Purpose.opening.sorted().map { standings[$0] ?? .unknown }
        for style in order {
            if let found = held.first(where: { self.style($0) == style }) { return found }
        }
        return newest
    }

    private func style(_ standing: ConsentStanding) -> ReportFigure.Style {
        switch standing {
        case .granted, .basis, .asserted: .agreed
        case .refused, .withdrawn, .timedOut: .refused
        default: .waiting
        }
    }

    private func label(_ standing: ConsentStanding) -> String {
        switch standing {
        case .granted: "agreed"
        case .basis: "basis"
        case .asserted: "asserted"
        case .refused: "refused"
        case .withdrawn: "withdrew"
        case .timedOut: "no answer"
        case .noticeSent, .disclosed, .reconsentRequired: "asked"
        case .unknown, .expired: "present"
        }
    }

    private var gateLane: ReportFigure.Lane {
        let changes = writer.report.gate.changes
        var spans: [ReportFigure.Span] = []
        let first = changes.first?.at.time ?? writer.end
        if writer.clock.startedAt < first {
            spans.append(span(.closed, "closed", writer.clock.startedAt, first))
        }
        let ends = changes.dropFirst().map(\.at.time) + [max(writer.end, first)]
        for (change, end) in zip(changes, ends) where change.at.time < end {
            let style: ReportFigure.Style =
                switch change.standing {
                case .open: .open
                case .held: .held
                case .closed: .closed
                }
            spans.append(span(style, change.standing.rawValue, change.at.time, end))
        }
        return .init(label: "Gate", note: "as the log tells it", spans: spans)
    }

    private var marks: [ReportFigure.Mark] {
        guard let content = writer.report.captures.content else { return [] }
        return [mark("first capture", content.first), mark("last capture", content.last)]
    }

    private func mark(_ label: String, _ moment: Moment) -> ReportFigure.Mark {
        .init(
            label: label,
            atMicros: min(max(0, moment.time.micros(since: writer.clock.startedAt)), duration)
        )
    }

    private func span(
        _ style: ReportFigure.Style,
        _ label: String,
        _ from: Timestamp,
        _ until: Timestamp
    ) -> ReportFigure.Span {
        func place(_ time: Timestamp) -> Int64 {
            min(max(0, time.micros(since: writer.clock.startedAt)), duration)
        }
        return .init(style: style, label: label, fromMicros: place(from), untilMicros: place(until))
    }
}
