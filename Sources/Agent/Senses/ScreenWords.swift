/// Knows from what is said when the coach should look at the screen, and when closer.
struct ScreenWords {
    private let phrases: [Words]
    private let detailPhrases: [Words]

    init(_ pack: DomainPack) {
        phrases = pack.screenPhrases.map { Words($0) }
        detailPhrases = pack.detailPhrases.map { Words($0) }
    }

    /// Whether a line speaks of what is on the screen.
    func needScreen(_ text: String) -> Bool {
        let words = Words(text)
        return phrases.contains(where: words.contain)
    }

    /// Whether a line speaks of what is too small to read there.
    func needDetail(_ text: String) -> Bool {
        let words = Words(text)
        return detailPhrases.contains(where: words.contain)
    }
}
