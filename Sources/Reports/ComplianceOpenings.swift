internal import Events
internal import Projections

/// The proof of prior consent in section 6: opening by opening, what stood before it and what after.
extension ComplianceWriter {
    /// How what an opening relied on, the opening and what came in after it stand to each other.
    private enum Order {
        case kept, broken, unnamed
        /// The log lacks so many of the events that the opening names.
        case lacking(Int)
    }

    func proofOfOrder(in section: inout ReportSection) {
        guard let first = report.gate.firstOpened else {
            section.say("The gate never opened, so there is no first capture to compare it with.")
            return
        }
        section.fact(
            "opened",
            "Gate first opened",
            clock.both(first.at.time),
            at: first.at.index
        )
        whatWasCaptured(in: &section)
        let openings = report.openings.openings
        section.table(
            "openings",
            "Each opening of the gate: what it relied on, and what came in after it",
            [
                "Gate opened", "Newest grant or basis relied on", "First track asked for",
                "First line or frame", "First words began", "In this order",
            ],
            openings.map { row($0) }
        )
        section.say(
            "Consent is prior when at each opening of the gate the entries stand in this order: "
                + "every grant or basis relied on, the opening, the first capture; and when no "
                + "words captured after it began before it. " + conclusion(openings)
        )
    }

    private func whatWasCaptured(in section: inout ReportSection) {
        guard let content = report.captures.content else {
            section.fact("first_capture", "First line or frame", "nothing was captured")
            return
        }
        section.fact(
            "first_capture",
            "First line or frame",
            clock.both(content.first.time),
            at: content.first.index
        )
        section.fact(
            "last_capture",
            "Last line or frame",
            clock.both(content.last.time),
            at: content.last.index
        )
        section.fact("captured", "Lines and frames captured", String(content.count))
        section.fact(
            "dropped",
            "Lines not captured, by reason",
            Wording.counts(report.droppedLines),
            at: report.closed?.at.index
        )
    }

    private func row(_ opening: OpeningHistory.Opening) -> ReportSection.Row {
        let words = opening.words.map { words in
            "\(CallClock.length(words.beganMicros)), entry \(words.at.index.value)"
        }
        return .init(
            cells: [
                place(opening.at), reliedOn(opening).max().map { place($0) } ?? "–",
                opening.track.map { place($0) } ?? "–",
                opening.capture.map { place($0) } ?? "nothing was captured", words ?? "–",
                word(order(of: opening)),
            ],
            index: opening.at.index
        )
    }

    private func word(_ order: Order) -> String {
        switch order {
        case .kept: "yes"
        case .broken: "no"
        case .unnamed, .lacking: "not shown"
        }
    }

    /// The grants, bases and assertions that an opening names, as far as the log has them.
    private func reliedOn(_ opening: OpeningHistory.Opening) -> [Moment] {
        report.ledger.accounts.flatMap(\.changes)
            .filter { $0.standing.satisfies && opening.grants.contains($0.at.version) }
            .map(\.at)
    }

    private func order(of opening: OpeningHistory.Opening) -> Order {
        guard !opening.grants.isEmpty else { return .unnamed }
        let grants = reliedOn(opening)
        let lacking = Set(opening.grants).subtracting(grants.map(\.version)).count
        guard lacking == 0 else { return .lacking(lacking) }
        let began = opening.words.map { clock.startedAt.advanced(byMicros: $0.beganMicros) }
        let isBroken =
            grants.contains { opening.at < $0 } || began.map { $0 < opening.at.time } ?? false
        return isBroken ? .broken : .kept
    }

    /// Whether it is so, and at which opening it is not.
    private func conclusion(_ openings: [OpeningHistory.Opening]) -> String {
        let faults = openings.compactMap { fault($0) }
        var sentences = faults
        if faults.isEmpty {
            sentences.append(
                openings.count == 1
                    ? "Here they are in this order."
                    : "Here they are in this order at each of the \(openings.count) openings."
            )
        } else if faults.count < openings.count {
            sentences.append("At the other openings they are.")
        }
        if findings.contains(where: { $0.code == .contentOutsideGate }) {
            sentences.append("Something was captured outside these openings: see the exceptions.")
        }
        return sentences.joined(separator: " ")
    }

    private func fault(_ opening: OpeningHistory.Opening) -> String? {
        let which = "the opening of entry \(opening.at.index.value)"
        return switch order(of: opening) {
        case .kept: nil
        case .broken: "At \(which) they are not in this order."
        case .unnamed:
            Wording.sentence(which) + " names no grant, so that its order is not shown."
        case .lacking(let count):
            "Of what \(which) relied on the log lacks " + Wording.number(count, "grant", "grants")
                + ", so that its order is not shown."
        }
    }
}
