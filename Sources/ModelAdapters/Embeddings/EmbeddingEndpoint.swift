public import Agent

/// A model of embeddings where it is offered: what the configuration says.
public struct EmbeddingEndpoint: Hashable, Sendable {
    /// How a service is asked to write vectors; either is read, whatever was asked for.
    public enum Encoding: String, CaseIterable, Hashable, Sendable {
        /// As numbers of JSON, which every server can.
        case float
        /// As base64, a third of the bytes.
        case base64
    }

    /// The model, as the provider names it.
    public var model: String
    /// The service's base address; where it has no path, `/v1` stands in its place.
    public var address: ServiceAddress
    /// The key; nil for none.
    public var key: Secret?
    /// Further headers, such as Azure's `api-key`; they win over those of the form.
    public var headers: [String: Secret] = [:]
    /// Where that is, as the log and the disclosure name it.
    public var destination: Destination
    /// How vectors are asked for.
    public var encoding = Encoding.float
    /// How many numbers a vector is to have; nil for the model's own size.
    public var dimensions: Int?
    /// How many texts go in one request: what every server takes; at most `mostTexts`.
    public var textsPerRequest = 32
    /// How long one request is waited for.
    public var limits = TimeLimits.patient

    /// More texts in one request have an answer longer than what is read of one.
    public static let mostTexts = 128

    /// A model at an address.
    public init(
        model: String,
        at address: ServiceAddress,
        key: Secret?,
        destination: Destination
    ) {
        (self.model, self.address) = (model, address)
        (self.key, self.destination) = (key, destination)
    }
}
