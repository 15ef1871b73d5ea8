internal import Crypto
internal import Events

/// What one unit of each meter costs, in micro-USD (1 USD = 1,000,000).
public struct Prices: Hashable, Sendable {
    /// One person connected to the room for one minute.
    public var participantMinuteMicroUSD: Int64
    /// The coach connected to the room for one minute.
    public var agentMinuteMicroUSD: Int64
    /// One minute of speech transcribed.
    public var speechMinuteMicroUSD: Int64
    /// One million tokens of text, in and out together.
    public var textMillionTokensMicroUSD: Int64
    /// One million tokens of images.
    public var visionMillionTokensMicroUSD: Int64

    /// A price list.
    public init(
        participantMinuteMicroUSD: Int64,
        agentMinuteMicroUSD: Int64,
        speechMinuteMicroUSD: Int64,
        textMillionTokensMicroUSD: Int64,
        visionMillionTokensMicroUSD: Int64
    ) {
        self.participantMinuteMicroUSD = participantMinuteMicroUSD
        self.agentMinuteMicroUSD = agentMinuteMicroUSD
        self.speechMinuteMicroUSD = speechMinuteMicroUSD
        self.textMillionTokensMicroUSD = textMillionTokensMicroUSD
        self.visionMillionTokensMicroUSD = visionMillionTokensMicroUSD
    }

    /// Hex SHA-256 of the canonical JSON of the five prices.
    ///
    /// They are written as text: a price may be larger than a number that JSON holds.
    public var digest: String {
        let digested: JSONObject = [
            "participant_minute_micro_usd": .string(String(participantMinuteMicroUSD)),
            "agent_minute_micro_usd": .string(String(agentMinuteMicroUSD)),
            "speech_minute_micro_usd": .string(String(speechMinuteMicroUSD)),
            "text_million_tokens_micro_usd": .string(String(textMillionTokensMicroUSD)),
            "vision_million_tokens_micro_usd": .string(String(visionMillionTokensMicroUSD)),
        ]
        return Hex.text(of: SHA256.hash(data: CanonicalJSON.encode(digested)))
    }
}
