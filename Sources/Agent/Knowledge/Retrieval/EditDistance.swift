/// How many letters apart two spellings are.
package enum EditDistance {
    /// Insertions, deletions, substitutions and swaps of neighbours, given up past a limit.
    package static func between(_ one: [UInt8], _ other: [UInt8], most: Int) -> Int? {
        guard abs(one.count - other.count) <= most else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(other.count + 1)
            for (column, otherLetter) in other.enumerated() {
                var cost = min(last[column + 1], current[column]) + 1
                cost = min(cost, last[column] + (letter == otherLetter ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            let rows = [last, current]
            guard rows.contains(where: { $0.contains { $0 <= most } }) else { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[other.count] <= most ? last[other.count] : nil
    }
}
