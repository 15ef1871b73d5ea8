internal import Events
internal import Projections

/// What the notices said: the end of section 4.
extension ComplianceWriter {
    /// What a leaf reads where only the digest of a notice is known.
    static let textNotInstalled = "the text of this digest is not installed here"

    /// Adds the words behind each digest of a notice that was sent, once, in the order of the log.
    func wordsOfNotices(in section: inout ReportSection) {
        let notices = report.ledger.accounts.flatMap(\.notices).sorted { $0.at < $1.at }
        var first: [ConsentLedger.Notice] = []
        for notice in notices
        where !first.contains(where: { $0.sent.textDigest == notice.sent.textDigest }) {
            first.append(notice)
        }
        section.table(
            "notice-texts",
            "The words of the notices, by their digest",
            ["Text digest", "Words"],
            first.map { notice in
                let digest = notice.sent.textDigest
                let isErased = notices.contains {
                    $0.sent.textDigest == digest && $0.told?.disclosure?.isErased == true
                }
                return .init(
                    cells: [
                        digest,
                        context.noticeTexts[digest]
                            ?? (isErased ? ReportDocument.erased : Self.textNotInstalled),
                    ],
                    index: notice.at.index
                )
            }
        )
        if !first.isEmpty {
            section.say(
                "A text digest is the SHA-256 of the words as they stand here, in UTF-8, with one "
                    + "line feed between two lines: title, paragraphs, and the labels of the "
                    + "buttons."
            )
        }
    }
}
