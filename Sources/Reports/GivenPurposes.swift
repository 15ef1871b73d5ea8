internal import Events
internal import Projections

/// What somebody gave by one change, purpose by purpose: it holds until another change names the purpose.
struct GivenPurposes {
    /// Those that hold on, or ended with the same change.
    let purposes: [Purpose]
    /// The change that ended them; nil while they hold.
    let end: ConsentLedger.Change?

    /// The purposes of a change, those that ended alike together.
    static func grouped(
        _ purposes: [Purpose],
        givenBy change: ConsentLedger.Change,
        of account: ConsentLedger.Account
    ) -> [GivenPurposes] {
        let later = account.changes.filter { change.at < $0.at }
        let groups = Dictionary(grouping: purposes.sorted()) { purpose in
            later.firstIndex { $0.purposes.contains(purpose) }
        }
        return groups.sorted { $0.value[0] < $1.value[0] }
            .map { place, purposes in
                GivenPurposes(purposes: purposes, end: place.map { later[$0] })
            }
    }
}

extension Wording {
    /// How what somebody had given came to its end: by the standing that took its place.
    static func ended(_ standing: ConsentStanding) -> String {
        switch standing {
        case .granted, .basis, .asserted: "replaced by a newer one"
        case .refused: "refused"
        case .withdrawn: "taken back"
        case .timedOut: "not answered in time"
        case .expired: "ended with the call"
        case .reconsentRequired: "had to be asked again"
        case .unknown: "they came anew"
        case .noticeSent, .disclosed: "asked anew"
        }
    }
}
