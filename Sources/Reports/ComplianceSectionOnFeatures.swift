internal import Events
internal import Projections

/// Section 10: what is off for good, and what was blocked.
extension ComplianceWriter {
    func sensitiveFeatures() -> ReportSection {
        var section = ReportSection(10, "Sensitive features")
        section.table(
            "features",
            "What is off for good, and what was blocked",
            ["Feature", "State", "In this call"],
            [
                .init(cells: ["Emotion or stress inference", "Not built", noSuchThing]),
                .init(cells: [
                    "Voiceprints and face recognition", "Not built",
                    "Speech is attributed by track, never by voice.",
                ]),
                .init(cells: [
                    "Card numbers and codes",
                    "Masked before storage where written in digits in one line",
                    Wording.sentence(
                        Wording.number(report.captures.maskedLines, "line was", "lines were")
                            + " masked."
                    ),
                ]),
                .init(cells: ["Minors", "Keep the gate shut; no age is inferred", minors]),
                .init(cells: [
                    "Scoring the rep from voice or face", "Not built",
                    "The review measures time and words only.",
                ]),
            ]
        )
        minorsKnown(in: &section)
        section.table(
            "unknown",
            "Entries of this call of a type that this build does not know",
            CallClock.columns + ["Type"],
            unknown.map { entry in
                .init(cells: clock.cells(entry.at) + [entry.type.rawValue], index: entry.at.index)
            }
        )
        return section
    }

    private var unknown: [UnknownEntries.Entry] { report.unknown.entries }

    /// No more than the log shows: what a type holds that is not known here cannot be told.
    private var noSuchThing: String {
        guard let first = unknown.first else {
            return "No entry of this call holds such a thing, and this build writes none."
        }
        return "This build writes none. What it does not know stands at "
            + (unknown.count == 1
                ? "entry \(first.at.index.value)" : "\(unknown.count) entries of this call")
            + ": see the table of them."
    }
}
