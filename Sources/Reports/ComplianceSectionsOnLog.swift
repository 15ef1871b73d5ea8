internal import Events
internal import Projections

extension ReportDocument.TreeHeadSignature {
    /// The section of a compliance report that shows it.
    static let section = 13
    /// The key of the section's fact that has the log's key.
    static let keyKey = "key"
    /// What the keys of the facts begin with that have the lines of the signature.
    static let lineKey = "signature_"
}

/// Sections 13, 14 and 16: the log itself, who looked, and what failed.
extension ComplianceWriter {
    func logIntegrity() -> ReportSection {
        var section = ReportSection(ReportDocument.TreeHeadSignature.section, "Log integrity")
        let checkpoint = context.checkpointInDocument
        section.fact("origin", "Origin of the log", report.origin ?? Wording.notRecorded)
        section.fact("size", "Entries under the checkpoint", String(checkpoint.size))
        section.fact("root", "Root hash (base64)", checkpoint.root)
        signingKey(checkpoint.signature, in: &section)
        section.fact(
            "events",
            "Events of this call",
            report.last.map { last in
                findings.contains { $0.code == .versionMissing }
                    ? "some are missing: see the exceptions"
                    : "\(last.version.value), the last at entry \(last.index.value); none missing"
            } ?? "none",
            at: report.last?.index
        )
        section.fact(
            "seal",
            "Seal of the call",
            report.sealed.map {
                "covers \(Wording.number(Int($0.fact.lastVersion.value), "event", "events")), the last "
                    + "at \(entry($0.fact.lastVersion)); SHA-256 over their leaf hashes: "
                    + $0.fact.leafHashesDigest
            } ?? "not sealed",
            at: report.sealed?.at.index
        )
        section.fact(
            "restarts",
            "Restarts in mid-call",
            restarts,
            at: report.resumptions.first?.at.index
        )
        section.say(
            "Every entry is a leaf of a Merkle tree (RFC 6962) whose head is signed. A changed, "
                + "moved or missing entry gives another root. This report covers the log up to the "
                + "checkpoint above; section 17 says how to check that with other people's tools."
        )
        section.say(
            "Timestamps: each entry's time comes from this machine's clock. The log holds no "
                + "witness's and no time-stamping authority's word for it."
        )
        section.table(
            "keys",
            "Keys of this call",
            CallClock.columns + ["What", "Participant", "Key"],
            rows(of: .keyCreated, .keyDestroyed),
            otherwise: "No key of this call was made or destroyed up to this checkpoint."
        )
        return section
    }

    /// Whose signature stands under the checkpoint, and the signature itself.
    private func signingKey(
        _ signature: ReportDocument.TreeHeadSignature?,
        in section: inout ReportSection
    ) {
        guard let signature else {
            return section.fact("key_name", "Signing key", Wording.notRecorded)
        }
        section.fact("key_name", "Name of the signing key", signature.keyName)
        section.fact("key_id", "Its id (hex)", signature.keyID)
        section.fact(
            ReportDocument.TreeHeadSignature.keyKey,
            "As a verifier key (C2SP signed-note)",
            signature.key
        )
        for (number, line) in signature.lines.enumerated() {
            section.fact(
                ReportDocument.TreeHeadSignature.lineKey + String(number + 1),
                "Signature line of the checkpoint",
                line
            )
        }
    }

    private var restarts: String {
        let resumed = report.resumptions.map { clock.both($0.at.time) }
        let carriedOn = resumed.isEmpty ? nil : "carried on at " + resumed.joined(separator: ", ")
        let stopped =
            report.closed?.fact.reason == .interrupted
            ? "stopped, and closed at the next start" : nil
        let all = [carriedOn, stopped].compactMap { $0 }
        return all.isEmpty ? "none recorded" : all.joined(separator: "; then ")
    }

    func rows(of types: EventType...) -> [ReportSection.Row] {
        report.custody.entries.filter { types.contains($0.type) }.map { entry in
            .init(
                cells: clock.cells(entry.at) + [
                    String(entry.type.rawValue.dropFirst("aside.custody.".count)),
                    who(entry.subject), entry.keyClass?.rawValue ?? "–",
                ],
                index: entry.at.index
            )
        }
    }

    func accessLog() -> ReportSection {
        var section = ReportSection(14, "Access log")
        section.table(
            "views",
            "Who viewed or exported, and why",
            CallClock.columns + ["Who", "What", "Document or format", "Names shown", "Reason"],
            report.custody.entries(of: .evidenceViewed, .evidenceExported).map { entry in
                .init(
                    cells: clock.cells(entry.at) + [
                        entry.type == .evidenceViewed ? viewer(entry) : "–",
                        entry.type == .evidenceViewed ? "viewed" : "exported",
                        entry.details["document"] ?? entry.details["format"] ?? "–",
                        entry.details["withNames"] ?? "–",
                        entry.type == .evidenceViewed ? Wording.opened(entry.reason) : "–",
                    ],
                    index: entry.at.index
                )
            },
            otherwise: "Nobody viewed or exported this call up to this checkpoint."
        )
        section.say(
            "Whoever has a report made is recorded before anything of it is shown: for this report too."
        )
        return section
    }

    /// Who looked: a name like any other, and shown only where names are.
    private func viewer(_ entry: CustodyHistory.Entry) -> String {
        context.withNames ? Wording.opened(entry.viewer) : Wording.withheld
    }

    private func row(of outage: ConnectionHistory.Outage) -> ReportSection.Row {
        let micros =
            outage.lostMicros ?? outage.until.map { $0.time.micros(since: outage.from.time) }
        return .init(
            cells: clock.cells(outage.from) + [
                outage.until.map { clock.both($0.time) } ?? "not in this call",
                micros.map(CallClock.length) ?? "–",
            ],
            index: outage.from.index
        )
    }

    func failures() -> ReportSection {
        var section = ReportSection(16, "Failures, and that the gate stayed closed")
        let faults = report.ledger.attendance.people.filter { $0.lookup == .failed }
        section.table(
            "faults",
            "Failures that kept the gate shut",
            CallClock.columns + ["Participant", "Why"],
            faults.compactMap { person in
                person.stays.first.map { stay in
                    .init(
                        cells: clock.cells(stay.from) + [
                            person.pseudonym.text, Wording.reason(.lookupFailed),
                        ],
                        index: stay.from.index
                    )
                }
            },
            otherwise: "No look-up of a jurisdiction failed in this call."
        )
        section.table(
            "connection",
            "Losses of the coach's own connection to the room",
            CallClock.columns + ["Back", "Lost for"],
            report.connection.outages.map(row(of:)),
            otherwise: "No loss of the connection to the room is recorded."
        )
        section.say(
            "Without it the coach cannot see who comes: it receives nothing, and the gate opens again "
                + "only when it is back and everyone whom it found in the room has been recorded."
        )
        section.say(
            "A log that cannot be written refuses every entry, and what is not in the log does not "
                + "happen: such a failure captures nothing and leaves no entry of its own."
        )
        section.fact(
            "undelivered",
            "Nudges not delivered",
            String(report.nudges.nudges.count { $0.outcome?.result == .undelivered })
        )
        section.fact(
            "expired",
            "Nudges that expired",
            String(report.nudges.nudges.count { $0.outcome?.result == .expired })
        )
        section.fact(
            "dropped",
            "Lines not captured, by reason",
            Wording.counts(report.droppedLines)
        )
        section.fact(
            "frames",
            "Frames not kept, by reason",
            Wording.counts(report.captures.skippedFrames)
        )
        // An entry that needs two purposes is found twice.
        let outside = Set(findings.filter { $0.code == .contentOutsideGate }.map(\.index)).count
        section.say(
            outside == 0
                ? "At no entry was anything captured or processed while the gate was held or closed."
                : "At \(Wording.number(outside, "entry", "entries")) something was captured or "
                    + "processed while the gate was not open for it: see the exceptions."
        )
        return section
    }
}
