/// What every event of one person's consent states beside its own fields (CONSENT §3): whom it is about,
/// what becomes of each purpose and on what terms, and which events of its stream state the rest.
///
/// The gate makes it, in one place, so that no such event goes without. Nothing in it is personal: what
/// is, stands sealed in the events that it names.
public struct ConsentRecord: Codable, Hashable, Sendable {
    /// The event that states the settings: `call.opened` or, later, `call.resumed`.
    public var settings = Applicable<StreamVersion>.notApplicable
    /// The join, in which is sealed who the person is, how that was assured, where they are, and which
    /// rule was found.
    public var joined = Applicable<StreamVersion>.notApplicable
    /// What they are in the call.
    public var role = Applicable<Role>.notApplicable
    /// What they take part with.
    public var kind = Applicable<ParticipantKind>.notApplicable
    /// Whether several people are behind it.
    public var shared = Applicable<Bool>.notApplicable
    /// For whom acted whoever did: `self` or `person`; nobody did where the gate records what follows, or an
    /// operator another ground than consent.
    public var actedFor = Applicable<String>.notApplicable
    /// Why, where the event's own fields say so.
    public var reason = Applicable<String>.notApplicable
    /// The newest notice to them, which states its words by digest, its channel, the kinds of data and,
    /// sealed, who uses it.
    public var notice = Applicable<StreamVersion>.notApplicable
    /// The attestation that this notice was shown.
    public var shown = Applicable<StreamVersion>.notApplicable
    /// What becomes of the purposes that the event names, each of them once.
    public var standings: [Standings]
    /// How what holds now can be taken back.
    public var withdrawBy = Applicable<String>.notApplicable
    /// How long what it covers is kept.
    public var retentionClass = Applicable<String>.notApplicable
    /// What keeps it beyond its term.
    public var hold = Applicable<String>.notApplicable
    /// The gate before the event.
    public var gateBefore: GateState
    /// The gate as it must be after it; the `gate.*` event that makes it so follows, where it moves.
    public var gateAfter: GateState

    /// `actedFor` of somebody's own act.
    public static let ownAct = "self"
    /// `actedFor` of an operator who gives their word for the person.
    public static let actForPerson = "person"
    /// How everything can be taken back.
    public static let freeWithdrawal = "any time, in the same place, without a reason"
    /// The only retention class that there is.
    public static let standardRetention = "standard"

    /// A record in which nothing else applies yet.
    public init(standings: [Standings], gateBefore: GateState, gateAfter: GateState) {
        (self.standings, self.gateBefore, self.gateAfter) = (standings, gateBefore, gateAfter)
    }

    /// What becomes of some purposes that fare alike.
    public struct Standings: Codable, Hashable, Sendable {
        /// The purposes.
        public var purposes: [Purpose]
        /// Where the person stood on them before the event.
        public var before: ConsentStanding
        /// Where they stand after it.
        public var after: ConsentStanding
        /// On what ground they hold, or are asked for.
        public var legalBasis: LegalBasis
        /// Since when they hold.
        public var from: Applicable<Timestamp>
        /// What ends them, if they are not taken back before.
        public var until: Applicable<End>

        /// What ends a purpose that holds.
        public enum End: String, Codable, Hashable, Sendable {
            /// The end of the call.
            case callEnds = "call-ends"
            /// The end of the retention of what was captured.
            case retentionEnds = "retention-ends"
            /// Nothing but that the person takes it back.
            case withdrawn
        }

        /// Purposes that fare so.
        public init(
            _ purposes: [Purpose],
            before: ConsentStanding,
            after: ConsentStanding,
            legalBasis: LegalBasis,
            from: Timestamp?,
            until: End?
        ) {
            (self.purposes, self.before, self.after) = (purposes, before, after)
            self.legalBasis = legalBasis
            (self.from, self.until) = (Applicable(from), Applicable(until))
        }

        /// Puts together those that fare alike.
        public static func grouped(_ all: [Standings]) -> [Standings] {
            all.reduce(into: []) { groups, one in
                let place = groups.firstIndex { group in
                    var same = one
                    same.purposes = group.purposes
                    return same == group
                }
                if let place {
                    groups[place].purposes += one.purposes
                } else {
                    groups.append(one)
                }
            }
        }
    }
}
