/// How much of some long work is done, told now and then to whoever watches.
struct Pace {
    /// How many pieces are done between two tellings: often enough for a terminal where each piece is a file
    /// that is written, rarely enough to cost nothing where it is a line.
    static let toldEvery: UInt64 = 1024

    private let all: UInt64
    private let tell: ((UInt64, UInt64) -> Void)?
    private var done: UInt64 = 0

    /// - Parameter all: how many pieces there are.
    init(of all: UInt64, telling tell: ((UInt64, UInt64) -> Void)?) {
        (self.all, self.tell) = (all, tell)
        tell?(0, all)
    }

    /// More pieces are done.
    mutating func advance(by count: UInt64 = 1) {
        let before = done
        done += count
        if done / Self.toldEvery > before / Self.toldEvery { tell?(done, all) }
    }
}
