/// Who answers for a call's data and who else gets it, as people are told before they agree (GDPR 13).
///
/// It holds what an operator states. What nobody stated is said to be so and never made up.
public struct Disclosure: Codable, Hashable, Sendable {
    /// Who decides why and how the data is used, and answers for it (GDPR 4(7)).
    public struct Controller: Codable, Hashable, Sendable {
        /// The company's name.
        public var name: String
        /// Where people can reach it, or its data protection officer.
        public var contact: String

        /// A controller.
        public init(name: String, contact: String = Disclosure.notStated) {
            (self.name, self.contact) = (name, contact)
        }

        /// Nobody said who it is.
        public static let notStated = Controller(name: Disclosure.notStated)

        /// Whether somebody said who it is.
        public var isStated: Bool { name != Disclosure.notStated }
    }

    /// Who answers for the data.
    public var controller: Controller
    /// Everybody outside who gets any of it; empty when nobody does.
    public var processors: [Processor]

    /// A disclosure.
    public init(controller: Controller = .notStated, processors: [Processor] = []) {
        (self.controller, self.processors) = (controller, processors)
    }

    /// What is written where an operator has said nothing.
    public static let notStated = "not-stated"
}
