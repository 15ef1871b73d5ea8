/// Somebody outside who works on data of a call for the controller, and on what terms (GDPR 28).
///
/// It says what an operator states, not what was checked: a term that is not listed is not promised.
public struct Processor: Codable, Hashable, Sendable {
    /// What it does for the controller.
    public enum Service: String, Codable, CaseIterable, Hashable, Sendable {
        /// It carries the call.
        case room
        /// It turns speech into lines.
        case transcription
        /// It answers prompts.
        case languageModel = "language-model"
        /// It turns text into numbers for search.
        case embeddings
        /// It keeps the customers' records.
        case customerRecords = "customer-records"
        /// It keeps the log or its content.
        case storage
    }

    /// What it has bound itself to.
    public enum Term: String, Codable, CaseIterable, Hashable, Sendable {
        /// There is a contract under which it acts on instructions alone.
        case processorContract = "processor-contract"
        /// It does not use the data for ends of its own.
        case noOwnUse = "no-own-use"
        /// It trains nothing on the data.
        case noTraining = "no-training"
        /// It keeps nothing once its answer is given.
        case nothingKept = "nothing-kept"
        /// It hands nothing on to others, or only under the same terms.
        case noHandingOn = "no-handing-on"
        /// Safeguards are in place for what leaves the region of the people concerned.
        case transferSafeguards = "transfer-safeguards"
    }

    /// Its name, as people are told it.
    public var name: String
    /// What it does.
    public var service: Service
    /// Where it does so, such as `EU` or `US-VA`; `Disclosure.notStated` where nobody said.
    public var region: String
    /// What it gets data for; what the coach itself sends it needs `sharing` as well.
    public var purposes: [Purpose]
    /// What it has bound itself to.
    public var terms: [Term]

    /// A processor.
    public init(
        name: String,
        service: Service,
        region: String = Disclosure.notStated,
        purposes: [Purpose],
        terms: [Term] = []
    ) {
        (self.name, self.service, self.region) = (name, service, region)
        (self.purposes, self.terms) = (purposes, terms)
    }
}
