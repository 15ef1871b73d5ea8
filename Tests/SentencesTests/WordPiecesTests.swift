import Testing

@testable import Sentences

@Suite struct `Pieces of words` {
    private func pieces() throws -> WordPieces {
        let list = ["[UNK]", "[CLS]", "[SEP]", "un", "##like", "##ly", "like", "a", "!", "un!"]
        return try WordPieces(vocabulary: list.joined(separator: "\n"), file: "vocab.txt")
    }

    @Test(
        arguments: [
            ("unlikely", [1, 3, 4, 5, 2]), ("UNLIKELY!", [1, 3, 4, 5, 8, 2]), ("like", [1, 6, 2]),
            ("unknown", [1, 0, 2]), ("  á\u{0301}\n a ", [1, 7, 7, 2]), ("un!", [1, 3, 8, 2]),
            (String(repeating: "a", count: 101), [1, 0, 2]), ("", [1, 2]),
            ("\u{0}a\u{FFFD}", [1, 7, 2]),
        ] as [(String, [Int32])]
    )
    func `are the longest that are known, from the front`(
        text: String,
        expected: [Int32]
    ) throws {
        #expect(try pieces().numbers(of: text) == expected)
    }

    @Test func `need the marks of begin and end`() {
        #expect(throws: SentenceError.self) {
            _ = try WordPieces(vocabulary: "a\nb", file: "vocab.txt")
        }
    }
}
