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
        func minutes(_ micros: Int64, _ price: Int64) -> Int64 {
            let (whole, rest) = micros.quotientAndRemainder(dividingBy: 60_000_000)
            return whole * price + rest * price / 60_000_000
        }
        participantMicroUSD = minutes(reading.participantMicros, prices.participantMinuteMicroUSD)
        agentMicroUSD = minutes(reading.agentMicros, prices.agentMinuteMicroUSD)
        speechMicroUSD = minutes(reading.speechMicros, prices.speechMinuteMicroUSD)
        textMicroUSD = reading.textTokens * prices.textMillionTokensMicroUSD / 1_000_000
        visionMicroUSD = reading.visionTokens * prices.visionMillionTokensMicroUSD / 1_000_000
    }

    /// All of it.
    public var totalMicroUSD: Int64 {
        participantMicroUSD + agentMicroUSD + speechMicroUSD + textMicroUSD + visionMicroUSD
    }
}
