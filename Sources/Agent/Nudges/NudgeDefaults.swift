/// What a domain pack says about when its coach may interrupt; what it leaves out stays standard.
public struct NudgeDefaults: Hashable, Sendable {
    /// The least time between two nudges.
    public private(set) var intervalMicros: Int64?
    /// The least time between two nudges of one kind.
    public private(set) var kindCooldownMicros: Int64?
    /// The most nudges of a call.
    public private(set) var budget: Int?
    /// How long a nudge is worth showing.
    public private(set) var freshnessMicros: Int64?
    /// How old the words may be that a nudge answers.
    public private(set) var oldestWordsMicros: Int64?

    /// One a minute for eight hours; more is a slip of the pen.
    private static let mostNudges = 480

    private static let fields: Set<String> = [
        "interval", "kind_cooldown", "budget", "expiry", "oldest_words",
    ]

    /// Reads the field `defaults` of a pack.
    init(_ pack: YAMLFields) throws(InputError) {
        let fields = try pack.fields("defaults", knowing: Self.fields)
        intervalMicros = try fields.duration("interval")
        kindCooldownMicros = try fields.duration("kind_cooldown")
        budget = try fields.number("budget", in: 0...Self.mostNudges)
        freshnessMicros = try fields.duration("expiry")
        oldestWordsMicros = try fields.duration("oldest_words")
    }
}

extension NudgePolicy {
    /// The standard policy with what a pack says instead.
    public init(of pack: DomainPack) {
        self = NudgePolicy.standard.applying(pack.defaults)
    }

    /// This policy with what a pack says instead.
    public func applying(_ defaults: NudgeDefaults) -> NudgePolicy {
        var policy = self
        policy.intervalMicros = defaults.intervalMicros ?? intervalMicros
        policy.kindCooldownMicros = defaults.kindCooldownMicros ?? kindCooldownMicros
        policy.budget = defaults.budget ?? budget
        policy.freshnessMicros = defaults.freshnessMicros ?? freshnessMicros
        policy.oldestWordsMicros = defaults.oldestWordsMicros ?? oldestWordsMicros
        return policy
    }
}
