/// How often the screen is looked at, and how closely.
public struct SamplingSettings: Hashable, Sendable {
    /// The shortest time between two kept pictures while somebody speaks.
    public var intervalWhileSpeakingMicros: Int64
    /// The shortest time between two kept pictures otherwise.
    public var intervalMicros: Int64
    /// How long a picture must have been the same, when a second frame shows that it is.
    public var settleMicros: Int64
    /// How long a picture must have been the newest, when no second frame came.
    public var standingMicros: Int64
    /// How long a picture may go on moving before one is kept as it is.
    public var patienceMicros: Int64
    /// How long a line is taken to go on for, since it is known only at its end.
    public var speechMicros: Int64
    /// How many pictures a call may keep.
    public var budget: Int
    /// The longest edge of a kept picture.
    public var edge: Int
    /// The longest edge of one that was asked for in detail.
    public var detailEdge: Int

    /// Settings; each that is not named is the standard one.
    public init(
        intervalWhileSpeakingMicros: Int64 = 1_000_000,
        intervalMicros: Int64 = 3_000_000,
        settleMicros: Int64 = 250_000,
        standingMicros: Int64 = 1_000_000,
        patienceMicros: Int64 = 3_000_000,
        speechMicros: Int64 = 3_000_000,
        budget: Int = 300,
        edge: Int = 1_024,
        detailEdge: Int = 2_048
    ) {
        self.intervalWhileSpeakingMicros = intervalWhileSpeakingMicros
        self.intervalMicros = intervalMicros
        self.settleMicros = settleMicros
        self.standingMicros = standingMicros
        self.patienceMicros = patienceMicros
        self.speechMicros = speechMicros
        self.budget = budget
        self.edge = edge
        self.detailEdge = detailEdge
    }

    /// What a call uses unless it is told otherwise.
    ///
    /// A scroll shows a new picture several times a second, so a quarter of a second of the same is
    /// rest; a share that sends nothing for a whole second shows a still picture. 300 pictures are
    /// five a minute for an hour, ten times what a talk with slides has.
    public static let standard = SamplingSettings()

    /// The settings as numbers, for the digest in `call.opened`.
    var numbers: [Int64] {
        [
            intervalWhileSpeakingMicros, intervalMicros, settleMicros, standingMicros,
            patienceMicros, speechMicros, Int64(budget), Int64(edge), Int64(detailEdge),
        ]
    }
}
