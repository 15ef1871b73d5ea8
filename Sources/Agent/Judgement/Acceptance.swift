/// Whether the rep has just offered to do something, and the turn agrees.
///
/// Any tool can be offered in words it was never fitted on; the form of an offer is always the same.
enum Acceptance {
    /// 0 for neither, 1 for an offer, 2 for agreement, 3 for an offer that is agreed to.
    static func level(of turn: HeardWords, after asked: HeardWords?) -> Int {
        let isOffer = asked.map { line in offers.contains(where: line.contain) } ?? false
        let agrees = turn.list.first.map { agreement.contains($0.id) } ?? false
        return (isOffer ? 1 : 0) + (agrees ? 2 : 0)
    }

    private static let offers: [[UInt64]] = [
        "would you like me to", "do you want me to", "want me to", "should i", "shall i",
        "can i book", "can i confirm", "may i",
    ].map { phrase in phrase.split(separator: " ").map { WordHash.of($0.utf8) } }

    private static let agreement: Set<UInt64> = Set(
        [
            "yes", "yeah", "yep", "yup", "sure", "ok", "okay", "please", "great", "perfect",
            "absolutely", "definitely", "certainly", "alright",
        ].map { WordHash.of($0.utf8) }
    )
}
