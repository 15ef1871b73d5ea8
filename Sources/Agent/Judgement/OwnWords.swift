import Foundation

/// Tells classes of talk apart by the words that they have to themselves.
///
/// A word that nearly all its texts have in one class speaks for that class, the more the fewer texts of
/// others have it. Nothing is fitted: it is steadier than a fitted classifier where words are few.
struct OwnWords: Sendable {
    /// As many texts of others are taken to have each word, so that one text proves little.
    private static let doubt: Float = 1

    private let classes: Int
    /// By feature, what it says for each class that has it.
    private var shares: [[Share]]

    private struct Share {
        var place: Int32
        var worth: Float
    }

    /// Counts the words of labelled texts.
    init(_ rows: [(row: HeardVocabulary.Row, label: Int)], classes: Int, features: Int) {
        self.classes = classes
        shares = Array(repeating: [], count: features)
        for (row, label) in rows {
            for entry in row {
                let known = shares[entry.feature].firstIndex { $0.place == label }
                if let known {
                    shares[entry.feature][known].worth += entry.value
                } else {
                    shares[entry.feature].append(Share(place: Int32(label), worth: entry.value))
                }
            }
        }
        for feature in shares.indices {
            let all = shares[feature].reduce(Self.doubt) { $0 + $1.worth }
            for place in shares[feature].indices {
                let others = all - shares[feature][place].worth
                shares[feature][place].worth = log(all / others)
            }
        }
    }

    /// How much a text's words speak for each class.
    func worths(of row: HeardVocabulary.Row) -> [Float] {
        var worths = [Float](repeating: 0, count: classes)
        for entry in row {
            for share in shares[entry.feature] {
                worths[Int(share.place)] += entry.value * share.worth
            }
        }
        return worths
    }
}
