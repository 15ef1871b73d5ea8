/// Where one person stands on one purpose (CONSENT §2), for the gate as in the log.
public enum ConsentStanding: String, Codable, CaseIterable, Hashable, Sendable {
    case unknown, disclosed, granted, refused, withdrawn, expired
    case noticeSent = "notice-sent"
    case timedOut = "timed-out"
    case reconsentRequired = "reconsent-required"
    /// Another basis than consent, recorded.
    case basis
    /// An operator's word.
    case asserted

    /// Whether it lets the purpose be in force.
    public var satisfies: Bool { self == .granted || self == .basis || self == .asserted }

    /// Whether only a fresh notice, asked for by the person, leads on from here.
    public var needsFreshNotice: Bool {
        self == .refused || self == .withdrawn || self == .expired
    }
}
