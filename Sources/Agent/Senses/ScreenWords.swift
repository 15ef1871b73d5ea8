/// Knows from what is said when the coach should look at the screen.
struct ScreenWords {
    private let phrases: [Words]

    init(_ phrases: [String]) { self.phrases = phrases.map { Words($0) } }

    /// Whether a line speaks of what is on the screen.
    func needScreen(_ text: String) -> Bool {
        let words = Words(text)
        return phrases.contains(where: words.contain)
    }
}
