import Events

extension NoticeText {
    /// The same notice, followed by who answers for the data, and who else gets any of it for what.
    ///
    /// The digest covers these words too. What nobody stated is said to be missing.
    func disclosing(_ disclosure: Disclosure) -> NoticeText {
        let words = DisclosureWords.inLanguage[locale] ?? .english
        return adding([words.paragraph(on: disclosure)])
    }
}

/// How one language names the controller and the processors.
struct DisclosureWords: Sendable {
    /// What comes before the controller's name.
    var responsible: String
    /// That nobody has stated the controller.
    var controllerMissing: String
    /// That nothing is passed on.
    var nobodyElse: String
    /// What comes before the processors.
    var processors: String
    /// That a region, purposes or terms were not stated.
    var regionMissing: String
    var purposesMissing: String
    var termsMissing: String
    /// What comes before the purposes that a company gets data for, and before the last of them.
    var gets: String
    var and: String
    var purposes: [Purpose: String]
    var services: [Processor.Service: String]
    var terms: [Processor.Term: String]

    func paragraph(on disclosure: Disclosure) -> String {
        controller(disclosure.controller) + " " + others(disclosure.processors)
    }

    private func controller(_ controller: Disclosure.Controller) -> String {
        guard controller.isStated else { return controllerMissing }
        let contact = controller.contact == Disclosure.notStated ? "" : " (\(controller.contact))"
        return responsible + controller.name + contact + "."
    }

    private func others(_ processors: [Processor]) -> String {
        guard !processors.isEmpty else { return nobodyElse }
        return self.processors + processors.map(said).joined(separator: "; ") + "."
    }

    private func said(_ processor: Processor) -> String {
        let region = processor.region == Disclosure.notStated ? regionMissing : processor.region
        let promised = processor.terms.compactMap { terms[$0] }
        let promises = promised.isEmpty ? termsMissing : promised.joined(separator: ", ")
        let does = services[processor.service] ?? ""
        return "\(processor.name) (\(does), \(region), \(ends(processor.purposes)): \(promises))"
    }

    /// For what a company gets data.
    private func ends(_ stated: [Purpose]) -> String {
        let named = Set(stated).sorted().compactMap { purposes[$0] }
        guard let last = named.last else { return purposesMissing }
        let others = named.dropLast().joined(separator: ", ")
        return gets + (others.isEmpty ? last : others + and + last)
    }
}
