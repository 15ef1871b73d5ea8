/// Cuts a turn into the stretches that a need may stand in.
///
/// Sentences where there is punctuation; where there is none, or a sentence runs on, windows of it.
enum SpokenStretches {
    /// A longer sentence is heard through windows.
    private static let longest = 18
    private static let window = 14
    private static let step = 5

    /// The terms of each stretch, in order.
    static func of(_ turn: String) -> [[String]] {
        var stretches: [[String]] = []
        var previous: [String] = []
        for sentence in turn.split(whereSeparator: { ".?!…;".contains($0) }) {
            let terms = HeardTerms.terms(of: sentence)
            guard !terms.isEmpty else { continue }
            if terms.count <= longest {
                stretches.append(terms)
            } else {
                for start in stride(from: 0, to: terms.count - window + step, by: step) {
                    stretches.append(Array(terms[start...].prefix(window)))
                }
            }
            if !previous.isEmpty, previous.count + terms.count <= longest {
                stretches.append(previous + terms)
            }
            previous = terms
        }
        return stretches
    }
}
