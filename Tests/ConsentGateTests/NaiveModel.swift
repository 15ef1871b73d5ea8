import Events

/// The promise once more, written from CONSENT §1–2 alone and as plainly as it can be, on the words
/// of the events and not on the gate's types: what may stand in the log after these events.
struct NaiveModel {
    struct Person {
        var isHuman: Bool
        var role: String
        var isPresent = true
        /// Whether several share the device, and whether anybody has said how many.
        var isShared = false
        var isCounted = false
        var isMinor = false
        var agreed: Set<String> = []
    }

    private(set) var people: [String: Person] = [:]
    private(set) var gateSaysOpen = false
    /// Whether the coach cannot see who is in the room.
    private var isCutOff = false
    /// The version of the newest event that must end every permit given before it.
    private(set) var newestChange: UInt64 = 0

    mutating func take(_ event: Envelope) {
        let name = String(event.type.rawValue.dropFirst("aside.".count))
        let family = name.split(separator: ".").first
        if family == "consent" || family == "gate" || family == "participant" {
            newestChange = event.version.value
        }
        let purposes = Set((event.data["purposes"]?.array ?? []).compactMap(\.string))
        let person = event.subject?.text ?? ""
        switch name {
        case "participant.joined":
            let kind = event.data["kind"]?.string ?? ""
            people[person] = Person(
                isHuman: !["agent", "egress", "ingress"].contains(kind),
                role: event.data["role"]?.string ?? "",
                isShared: event.data["shared"]?.bool == true,
                isCounted: event.data["headCount"] != nil,
                isMinor: event.data["minor"]?.bool == true
            )
        case "participant.changed":
            if event.data["shared"]?.bool == true {
                people[person]?.isShared = true
                people[person]?.isCounted = false
            }
            if event.data["minor"]?.bool == true { people[person]?.isMinor = true }
        case "participant.left": people[person]?.isPresent = false
        case "participant.reconnected":
            people[person]?.isPresent = true
            if event.data["grantKept"]?.bool != true {
                people[person]?.agreed = []
                people[person]?.isCounted = false
            }
        case "consent.granted", "consent.basis-recorded", "consent.asserted":
            people[person]?.agreed.formUnion(purposes)
            if event.data["act"]?.object?["headCount"] != nil { people[person]?.isCounted = true }
        case "consent.refused", "consent.withdrawn", "consent.timed-out", "consent.expired",
            "consent.reconsent-required":
            people[person]?.agreed.subtract(purposes)
        case "call.connection-lost": isCutOff = true
        case "call.connection-restored": isCutOff = false
        case "gate.opened": gateSaysOpen = true
        case "gate.held", "gate.closed", "call.closed": gateSaysOpen = false
        default: break
        }
    }

    /// What everybody in the room agrees to.
    var agreedByAll: Set<String> {
        let room = people.values.filter { $0.isHuman && $0.isPresent }
        return Set(Purpose.allCases.map(\.rawValue)).filter { purpose in
            room.allSatisfy { $0.agreed.contains(purpose) }
        }
    }

    /// Whether something that needs these purposes may happen now.
    func allows(_ purposes: Set<String>) -> Bool {
        let room = people.values.filter { $0.isHuman && $0.isPresent }
        let hasRep = room.contains { $0.role == "rep" }
        let hasOtherSide = room.contains { !["rep", "colleague", "observer"].contains($0.role) }
        let isAttested = room.allSatisfy { !$0.isShared || $0.isCounted }
        return gateSaysOpen && !isCutOff && hasRep && hasOtherSide && isAttested
            && !room.contains(where: \.isMinor)
            && agreedByAll.isSuperset(of: ["live_transcription", "storage"])
            && agreedByAll.isSuperset(of: purposes)
    }
}
