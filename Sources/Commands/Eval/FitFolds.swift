/// Rows in folds such that no call stands in two of them.
struct FitFolds {
    /// A fold: the rows that are judged, and the rows that are fitted on.
    struct Fold {
        var held: [Int] = []
        var fitted: [Int] = []
    }

    /// The folds.
    let folds: [Fold]

    /// Deals the calls out in the order in which they first appear.
    init(_ calls: [String], count: Int) {
        var foldOfCall: [String: Int] = [:]
        var folds = [Fold](repeating: Fold(), count: count)
        for (row, call) in calls.enumerated() {
            let own = foldOfCall[call] ?? foldOfCall.count % count
            foldOfCall[call] = own
            for fold in folds.indices {
                if fold == own {
                    folds[fold].held.append(row)
                } else {
                    folds[fold].fitted.append(row)
                }
            }
        }
        self.folds = folds
    }
}
