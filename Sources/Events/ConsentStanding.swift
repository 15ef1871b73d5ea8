/// Where one person stands on one purpose, as it is written (CONSENT §2).
public enum ConsentStanding: String, Codable, CaseIterable, Hashable, Sendable {
    case unknown, disclosed, granted, basis, asserted, refused, withdrawn, expired
    case noticeSent = "notice-sent"
    case timedOut = "timed-out"
    case reconsentRequired = "reconsent-required"

    /// Whether it lets the purpose be in force.
    public var satisfies: Bool { self == .granted || self == .basis || self == .asserted }
}
