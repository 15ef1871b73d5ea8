public import Agent
public import Events

/// A model where it is offered: what one entry of the configuration says.
public struct ModelEndpoint: Hashable, Sendable {
    /// The model, as the log names it; by default as the provider does.
    public var name: String
    /// The model, as the provider names it.
    public var model: String
    /// The service's base address; where it has no path, `/v1` stands in its place.
    public var address: ServiceAddress
    /// The key, sent as the provider's form has it; nil for none.
    public var key: Secret?
    /// Further headers, such as Azure's `api-key`; they win over those of the form.
    public var headers: [String: Secret] = [:]
    /// Where that is, as the log and the disclosure name it.
    public var destination: Destination
    /// The provider whose own tools it may be given; empty for none.
    public var provider = ""
    /// How long it is waited for.
    public var limits = TimeLimits.turn
    /// How long its answer may be: several times the longest tip.
    public var mostTokens = 600
    /// Further fields of each request, such as `reasoning_effort`; they win over those of the form.
    public var extraFields: JSONObject = [:]

    /// A model at an address.
    public init(
        model: String,
        at address: ServiceAddress,
        key: Secret?,
        destination: Destination
    ) {
        (name, self.model, self.address) = (model, model, address)
        (self.key, self.destination) = (key, destination)
    }
}
