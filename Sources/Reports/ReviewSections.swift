internal import Events
internal import Projections

/// Sections 1, 2 and 5 of a review: numbers, talk, cost.
extension ReviewWriter {
    func numbers() -> ReportSection {
        var section = ReportSection(1, "The call in numbers")
        section.fact(
            "account",
            "Account",
            Wording.opened(review.details?.map { $0.account ?? "not named" })
        )
        section.fact("rep", context.labels.label(.rep), name(review.opened?.rep))
        section.fact("started", "Started (UTC)", CallClock.utc(clock.startedAt))
        section.fact(
            "length",
            "Length",
            clock.offset(review.closedAt?.time ?? review.last?.time ?? clock.startedAt)
        )
        section.fact("lines", "Lines", String(review.transcript.lines.count))
        section.fact("frames", "Screen frames", String(review.frames.count))
        section.fact("sent", "Nudges sent", String(uptake.sent))
        section.fact("acknowledged", "Nudges shown", String(uptake.acknowledged))
        section.fact("used", "Nudges used", String(uptake.used))
        section.fact("dismissed", "Nudges dismissed", String(uptake.dismissed))
        section.fact(
            "suppressed",
            "Kept silent, by reason",
            Wording.counts(review.nudges.suppressed)
        )
        section.fact(
            "patience",
            "Patience: the median wait of the one coached after the other side's last word",
            conversation.patienceMicros.map { CallClock.length($0) } ?? "never had to wait"
        )
        section.table(
            "people",
            "Who was there",
            ["Name", "Role", "Joined", "Left"],
            review.attendance.people.flatMap { person in
                person.stays.map { stay in
                    ReportSection.Row(
                        cells: [
                            name(person.pseudonym), role(person.pseudonym),
                            clock.offset(stay.from.time),
                            stay.until.map { clock.offset($0.time) } ?? "stayed to the end",
                        ],
                        index: stay.from.index
                    )
                }
            },
            otherwise: "Nobody joined this call."
        )
        return section
    }

    func talk() -> ReportSection {
        var section = ReportSection(2, "Who spoke, and how")
        let shares = conversation.shares
        if !shares.isEmpty {
            section.figure = ReportFigure(
                caption: "Talk ratio: each person's part of all captured speech",
                bars: shares.map { share in
                    .init(
                        label: name(share.speaker),
                        note: role(share.speaker),
                        value: percent(share.perMille),
                        perMille: share.perMille
                    )
                }
            )
        }
        section.table(
            "talk",
            "Talk",
            [
                "Name", "Role", "Spoke for", "Part", "Longest monologue",
                "Lines with a question mark",
            ],
            shares.map { share in
                .init(cells: [
                    name(share.speaker), role(share.speaker), CallClock.length(share.talkMicros),
                    percent(share.perMille), CallClock.length(share.longestMonologueMicros),
                    share.questions.map { String($0) } ?? ReportDocument.erased,
                ])
            },
            otherwise: "Nothing was captured, so nobody's talk can be measured."
        )
        if !shares.isEmpty {
            section.say(
                "A monologue is a stretch of one person's lines without another's in between, pauses "
                    + "included. It ends where the gate shuts and where the person leaves: nobody "
                    + "heard what was said then. Questions are counted by their mark: a transcript without punctuation "
                    + "has none, whatever was asked."
            )
        }
        return section
    }

    private func percent(_ perMille: Int) -> String { "\(perMille / 10).\(perMille % 10) %" }

    func cost() -> ReportSection {
        var section = ReportSection(ReportComparison.costSection, "Meters and cost")
        sampling(in: &section)
        section.fact(
            "meters",
            "Read from",
            "\(meters.name) \(meters.codeVersion), up to entry \(meters.position)"
        )
        section.fact("meters-state", "State digest of the meters", meters.stateDigest)
        section.fact(ReportComparison.pricesKey, "Digest of the price list", prices.digest)
        let cost = Cost(reading, at: prices)
        func row(_ name: String, _ used: String, _ unit: String, _ price: Int64, _ paid: Int64)
            -> ReportSection.Row
        {
            .init(cells: [
                name, used, "\(Wording.dollars(price)) per \(unit)", Wording.dollars(paid),
            ])
        }
        let hour = CallClock.length
        section.table(
            "cost",
            "What the call used, in US dollars",
            ["Meter", "Used", "Price", "Cost"],
            [
                row(
                    "People in the room",
                    hour(reading.participantMicros),
                    "minute",
                    prices.participantMinuteMicroUSD,
                    cost.participantMicroUSD
                ),
                row(
                    "Coach in the room",
                    hour(reading.agentMicros),
                    "minute",
                    prices.agentMinuteMicroUSD,
                    cost.agentMicroUSD
                ),
                row(
                    "Speech transcribed",
                    hour(reading.speechMicros),
                    "minute",
                    prices.speechMinuteMicroUSD,
                    cost.speechMicroUSD
                ),
                row(
                    "Text tokens",
                    String(reading.textTokens),
                    "million",
                    prices.textMillionTokensMicroUSD,
                    cost.textMicroUSD
                ),
                row(
                    "Vision tokens",
                    String(reading.visionTokens),
                    "million",
                    prices.visionMillionTokensMicroUSD,
                    cost.visionMicroUSD
                ),
                .init(cells: ["Together", "", "", Wording.dollars(cost.totalMicroUSD)]),
            ]
        )
        section.say(
            "Prices are those of this deployment's price list when the review was made; its digest "
                + "stands above. They are applied to every model and recogniser, whether outside or on "
                + "the deployment's own machines. Speech is counted by the length of its lines. "
                + tokens
        )
        return section
    }

    /// Whose count the tokens are; a zero means none only where no model outside was asked.
    private var tokens: String {
        let isZero = reading.textTokens == 0 && reading.visionTokens == 0
        let isAskedOutside = review.egress.requests.contains { $0.outside && $0.service == .model }
        return isZero && !isAskedOutside
            ? "No model outside was called, so there are no tokens."
            : "Tokens are as the models counted them, in the call and not after it."
    }
}
