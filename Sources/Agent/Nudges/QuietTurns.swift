import Events

/// The turns in which nothing is worth a tip, by the phrases of a pack: a bare "sounds good", or how the
/// weekend was; and in every field the sounds of somebody who listens.
///
/// They are not judged, nothing is retrieved for them, and they supersede no other turn.
struct QuietTurns {
    /// Words of meaning that small talk may have beside its phrase: a name, "there", "today".
    static let mostBesideSmallTalk = 2

    /// What people say while they listen, as speech services write it.
    private static let backchannels = [
        "mm", "mmm", "hm", "hmm", "mhm", "mm hm", "mm hmm", "uh huh", "uh", "um", "ah", "oh", "aha",
    ]

    private let acknowledgements: [Words]
    private let smallTalk: [Words]

    init(_ pack: DomainPack) {
        // The longest first, so that "sounds good to me" is not left with "to me".
        func words(_ phrases: [String]) -> [Words] {
            phrases.map { Words($0) }.sorted { $0.list.count > $1.list.count }
        }
        acknowledgements = words(pack.acknowledgements + Self.backchannels)
        smallTalk = words(pack.smallTalkPhrases)
    }

    /// Whether a turn is nothing but acknowledgements, or small talk and hardly anything beside it.
    func needNothing(_ text: String) -> Bool {
        let words = Words(text).list
        var (place, beside, isSmallTalk) = (0, [Substring](), false)
        while place < words.count {
            if let phrase = smallTalk.first(where: { begins($0, in: words, at: place) }) {
                (place, isSmallTalk) = (place + phrase.list.count, true)
            } else if let phrase = acknowledgements.first(where: {
                begins($0, in: words, at: place)
            }) {
                place += phrase.list.count
            } else {
                beside.append(words[place])
                place += 1
            }
        }
        guard isSmallTalk else { return !words.isEmpty && beside.isEmpty }
        let told = TermReader.terms(of: beside.joined(separator: " "))
            .filter { !FunctionWords.stems.contains($0) }
        return told.count <= Self.mostBesideSmallTalk
    }

    private func begins(_ phrase: Words, in words: [Substring], at place: Int) -> Bool {
        !phrase.list.isEmpty && words[place...].starts(with: phrase.list)
    }
}
