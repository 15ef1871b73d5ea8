public import ConsentGate
public import Events
public import Projections

/// Everything that is settled before a call opens.
public struct CallSetup: Sendable {
    /// The call's id.
    public var id: CallID
    /// Where the call comes from.
    public var capture: CallOpened.Capture
    /// When it began.
    public var startedAt: Timestamp
    /// The rep's identity, from the call's own metadata.
    public var rep: String
    /// The customer account, if one was named.
    public var account: String?
    /// The room, or the name of the file replayed.
    public var room: String
    /// Hex SHA-256 of the file replayed; "not-applicable" for a live call.
    public var inputDigest: String
    /// The wording of the domain.
    public var pack: DomainPack
    /// What the coach knows.
    public var playbook: Playbook
    /// The rules of consent.
    public var consentPolicy: ConsentPolicy
    /// The words of the notices.
    public var notices: NoticeCatalog
    /// How notices travel: `web`, `phone` or `script`.
    public var noticeChannelName: String
    /// The jurisdiction table, or why there is none: a failed look-up keeps the gate shut.
    public var jurisdictions: Result<JurisdictionTable, JurisdictionTable.TableError>
    /// When the coach may interrupt.
    public var nudgePolicy: NudgePolicy
    /// How often the screen is looked at, and how closely.
    public var sampling: SamplingSettings
    /// How far the coach goes with a language model.
    public var modelSettings: ModelSettings
    /// What a call costs, for the cap on it; nil for no cap.
    public var prices: Prices?
    /// Hex SHA-256 of what the operator set; empty where nothing was.
    public var operatorDigest = ""
    /// Hex SHA-256 of what lies beside the plays and settles how tools answer; empty where nothing does.
    public var toolsDigest = ""
    /// The build of Aside.
    public var build: String

    /// A setup with the standard policies, and the nudge policy of its pack unless one is given.
    public init(
        id: CallID,
        capture: CallOpened.Capture,
        startedAt: Timestamp,
        rep: String,
        account: String? = nil,
        room: String,
        inputDigest: String,
        pack: DomainPack,
        playbook: Playbook,
        consentPolicy: ConsentPolicy = .standard,
        notices: NoticeCatalog = .standard,
        noticeChannelName: String,
        jurisdictions: Result<JurisdictionTable, JurisdictionTable.TableError>,
        nudgePolicy: NudgePolicy? = nil,
        sampling: SamplingSettings = .standard,
        modelSettings: ModelSettings = .standard,
        prices: Prices? = nil,
        build: String
    ) {
        self.id = id
        self.capture = capture
        self.startedAt = startedAt
        self.rep = rep
        self.account = account
        self.room = room
        self.inputDigest = inputDigest
        self.pack = pack
        self.playbook = playbook
        self.consentPolicy = consentPolicy
        self.notices = notices
        self.noticeChannelName = noticeChannelName
        self.jurisdictions = jurisdictions
        self.nudgePolicy = nudgePolicy ?? NudgePolicy(of: pack)
        self.sampling = sampling
        self.modelSettings = modelSettings
        self.prices = prices
        self.build = build
    }

    /// Hex SHA-256 over the settings that decide what the coach does.
    var configurationDigest: String {
        let words =
            rules + [consentPolicy.disclosure.digest, operatorDigest]
            // Where there is none the digest is that of calls from before it was in it.
            + (toolsDigest.isEmpty ? [] : [toolsDigest])
        return hexDigest(of: words.joined(separator: " ").utf8)
    }

    /// Hex SHA-256 over those that must be the same for as long as the call lasts, whichever process
    /// carries it on.
    private var rulesDigest: String { hexDigest(of: rules.joined(separator: " ").utf8) }

    private var rules: [String] {
        let policy = nudgePolicy
        let settings: [Int64] =
            [
                policy.intervalMicros, policy.kindCooldownMicros, Int64(policy.budget),
                policy.freshnessMicros, policy.oldestWordsMicros, Int64(policy.mostDoublings),
                Int64(policy.raisePerDismissal), Int64(policy.lowerPerUse),
                Int64(policy.mostMoved), Int64(policy.sameWordsPerMille),
                consentPolicy.answerTimeoutMicros, consentPolicy.reconnectWindowMicros,
            ] + sampling.numbers + modelSettings.numbers
        return settings.map(String.init) + [pack.digest]
    }

    /// The fact that opens the call.
    func opened(rep: Pseudonym) -> CallOpened {
        let tableDigest =
            if case .success(let table) = jurisdictions { table.digest } else { "unreadable" }
        return CallOpened(
            capture: capture,
            startedAt: startedAt,
            rep: rep,
            inputDigest: inputDigest,
            policy: consentPolicy.id,
            purposesAsked: consentPolicy.purposesAsked,
            tableDigest: tableDigest,
            noticesDigest: notices.under(consentPolicy).digest,
            playbookDigest: playbook.digest,
            configurationDigest: configurationDigest,
            rulesDigest: rulesDigest,
            pack: pack.id,
            build: build
        )
    }

    /// The fact that carries the call on.
    func resumed(rep: Pseudonym) -> CallResumed {
        CallResumed(build: build, terms: opened(rep: rep).terms)
    }
}

extension Disclosure {
    /// Hex SHA-256 over everything that it states.
    fileprivate var digest: String {
        let stated = processors.flatMap { processor in
            [processor.name, processor.service.rawValue, processor.region]
                + processor.purposes.map(\.rawValue) + processor.terms.map(\.rawValue)
        }
        let lines = [controller.name, controller.contact] + stated
        return hexDigest(of: lines.joined(separator: "\n").utf8)
    }
}

/// The ways through which a call touches the world.
public struct CallPorts: Sendable {
    /// Where facts are appended.
    public var journal: any Journal
    /// The way to the rep.
    public var privateChannel: any PrivateChannel
    /// The way to everybody, for notices and receipts.
    public var noticeChannel: any NoticeChannel
    /// The way to people's tracks.
    public var tracks: any TrackSubscriber
    /// What reads and writes pictures; a call without one keeps no frame.
    public var pictures: any PictureCodec
    /// What measures latencies.
    public var stopwatch: any Stopwatch
    /// The tools of the call.
    public var tools: ToolBox
    /// The language model; nil for the playbook coach alone.
    public var model: (any LanguageModel)?
    /// What finds passages by meaning; nil for words alone.
    public var meaning: Meaning?
    /// What rings when time has passed.
    public var alarm: any Alarm
    /// What makes ids.
    public var ids: IDGenerator

    /// The ports of one call.
    public init(
        journal: any Journal,
        privateChannel: any PrivateChannel,
        noticeChannel: any NoticeChannel,
        tracks: any TrackSubscriber = RecordedTracks(),
        pictures: any PictureCodec = NoPictures(),
        stopwatch: any Stopwatch,
        alarm: any Alarm,
        tools: ToolBox = ToolBox(),
        model: (any LanguageModel)? = nil,
        meaning: Meaning? = nil,
        ids: IDGenerator
    ) {
        self.journal = journal
        self.privateChannel = privateChannel
        self.noticeChannel = noticeChannel
        self.tracks = tracks
        self.pictures = pictures
        self.stopwatch = stopwatch
        self.alarm = alarm
        (self.tools, self.model, self.meaning) = (tools, model, meaning)
        self.ids = ids
    }
}
