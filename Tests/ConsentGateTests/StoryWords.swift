import ConsentGate
import Events

extension ParticipantJoined.Sealed {
    /// Somebody in Germany, by the name of the story.
    static func example(of name: String) -> Self {
        Self(
            identity: name,
            name: nil,
            region: "DE",
            regionEvidence: "stated",
            assurance: "scripted",
            rule: .strictest
        )
    }
}

extension TurnedOut {
    /// What turns out about somebody in the story; a region is one where another rule holds.
    static func example(_ isShared: Bool, _ isMinor: Bool, in region: String?) -> Self {
        Self(
            isShared: isShared,
            isMinor: isMinor,
            place: region.map { region in
                let evidence = ParticipantChanged.Sealed(
                    region: region,
                    regionEvidence: "stated",
                    rule: .init(code: region, recording: .notice, disclosure: true, optIn: false)
                )
                return (lookup: ParticipantJoined.Lookup.resolved, evidence: evidence)
            }
        )
    }
}

extension CallOpened {
    /// A replay of nothing in particular.
    static func example(at time: Timestamp, asking purposes: [Purpose]) -> Self {
        Self(
            capture: .replay,
            startedAt: time,
            rep: Pseudonym("rep"),
            inputDigest: "00",
            policy: "test/1",
            purposesAsked: purposes,
            tableDigest: "00",
            noticesDigest: "00",
            playbookDigest: "00",
            configurationDigest: "00",
            pack: "sales",
            build: "test"
        )
    }
}

extension Envelope {
    /// The event in a few words: type, person, purposes (or `all`), and reasons.
    func told(asking all: [Purpose]) -> String {
        var words = [String(type.rawValue.dropFirst("aside.".count))]
        if let subject { words.append(subject.text) }
        if type == .consentNoticeSent { words.append(data["why"]?.string ?? "") }
        if let purposes = data["purposes"]?.array?.compactMap(\.string),
            type != .consentNoticeSent, type != .consentNoticeShown
        {
            words.append(
                purposes == all.map(\.rawValue) ? "all" : purposes.joined(separator: ",")
            )
        }
        words += data["reasons"]?.array?.compactMap(\.string) ?? []
        if let reason = (data["reason"] ?? data["change"])?.string { words.append(reason) }
        if let kept = data["grantKept"]?.bool { words.append(kept ? "kept" : "not-kept") }
        if type == .participantChanged {
            words += ["shared", "minor"].filter { data[$0]?.bool == true }
            if data["lookup"] != nil { words.append("moved") }
        }
        return words.joined(separator: " ")
    }
}
