import Agent

/// What somebody most likely meant by a name that there is not.
enum NearestName {
    /// The nearest of some names, and the first of the alphabet where several are as near; nil where more
    /// than a third of the letters would have to change.
    static func of(_ name: String, among known: some Sequence<String>) -> String? {
        let letters = Array(name.utf8)
        let most = max(1, letters.count / 3)
        return known.sorted().compactMap { other in
            EditDistance.between(letters, Array(other.utf8), most: most).map { (other, $0) }
        }
        .min { $0.1 < $1.1 }?.0
    }

    /// ` (did you mean …?)`; nothing where no name is near.
    static func hint(_ name: String, among known: some Sequence<String>) -> String {
        of(name, among: known).map { " (did you mean \($0)?)" } ?? ""
    }
}
