import Events
import Projections

/// Finds who owes what in the words of a call.
enum NextSteps {
    /// More than this is no list that anybody keeps.
    static let most = 12
    /// Where a transcript has no punctuation, a step ends after so many words.
    private static let longestStep = 24

    /// The newest steps of a call, in the order in which they were said.
    static func find(in review: CallReview) -> [CallFollowUp.NextStep] {
        let owners = Owners(in: review)
        var steps: [CallFollowUp.NextStep] = []
        for line in review.transcript.lines {
            guard let text = line.text?.value, let role = review.attendance[line.speaker]?.role
            else { continue }
            for sentence in sentences(of: text) {
                for found in promises(in: sentence) {
                    steps.append(
                        CallFollowUp.NextStep(
                            owner: owner(found.owner, saidBy: role),
                            person: owners.person(found.owner, saidBy: line.speaker, role),
                            isShared: found.owner == .both,
                            what: found.what,
                            due: found.due,
                            line: line.at.version
                        )
                    )
                }
            }
        }
        // What is said towards the end is what was agreed; what is said twice is one step.
        var seen: Set<Words> = []
        return Array(steps.reversed().filter { seen.insert(Words($0.what)).inserted }.prefix(most))
            .reversed()
    }

    private struct Promise {
        var owner: CommitmentCues.Owner
        var what: String
        var due: String?
    }

    /// What "you" owes depends on who says it; the seller's side counts as one.
    private static func owner(_ owner: CommitmentCues.Owner, saidBy role: Role) -> Role {
        switch owner {
        case .speaker: role
        case .otherSide: role.isOtherSide ? .rep : .prospect
        case .both: .rep
        }
    }

    /// Who may owe something, as far as they can be told apart by what was said.
    private struct Owners {
        private let rep: Pseudonym?
        /// The one of the other side who was heard; nil where there were several.
        private let other: Pseudonym?

        init(in review: CallReview) {
            rep = review.attendance.people.first { $0.role == .rep }?.pseudonym
            let heard = Set(review.transcript.lines.map(\.speaker))
                .filter { review.attendance[$0]?.role.isOtherSide == true }
            other = heard.count == 1 ? heard.first : nil
        }

        func person(
            _ owner: CommitmentCues.Owner,
            saidBy speaker: Pseudonym,
            _ role: Role
        ) -> Pseudonym? {
            switch owner {
            case .speaker: speaker
            case .otherSide: role.isOtherSide ? rep : other
            case .both: nil
            }
        }
    }

    private static func sentences(of text: String) -> [Substring] {
        var (found, start): ([Substring], String.Index) = ([], text.startIndex)
        for index in text.indices where ".?!;".contains(text[index]) {
            let next = text.index(after: index)
            // A point within a word or number ends nothing.
            guard next == text.endIndex || text[next].isWhitespace else { continue }
            found.append(text[start..<next])
            start = next
        }
        found.append(text[start...])
        return found
    }

    /// The words of a sentence as matching sees them, each with the written word it stands in.
    private struct Tokens {
        var written: [Substring]
        var words: [(word: Substring, place: Int)] = []

        init(_ sentence: Substring) {
            written = sentence.split { $0.isWhitespace || $0.isNewline }
            for (place, token) in written.enumerated() {
                for word in Words(token).list { words.append((word, place)) }
            }
        }

        func has(_ phrase: Words, at start: Int) -> Bool {
            words.dropFirst(start).prefix(phrase.list.count).map(\.word) == phrase.list
        }
    }

    private static func promises(in sentence: Substring) -> [Promise] {
        let tokens = Tokens(sentence)
        var starts: [(place: Int, owner: CommitmentCues.Owner)] = []
        var next = 0
        for start in tokens.words.indices where start >= next {
            guard let found = opening(at: start, in: tokens) else { continue }
            starts.append((tokens.words[start].place, found.owner))
            next = found.verb
        }
        return starts.enumerated().map { number, found in
            let next = number + 1 < starts.count ? starts[number + 1].place : tokens.written.count
            let end = min(next, found.place + longestStep)
            let what = tokens.written[found.place..<end].joined(separator: " ")
            // "By Friday I'll send it": of one step alone, what stands before it is about it too.
            let from = starts.count == 1 ? 0 : found.place
            let about = tokens.written[from..<end]
            let due = SpokenDeadline.first(in: Words(about.joined(separator: " ")))
            return Promise(owner: found.owner, what: trimmed(what), due: due)
        }
    }

    /// Whether a next step begins at a word, whose it is, and where its verb stands.
    private static func opening(
        at start: Int,
        in tokens: Tokens
    ) -> (owner: CommitmentCues.Owner, verb: Int)? {
        for opener in CommitmentCues.openers where tokens.has(opener.words, at: start) {
            let vetoed = (start...start + CommitmentCues.vetoReach).contains { place in
                CommitmentCues.vetoes.contains { tokens.has($0, at: place) }
            }
            guard !vetoed else { return nil }
            let verbs = CommitmentCues.verbs(of: opener.owner)
            var place = start + opener.words.list.count
            for _ in 0...CommitmentCues.mostFillers {
                if verbs.contains(where: { tokens.has($0, at: place) }) {
                    return (opener.owner, place)
                }
                guard place < tokens.words.count,
                    CommitmentCues.fillers.contains(tokens.words[place].word)
                else { break }
                place += 1
            }
        }
        return nil
    }

    /// Without what joined it to the next step.
    private static func trimmed(_ what: String) -> String {
        var words = what.split(separator: " ")
        let joining: Set = ["and", "so", "then", "but", "or"]
        while let last = words.last, joining.contains(last.lowercased()) { words.removeLast() }
        return words.joined(separator: " ")
    }
}
