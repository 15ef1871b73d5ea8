import Events

/// The embedded coach: deterministic, without a key and without a network.
///
/// It looks for required statements in what the rep says, and for the close of the call; `PlayJudge`
/// looks for plays in what the other side says.
struct PlaybookCoach {
    private let closing: [Words]
    private let proofs: [(entry: PlaybookEntry, phrases: [(text: String, spellings: [Words])])]

    init(playbook: Playbook, pack: DomainPack) {
        closing = pack.closingPhrases.map { Words($0) }
        proofs = playbook.requiredStatements.map { entry in
            (entry, entry.provingPhrases.map { ($0, Words($0).spellings) })
        }
    }

    /// The required statements that a turn of the rep makes.
    func statements(in words: Words) -> [(entry: PlaybookEntry, phrase: String)] {
        proofs.compactMap { entry, phrases in
            phrases.first { $0.spellings.contains(where: words.contain) }.map { (entry, $0.text) }
        }
    }

    /// Whether a turn marks that the call is closing.
    func isClosing(_ words: Words) -> Bool {
        closing.contains(where: words.contain)
    }

    /// The required statements, in the order of the playbook.
    var requiredStatements: [PlaybookEntry] { proofs.map(\.entry) }
}
