/// Where requests go, as the log names it.
public struct Destination: Hashable, Sendable {
    /// Who answers, as the disclosure names it.
    public var processor: String
    /// Where that is, as the disclosure states it.
    public var region: String
    /// Whether that is an outside processor, which needs `sharing` as well.
    public var isOutside: Bool

    /// A destination.
    public init(processor: String, region: String, isOutside: Bool) {
        (self.processor, self.region, self.isOutside) = (processor, region, isOutside)
    }
}
