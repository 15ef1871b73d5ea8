import Events

extension NoticeText {
    /// The same notice, followed by what each purpose that is asked for allows, a paragraph each.
    ///
    /// The digest covers these words too, so whoever grants has read what they grant.
    func asking(for purposes: [Purpose]) -> NoticeText {
        let words = PurposeWords.inLanguage[locale] ?? .english
        return adding(words.paragraphs(on: purposes, to: audience))
    }
}

/// How one language says what each purpose allows.
struct PurposeWords: Sendable {
    /// What comes before the purposes.
    var intro: [NoticeText.Audience: String]
    /// What each allows.
    var allows: [Purpose: String]
    /// What is said otherwise to the rep.
    var allowsForRep: [Purpose: String]
    /// That the coach needs the first two, where both are asked for.
    var needed: String

    func paragraphs(on purposes: [Purpose], to audience: NoticeText.Audience) -> [String] {
        let asked = Set(purposes)
        guard !asked.isEmpty else { return [] }
        let said = asked.sorted().compactMap { purpose in
            (audience == .rep ? allowsForRep[purpose] : nil) ?? allows[purpose]
        }
        let end = asked.isSuperset(of: Purpose.opening) ? [needed] : []
        return [intro[audience] ?? ""] + said + end
    }
}
