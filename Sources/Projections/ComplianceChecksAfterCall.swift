internal import Events

/// The report's look at what came after the call: tools and requests alone, for `follow_up` alone,
/// and only once the call is over.
extension ComplianceReport {
    /// Compares an event that came after the call with what everyone heard or seen in it agreed to.
    mutating func checkAfter(_ event: RecordedEvent) {
        guard let needed = event.envelope.purposesNeeded else { return }
        guard event.envelope.isForFollowUp, closed != nil, !captured.isEmpty else {
            breaches.append(Finding(.followUpOutOfPlace, at: event.index))
            return
        }
        for purpose in needed.sorted() {
            for person in captured.sorted() where !agreesAfterwards(person, to: purpose) {
                breaches.append(
                    Finding(
                        .followUpWithoutAgreement,
                        at: event.index,
                        subject: person,
                        purpose: purpose
                    )
                )
            }
        }
    }

    /// Whether somebody's word holds after the call, whether they stayed to the end or not.
    ///
    /// `follow_up` carries the work over the end; of `sharing`, which only says who may do it, what
    /// ended with the call counts. Nobody could agree for one who is not of age.
    private func agreesAfterwards(_ person: Pseudonym, to purpose: Purpose) -> Bool {
        guard !minors.minors.contains(where: { $0.pseudonym == person }) else { return false }
        let standing = ledger[person]?.standing(for: purpose) ?? .unknown
        return standing.satisfies || (purpose == .sharing && standing == .expired)
    }
}
