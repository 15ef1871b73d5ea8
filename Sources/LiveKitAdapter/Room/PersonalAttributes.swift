/// What somebody's attributes in the room say of them, as far as it is read.
///
/// Anybody whom the deployment lets may set their own, so nothing is read that could open the gate.
struct PersonalAttributes: Hashable, Sendable {
    /// Whether several people are behind the device.
    var isShared: Bool
    /// Whether they are not of age.
    var isMinor: Bool
    /// Where they are; nil where nothing of the kind is said.
    var region: String?

    /// The longest region that is read: no code of a table is nearly as long.
    static let longestRegion = 64

    /// Reads them: an attribute that is there counts, unless it is empty or says `false`.
    init(_ attributes: [String: String]) {
        func says(_ name: String) -> Bool {
            !["", "false"].contains(attributes[name, default: ""].lowercased())
        }
        (isShared, isMinor) = (says("aside.shared"), says("aside.minor"))
        let region = attributes["aside.region", default: ""]
        self.region = (1...Self.longestRegion).contains(region.utf8.count) ? region : nil
    }
}
