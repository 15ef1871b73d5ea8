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

extension Destination {
    /// Where a service is that is known by its host.
    ///
    /// - Parameters:
    ///   - processor: who answers; the host itself if nil.
    ///   - region: where that is; of this machine `this machine`, of another `unstated` if nil.
    ///   - isOutside: whether it is an outside processor; any but this machine is if nil.
    public init(
        host: String,
        processor: String? = nil,
        region: String? = nil,
        isOutside: Bool? = nil
    ) {
        let isHere = Self.isThisMachine(host)
        self.init(
            processor: processor ?? host,
            region: region ?? (isHere ? "this machine" : "unstated"),
            isOutside: isOutside ?? !isHere
        )
    }

    /// Whether a host is this machine, so that nothing leaves it; nobody decides it otherwise.
    ///
    /// - Parameter host: a name or a number, an IPv6 one with or without its brackets.
    public static func isThisMachine(_ host: String) -> Bool {
        let bare = host.lowercased().drop { $0 == "[" }.prefix { $0 != "]" }
        if bare == "localhost" || bare == "::1" { return true }
        let numbers = bare.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { UInt8($0) != nil }
    }
}
