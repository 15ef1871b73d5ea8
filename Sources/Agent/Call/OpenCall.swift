public import ConsentGate
public import Events

/// A call that a stopped process left open, as its log has it: what another process needs to carry
/// it on.
public struct OpenCall: Sendable {
    /// The call's id.
    public let id: CallID
    /// Its whole stream, in order, opened.
    public let events: [RecordedEvent]
    /// What it was opened with.
    public let opened: CallOpened
    /// Who and what it is about.
    public let details: CallOpened.Sealed

    /// Reads a call's stream; nil when the call is over, or when what it was opened with cannot be
    /// read.
    public init?(_ id: CallID, recorded events: [RecordedEvent]) {
        guard let first = events.first, let opened = first.fact(CallOpened.self),
            let details = first.opened(CallOpened.self),
            !events.contains(where: { $0.type == .callClosed })
        else { return nil }
        (self.id, self.events, self.opened, self.details) = (id, events, opened, details)
    }

    /// When the newest of its facts happened.
    public var newestFactAt: Timestamp {
        events.map(\.envelope.time).max() ?? opened.startedAt
    }

    /// The setup to carry it on with: of the call what it was opened with, and the standard policies
    /// but for consent.
    ///
    /// `Call.resume` refuses a setup under which the coach would do something else than the call was opened
    /// with (`differences`); the terms of consent may be others.
    public func setup(
        pack: DomainPack,
        playbook: Playbook,
        consentPolicy: ConsentPolicy = .standard,
        noticeChannelName: String,
        jurisdictions: Result<JurisdictionTable, JurisdictionTable.TableError>,
        build: String
    ) -> CallSetup {
        CallSetup(
            id: id,
            capture: opened.capture,
            startedAt: opened.startedAt,
            rep: details.rep,
            account: details.account,
            room: details.room,
            inputDigest: opened.inputDigest,
            pack: pack,
            playbook: playbook,
            consentPolicy: consentPolicy,
            noticeChannelName: noticeChannelName,
            jurisdictions: jurisdictions,
            build: build
        )
    }

    /// The settings that differ from those the call was opened with and may not, by their names in
    /// `call.opened`.
    ///
    /// Another build may carry a call on, and so may other terms of consent: other notices, purposes or
    /// companies, of which everyone is asked again. Other rules, another playbook or other people may not.
    func differences(from setup: CallSetup) throws -> [String] {
        let now = try JSONCoding.members(of: setup.opened(rep: opened.rep))
        let then = try JSONCoding.members(of: opened)
        // A call of an earlier form does not tell the rules from the rest of the configuration.
        let free = opened.rulesDigest == nil ? "rulesDigest" : "configurationDigest"
        let names = Set((now.members + then.members).map(\.name))
            .subtracting(["build", "policy", "purposesAsked", "noticesDigest", free])
        let own: [(String, Bool)] = [("id", setup.id == id), ("rep", setup.rep == details.rep)]
        return names.filter { now[$0] != then[$0] }.sorted()
            + own.filter { !$0.1 }.map(\.0)
    }
}

/// A call is carried on with the rules of the coach, the playbook, the table and the people that it was
/// opened with, or not at all; the terms of consent alone may be others.
public struct ResumingError: Error, Hashable, CustomStringConvertible {
    /// The settings that differ, by their names in `call.opened`.
    public let fields: [String]

    /// What was found, and what to do.
    public var description: String {
        "resuming the call refused: found other settings than it was opened with "
            + "(\(fields.joined(separator: ", "))), expected the same; put them back, "
            + "or let the call be closed as interrupted"
    }
}
