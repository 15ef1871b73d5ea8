import Events
import Projections

/// What the rep has just said, and whether it is what a nudge would tell them.
///
/// A play's phrases are what others say; that the rep is answering shows in the words of its body.
struct RepsOwnWords {
    /// How far back the rep's words still stand in the room: two or three exchanges.
    static let recentMicros: Int64 = 45_000_000
    /// The share of a nudge's words of meaning from which the rep has said it.
    static let sharePerMille = 500
    /// Fewer words in common are chance.
    static let fewestWords = 3

    private let terms: Set<String>

    /// The words of meaning of the rep's lines that ended in the time before a moment of the call, and may
    /// be read.
    init(
        of rep: Pseudonym?,
        in transcript: Transcript,
        before micros: Int64,
        where mayRead: (Transcript.Line) -> Bool
    ) {
        let recent = transcript.lines.reversed().prefix { line in
            micros - line.endMicros <= Self.recentMicros
        }
        terms = Set(
            recent.filter { $0.speaker == rep && mayRead($0) }
                .compactMap { $0.text?.value }.flatMap(Self.terms)
        )
    }

    /// Whether the rep has said what a nudge would tell them.
    func cover(_ text: String) -> Bool {
        let told = Set(Self.terms(of: text))
        let common = told.intersection(terms).count
        return common >= Self.fewestWords && common * 1000 >= Self.sharePerMille * told.count
    }

    private static func terms(of text: String) -> [String] {
        TermReader.terms(of: text).filter { !FunctionWords.stems.contains($0) }
    }
}
