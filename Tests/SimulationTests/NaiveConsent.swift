import Events

/// The promise checked a second time, in the plainest way there is, from the bytes' own words and
/// nothing of the gate: who is in the call, what each agreed to last, and since when all did.
struct NaiveConsent {
    private struct Person {
        var isThere = true
        var isHuman: Bool
        var agreed: Set<String> = []
        /// Not of age, or several behind one device of whom nobody has said how many.
        var isMinor = false
        var isShared = false
        var isCounted = false

        var isInTheWay: Bool { isThere && isHuman && (isMinor || isShared && !isCounted) }
    }

    private var people: [Pseudonym: Person] = [:]
    private var startedAt: Timestamp?
    private var isOpen = false
    /// Whether the coach cannot see who is in the room.
    private var isCutOff = false
    private var since: [String: Timestamp] = [:]
    /// The lines, by their versions, that began before everyone had agreed that they are thought about.
    private var unread: Set<UInt64> = []

    /// Who is there and counts.
    var humansThere: [Pseudonym] {
        people.filter { $0.value.isThere && $0.value.isHuman }.map(\.key)
    }

    func agrees(_ person: Pseudonym, to purpose: Purpose) -> Bool {
        people[person]?.agreed.contains(purpose.rawValue) == true
    }

    /// What everyone there agrees to.
    private var agreed: Set<String> {
        let all = Set(Purpose.allCases.map(\.rawValue))
        return people.values.filter { $0.isThere && $0.isHuman }.reduce(all) {
            $0.intersection($1.agreed)
        }
    }

    /// Takes the next event of one call, and says what it breaks.
    mutating func problem(with event: Envelope) -> String? {
        let name = event.type.rawValue.dropFirst("aside.".count)
        if let needs = Self.needs(name, event) { return breach(by: event, name, needs) }
        switch name {
        case "call.opened": startedAt = Timestamp(event.data["startedAt"]?.string ?? "")
        case "call.closed", "gate.held", "gate.closed": (isOpen, since) = (false, [:])
        case "call.connection-lost": isCutOff = true
        case "call.connection-restored": isCutOff = false
        case "gate.opened":
            isOpen = true
            for purpose in agreed where since[purpose] == nil { since[purpose] = event.time }
            since = since.filter { agreed.contains($0.key) }
        default: people(name, event)
        }
        return nil
    }

    private mutating func breach(
        by event: Envelope,
        _ name: Substring,
        _ needs: Set<String>
    ) -> String? {
        guard isOpen else { return "\(name) while the gate was not open" }
        guard !isCutOff else { return "\(name) while nobody saw who was there" }
        guard needs.isSubset(of: agreed) else { return "\(name) without everyone's consent" }
        guard !people.values.contains(where: \.isInTheWay) else {
            return "\(name) beside a minor, or beside people nobody has counted"
        }
        let line = event.data["line"]?.integer.flatMap { UInt64(exactly: $0) }
        if let line, unread.contains(line) {
            return "\(name) on a line that began before everyone had agreed to that"
        }
        guard name == "speech.line-transcribed" else { return nil }
        let began = startedAt?.advanced(byMicros: event.data["startMicros"]?.integer ?? -1)
        guard let began, let inForce = since["live_transcription"], began >= inForce else {
            return "a line that began before everyone had agreed"
        }
        let read = since["ai_analysis"]
        if read.map({ began < $0 }) ?? true { unread.insert(event.version.value) }
        return nil
    }

    private static func needs(_ name: Substring, _ event: Envelope) -> Set<String>? {
        switch name {
        case "speech.line-transcribed", "speech.turn-completed": ["live_transcription", "storage"]
        case "speech.statement-met", "knowledge.passages-retrieved", "nudge.decided", "nudge.sent",
            "model.invoked":
            ["live_transcription", "storage", "ai_analysis"]
        case "screen.frame-sampled": ["screen_frames", "storage"]
        case "track.subscribed": [event.data["purpose"]?.string ?? "unstated", "storage"]
        default: nil
        }
    }

    private mutating func people(_ name: Substring, _ event: Envelope) {
        guard let who = event.subject else { return }
        let purposes = (event.data["purposes"]?.array ?? []).compactMap(\.string)
        switch name {
        case "participant.joined":
            let kind = event.data["kind"]?.string ?? ""
            people[who] = Person(
                isHuman: ["standard", "sip", "connector"].contains(kind),
                isMinor: event.data["minor"]?.bool == true,
                isShared: event.data["shared"]?.bool == true,
                isCounted: event.data["headCount"] != nil
            )
        case "participant.changed":
            if event.data["minor"]?.bool == true { people[who]?.isMinor = true }
            if event.data["shared"]?.bool == true {
                people[who]?.isShared = true
                people[who]?.isCounted = false
            }
        case "participant.left": people[who]?.isThere = false
        case "participant.reconnected":
            people[who]?.isThere = true
            if event.data["grantKept"]?.bool != true {
                people[who]?.agreed = []
                people[who]?.isCounted = false
            }
        case "consent.granted", "consent.asserted", "consent.basis-recorded":
            people[who]?.agreed.formUnion(purposes)
            if event.data["act"]?.object?["headCount"] != nil { people[who]?.isCounted = true }
        case "consent.refused", "consent.withdrawn", "consent.timed-out", "consent.expired",
            "consent.reconsent-required":
            people[who]?.agreed.subtract(purposes)
        default: break
        }
    }
}
