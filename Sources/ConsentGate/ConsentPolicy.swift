public import Events

/// The rules that a call's gate applies.
///
/// Fail-closed: what a policy does not say is not allowed.
public struct ConsentPolicy: Hashable, Sendable {
    /// Its name and version, recorded with every call.
    public var id: String
    /// What everyone is asked for.
    public var purposesAsked: [Purpose]
    /// How long an answer is awaited from the moment the notice was sent.
    public var answerTimeoutMicros: Int64
    /// How soon the same authenticated identity must be back to keep what it had granted.
    public var reconnectWindowMicros: Int64
    /// Who answers for the data and who else gets any of it, as everyone is told.
    public var disclosure: Disclosure

    /// CONSENT §2: silence for two minutes is a no.
    public static let answerTimeoutMicros: Int64 = 120_000_000
    /// A dropped connection comes back within seconds; a minute is not the same sitting any more.
    public static let reconnectWindowMicros: Int64 = 60_000_000

    /// A policy.
    public init(
        id: String,
        purposesAsked: [Purpose],
        answerTimeoutMicros: Int64 = Self.answerTimeoutMicros,
        reconnectWindowMicros: Int64 = Self.reconnectWindowMicros,
        disclosure: Disclosure = Disclosure()
    ) {
        self.id = id
        self.purposesAsked = purposesAsked
        self.answerTimeoutMicros = answerTimeoutMicros
        self.reconnectWindowMicros = reconnectWindowMicros
        self.disclosure = disclosure
    }

    /// On what the use of a person's data rests, for all that it asks for.
    func grounds(_ basis: (Purpose) -> LegalBasis) -> Grounds {
        Grounds(of: purposesAsked, under: disclosure, basis: basis)
    }

    /// Everyone opts in to all seven purposes, one by one; who answers for the data is not stated, and
    /// nobody outside gets any.
    public static let standard = ConsentPolicy(
        id: "all-party-opt-in/1",
        purposesAsked: Purpose.allCases
    )
}
