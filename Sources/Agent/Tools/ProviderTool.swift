public import Events

/// A tool that the model's provider runs itself; it is handed on as it is and never called by us.
public struct ProviderTool: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// The provider whose models own it.
    public let provider: String
    /// What the provider's request carries for it.
    public let definition: JSONObject

    /// A tool of a provider.
    public init(name: String, provider: String, definition: JSONObject) {
        (self.name, self.provider, self.definition) = (name, provider, definition)
    }
}
