/// How everyone who folds the log reads what stands in it, also where it cannot be read: what adds is read
/// exactly or not at all, and what takes away is never passed over (EVENT_FORMAT).
extension Envelope {
    /// The fields in the clear, when the event is of this type and they have its form.
    public func fact<F: Fact>(_ fact: F.Type) -> F? {
        guard type == F.type else { return nil }
        return try? JSONCoding.value(F.self, from: data)
    }

    /// The purpose that it states; nil for one that is not known.
    public var statedPurpose: Purpose? {
        data["purpose"]?.string.flatMap(Purpose.init(rawValue:))
    }

    /// The purposes that must be in force where it stands; nil when it is not checked.
    public var purposesNeeded: Set<Purpose>? {
        type.purposesNeeded(stated: statedPurpose, isOutside: data["outside"] != .bool(false))
    }

    /// Whether the purpose that it states is one of its type, and a track's that of what it carries: else
    /// its writer could name whichever purpose is in force.
    public var isForPurposeItCanHave: Bool {
        guard statedPurpose != nil || data["purpose"] == nil else { return false }
        guard let possible = type.purposesItCanState else { return true }
        guard possible.contains(statedPurpose ?? .aiAnalysis) else { return false }
        guard type == .trackSubscribed else { return true }
        return switch data["source"]?.string.flatMap(TrackSource.init(rawValue:)) {
        case .microphone: statedPurpose == .liveTranscription
        case .screenshare: statedPurpose == .screenFrames
        case .camera, .screenshareAudio, nil: false
        }
    }

    /// The purposes in the data; nil when one of them is unknown, so that nothing is guessed.
    public var purposes: [Purpose]? {
        guard let names = data["purposes"]?.array else { return nil }
        let purposes = names.compactMap { $0.string.flatMap(Purpose.init(rawValue:)) }
        return purposes.count == names.count ? purposes : nil
    }

    /// Where an event of consent puts its subject, and on which purposes; nil for every other event, those
    /// of notices among them.
    ///
    /// Of purposes that cannot be read, what agrees agrees to none, and what ends an agreement ends all.
    public var changeOfStanding: (standing: ConsentStanding, purposes: [Purpose])? {
        guard let standing = type.standing else { return nil }
        return (standing, purposes ?? (standing.satisfies ? [] : Purpose.allCases))
    }

    /// How many people a grant speaks for, where it says so.
    public var headCountGranted: Int? {
        guard type == .consentGranted, purposes != nil else { return nil }
        return data["act"]?.object?["headCount"]?.integer.flatMap { Int(exactly: $0) }
    }

    /// Who joined; nil for an event of another type.
    ///
    /// Of somebody who joined by an event that cannot be read too little is known to open the gate.
    public var participantJoined: ParticipantJoined? {
        guard type == .participantJoined else { return nil }
        return fact(ParticipantJoined.self)
            ?? ParticipantJoined(role: .observer, kind: .standard, lookup: .failed)
    }

    /// What turned out; nil for an event of another type.
    ///
    /// What cannot be read may have been that several people share a device, or that one is not of age.
    public var participantChanged: ParticipantChanged? {
        guard type == .participantChanged else { return nil }
        return fact(ParticipantChanged.self) ?? ParticipantChanged(shared: true, minor: true)
    }
}

extension EventType {
    /// The standing that a consent event of this type puts its purposes in.
    fileprivate var standing: ConsentStanding? {
        switch self {
        case .consentBasisRecorded: .basis
        case .consentAsserted: .asserted
        case .consentGranted: .granted
        case .consentRefused: .refused
        case .consentTimedOut: .timedOut
        case .consentWithdrawn: .withdrawn
        case .consentExpired: .expired
        case .consentReconsentRequired: .reconsentRequired
        default: nil
        }
    }
}
