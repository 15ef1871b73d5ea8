import Events

/// What a call cost, meter by meter.
public struct Cost: Hashable, Sendable {
    /// People's time.
    public let participantMicroUSD: Int64
    /// The coach's time.
    public let agentMicroUSD: Int64
    /// Transcription.
    public let speechMicroUSD: Int64
    /// Tokens of text.
    public let textMicroUSD: Int64
    /// Tokens of images.
    public let visionMicroUSD: Int64

    /// A reading at these prices; each meter is rounded down to a whole micro-dollar.
    public init(_ reading: Meters.Reading, at prices: Prices) {
        participantMicroUSD = Self.price(
            of: reading.participantMicros,
            prices.participantMinuteMicroUSD,
            per: Self.minute
        )
        agentMicroUSD = Self.price(
            of: reading.agentMicros,
            prices.agentMinuteMicroUSD,
            per: Self.minute
        )
        speechMicroUSD = Self.price(
            of: reading.speechMicros,
            prices.speechMinuteMicroUSD,
            per: Self.minute
        )
        textMicroUSD = Self.price(
            of: reading.textTokens,
            prices.textMillionTokensMicroUSD,
            per: Self.million
        )
        visionMicroUSD = Self.price(
            of: reading.visionTokens,
            prices.visionMillionTokensMicroUSD,
            per: Self.million
        )
    }

    private static let minute: Int64 = 60_000_000
    private static let million: Int64 = 1_000_000
    /// The most that one meter comes to, so that the sum of all stays a number that JSON holds.
    private static let most = JSON.largestInteger / 8

    /// What so much of a thing costs; the amount is another's word, however large.
    private static func price(of amount: Int64, _ price: Int64, per unit: Int64) -> Int64 {
        let product = max(0, amount).multipliedFullWidth(by: max(0, price))
        guard product.high < unit / 2 else { return most }
        return min(most, unit.dividingFullWidth(product).quotient)
    }

    /// All of it.
    public var totalMicroUSD: Int64 {
        participantMicroUSD + agentMicroUSD + speechMicroUSD + textMicroUSD + visionMicroUSD
    }
}
