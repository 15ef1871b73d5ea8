import Agent

/// How long a request is waited for.
public struct TimeLimits: Hashable, Sendable {
    /// From the request to the first byte of its answer, tries and waits between them included.
    public var firstByteMicros: Int64
    /// From one piece of the answer to the next.
    public var idleMicros: Int64
    /// From the request to the end of its answer, tries and waits between them included.
    public var wholeMicros: Int64

    /// Limits.
    public init(firstByteMicros: Int64, idleMicros: Int64, wholeMicros: Int64) {
        self.firstByteMicros = firstByteMicros
        self.idleMicros = idleMicros
        self.wholeMicros = wholeMicros
    }

    /// What fits the turn of a coach with one model.
    public static let turn = turn(ofMicros: ModelSettings.standard.turnMicros, sharedBy: 1)

    /// A model that has said nothing by this share of the turn will not have said all of it at the end.
    private static let latestBeginning: (part: Int64, of: Int64) = (3, 4)

    /// What fits a turn whose models are asked one after another.
    ///
    /// Each has begun to answer within its equal share of the turn, or the next is asked: so a first model
    /// that hangs leaves the second half of the turn to the second.
    ///
    /// - Parameters:
    ///   - micros: how long the turn may take.
    ///   - models: how many there are, at least one.
    public static func turn(ofMicros micros: Int64, sharedBy models: Int) -> TimeLimits {
        TimeLimits(
            firstByteMicros: min(
                micros * latestBeginning.part / latestBeginning.of,
                micros / Int64(max(1, models))
            ),
            idleMicros: micros / 2,
            wholeMicros: micros
        )
    }

    /// In less than this hardly any provider begins to go on: the request would be paid for, and cut off.
    static let leastCarryingOnMicros: Int64 = 200_000

    /// What is left for an answer that has begun and is carried on, when so much time has passed; nil when
    /// that is too little to be of use.
    func carryingOn(after passed: Int64) -> TimeLimits? {
        let left = wholeMicros - passed
        guard left >= Self.leastCarryingOnMicros else { return nil }
        return TimeLimits(
            firstByteMicros: min(firstByteMicros, left),
            idleMicros: idleMicros,
            wholeMicros: left
        )
    }

    /// What fits work that nobody waits for: a playbook that is read before any call, a probe.
    public static let patient = TimeLimits(
        firstByteMicros: 20_000_000,
        idleMicros: 10_000_000,
        wholeMicros: 60_000_000
    )
}
