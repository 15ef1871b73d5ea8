import Events

extension Example {
    private static let act = ConsentAct(
        means: "click",
        options: ["allow", "refuse"],
        noticeDigest: digest,
        headCount: 3
    )
    private static let disclosure = Disclosure(
        controller: .init(name: "Oakfell GmbH", contact: "privacy@oakfell.example"),
        processors: [
            Processor(
                name: "Wordwell Ltd",
                service: .languageModel,
                region: "IE",
                purposes: [.aiAnalysis],
                terms: [.noOwnUse, .noTraining]
            )
        ]
    )

    private static func grounds(_ basis: LegalBasis) -> Grounds {
        Grounds(of: Purpose.allCases, under: disclosure) { _ in basis }
    }

    static let record: ConsentRecord = {
        var record = ConsentRecord(
            standings: [
                .init(
                    [.liveTranscription, .aiAnalysis],
                    before: .disclosed,
                    after: .granted,
                    legalBasis: .consent,
                    from: .example,
                    until: .callEnds
                ),
                .init(
                    [.sharing],
                    before: .refused,
                    after: .refused,
                    legalBasis: .consent,
                    from: nil,
                    until: nil
                ),
            ],
            gateBefore: .held,
            gateAfter: .open
        )
        record.settings = .applies(StreamVersion(1))
        record.joined = .applies(StreamVersion(3))
        (record.role, record.kind) = (.applies(.prospect), .applies(.standard))
        record.shared = .applies(true)
        record.actedFor = .applies(ConsentRecord.ownAct)
        record.notice = .applies(StreamVersion(4))
        record.shown = .applies(StreamVersion(5))
        record.withdrawBy = .applies(ConsentRecord.freeWithdrawal)
        record.retentionClass = .applies(ConsentRecord.standardRetention)
        return record
    }()

    static let consent: [Example] = [
        Example(
            BasisRecorded(
                purposes: Purpose.allCases,
                grounds: grounds(.recordedBasis)
            ),
            sealing: .evidence(
                .init(basis: "works-agreement:2026-03", disclosing: disclosure),
                of: rep
            ),
            by: .operator,
            of: rep
        ),
        Example(
            ConsentAsserted(
                purposes: Purpose.allCases,
                grounds: grounds(.assertedConsent)
            ),
            sealing: .evidence(
                .init(statement: "asked by phone on 2026-11-20", disclosing: disclosure),
                of: lee
            ),
            by: .operator,
            of: lee
        ),
        Example(
            NoticeSent(
                notice: "guest/de",
                noticeVersion: 1,
                locale: "de",
                textDigest: digest,
                channel: "web",
                purposes: Purpose.allCases,
                nonceDigest: digest,
                answerBy: Timestamp.example.advanced(byMicros: 120_000_000).description,
                why: "joined",
                grounds: grounds(.consent)
            ),
            sealing: .evidence(disclosure, of: lee),
            by: .gate,
            of: lee
        ),
        Example(
            NoticeShown(
                purposes: Purpose.allCases,
                textDigest: digest,
                attestation: "client attested display"
            ),
            by: .participant,
            of: lee
        ),
        Example(
            ConsentGranted(
                purposes: [.liveTranscription, .storage, .aiAnalysis],
                act: act
            ),
            by: .participant,
            of: lee
        ),
        Example(ConsentRefused(purposes: [.crmLookup], act: act), by: .participant, of: lee),
        Example(ConsentTimedOut(purposes: [.screenFrames]), by: .gate, of: lee),
        Example(
            ConsentWithdrawn(purposes: Purpose.allCases, act: act),
            by: .participant,
            of: lee
        ),
        Example(ConsentExpired(purposes: [.liveTranscription]), by: .gate, of: lee),
        Example(
            ReconsentRequired(purposes: [.sharing], change: .processor),
            by: .gate,
            of: lee
        ),
        Example(
            ActRejected(act: "grant", purposes: [.followUp], reason: .noticeNotShown),
            by: .gate,
            of: lee
        ),
        Example(
            GateOpened(
                purposes: [.liveTranscription, .storage],
                grants: [StreamVersion(4), StreamVersion(6)],
                droppedLines: ["gate-not-open": 1]
            ),
            by: .gate
        ),
        Example(GateHeld(reasons: [.joiner, .recorderPresent], droppedLines: [:]), by: .gate),
        Example(
            GateClosed(reasons: [.withdrawn], droppedLines: ["began-before-in-force": 1]),
            by: .gate
        ),
        Example(
            CaptureStopped(
                steps: CaptureStopped.Step.Name.allCases.map { .init(step: $0, latencyMicros: 12) },
                discardedTurns: 1,
                droppedNudges: 0
            ),
            by: .gate
        ),
    ]
}
