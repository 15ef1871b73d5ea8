/// Why a remote call to the coach is refused, as docs/LIVEKIT.md has it.
struct RemoteRefusal: Error, Hashable, Sendable {
    let code: Int
    /// What was found and expected; never what was sent.
    let message: String

    static func malformed(_ message: String) -> Self { Self(code: 4000, message: message) }
    static let noObject = malformed("found no JSON object of at most 15,360 bytes")
    static let notForYou = Self(code: 4030, message: "this method is not for this caller")
    static let tooMany = Self(code: 4290, message: "too many calls; wait ten seconds")
}
