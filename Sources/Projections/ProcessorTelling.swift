public import Events

/// Whether somebody had been told that a company outside gets data.
///
/// By this one rule the report finds that something left for a company that somebody had not been told
/// of, and work after a call refuses to ask such a company at all.
public enum ProcessorTelling: Hashable, Sendable {
    /// What they were told names the company.
    case told
    /// It does not.
    case notTold
    /// There is nothing to compare with: it was erased, never sealed, or they were told nothing.
    case unknown
}

extension ConsentLedger {
    /// Whether somebody has been told by now that a company gets data.
    ///
    /// - Parameters:
    ///   - processor: the company's name, as a disclosure gives it.
    ///   - purpose: what it gets them for; nil for anything.
    public func telling(
        _ person: Pseudonym,
        of processor: String,
        for purpose: Purpose? = nil
    ) -> ProcessorTelling {
        self[person]?.telling(of: processor, for: purpose) ?? .unknown
    }
}

extension ConsentLedger.Account {
    /// Whether the person had been told that a company gets data.
    ///
    /// - Parameters:
    ///   - purpose: what it gets them for; nil for anything.
    ///   - moment: what was told from then on does not count; nil for all that was told.
    func telling(
        of processor: String,
        for purpose: Purpose? = nil,
        before moment: Moment? = nil
    ) -> ProcessorTelling {
        guard let disclosure = told(before: moment)?.disclosure?.value else { return .unknown }
        let isTold = disclosure.processors.contains { told in
            told.name == processor && purpose.map(told.purposes.contains) ?? true
        }
        return isTold ? .told : .notTold
    }

    /// What they had last been told of the use of their data before a moment, or at all; nil for nothing.
    private func told(before moment: Moment?) -> ConsentLedger.Told? {
        let tellings = notices.map { ($0.at, $0.told) } + changes.map { ($0.at, $0.told) }
        return tellings.filter { at, told in moment.map { at < $0 } != false && told != nil }
            .max { $0.0 < $1.0 }?.1
    }
}
