/// How much of some long work is done, told now and then to whoever watches.
public struct Pace {
    /// How many pieces are done between two tellings where each may be a file that is written: often enough
    /// for a terminal.
    public static let ofWriting: UInt64 = 1024
    /// The same where each is an entry that is read: rarely enough to cost nothing.
    public static let ofReading: UInt64 = 8192

    private let all: UInt64
    private let step: UInt64
    private let tell: ((UInt64, UInt64) -> Void)?
    private var done: UInt64 = 0

    /// Tells that nothing is done yet.
    ///
    /// - Parameters:
    ///   - all: how many pieces there are.
    ///   - step: how many pieces are done between two tellings, at least one.
    ///   - tell: gets how many are done, and of how many.
    public init(
        of all: UInt64,
        each step: UInt64 = Pace.ofWriting,
        telling tell: ((UInt64, UInt64) -> Void)?
    ) {
        (self.all, self.step, self.tell) = (all, step, tell)
        tell?(0, all)
    }

    /// More pieces are done.
    public mutating func advance(by count: UInt64 = 1) {
        let before = done
        done += count
        if done / step > before / step { tell?(done, all) }
    }
}
