import Agent

/// How long a request is waited for.
public struct TimeLimits: Hashable, Sendable {
    /// From the request to the first byte of its answer.
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

    /// What fits the turn of a coach: a model that has said nothing by three quarters of the turn will not
    /// have said all of it at the end.
    public static let turn = TimeLimits(
        firstByteMicros: ModelSettings.standard.turnMicros * 3 / 4,
        idleMicros: ModelSettings.standard.turnMicros / 2,
        wholeMicros: ModelSettings.standard.turnMicros
    )

    /// What fits work that nobody waits for: a playbook that is read before any call, a probe.
    public static let patient = TimeLimits(
        firstByteMicros: 20_000_000,
        idleMicros: 10_000_000,
        wholeMicros: 60_000_000
    )
}
