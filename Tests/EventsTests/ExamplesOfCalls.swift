import Events

extension Example {
    static let call: [Example] = [
        Example(
            CallOpened(
                capture: .replay,
                startedAt: .example,
                rep: rep,
                inputDigest: digest,
                policy: "all-party-opt-in/1",
                purposesAsked: Purpose.allCases,
                tableDigest: digest,
                noticesDigest: digest,
                playbookDigest: digest,
                configurationDigest: digest,
                rulesDigest: digest,
                pack: "sales",
                build: "1.0.0"
            ),
            sealing: .evidence(.init(rep: "dana", account: "acme", room: "demo.jsonl"), of: rep),
            by: .room
        ),
        Example(
            CallResumed(
                build: "1.0.1",
                terms: .init(
                    policy: "all-party-opt-in/1",
                    purposesAsked: Purpose.allCases,
                    noticesDigest: digest,
                    configurationDigest: digest
                )
            ),
            by: .room
        ),
        Example(ConnectionLost(), by: .room),
        Example(ConnectionRestored(lostMicros: 2_500_000), by: .room),
        Example(
            CallClosed(
                reason: .ended,
                departure: .repGone,
                counts: ["lines": 41, "nudges": 3],
                droppedLines: ["gate-not-open": 2],
                lostSoundMicros: 1_500_000
            ),
            by: .room
        ),
        Example(
            CallSealed(
                lastVersion: StreamVersion(6),
                leafHashesDigest: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            ),
            by: .log
        ),
        Example(
            ParticipantJoined(
                role: .prospect,
                kind: .standard,
                lookup: .resolved,
                policyNamed: false,
                shared: true,
                headCount: 3,
                minor: false
            ),
            sealing: .evidence(
                .init(
                    identity: "lee",
                    name: "Lee",
                    region: "DE",
                    regionEvidence: "stated",
                    assurance: "scripted",
                    rule: .init(code: "DE", recording: .allParty, disclosure: true, optIn: true)
                ),
                of: lee
            ),
            by: .room,
            of: lee
        ),
        Example(ParticipantLeft(), by: .room, of: lee),
        Example(ParticipantReconnected(grantKept: true), by: .room, of: lee),
        Example(
            ParticipantChanged(shared: true, minor: true, lookup: .resolved),
            sealing: .evidence(
                .init(
                    region: "AU-NT",
                    regionEvidence: "stated by their client",
                    rule: .init(code: "AU-NT", recording: .notice, disclosure: true, optIn: false)
                ),
                of: lee
            ),
            by: .room,
            of: lee
        ),
        Example(TrackPublished(source: .screenshare), by: .room, of: rep),
        Example(TrackUnpublished(source: .screenshareAudio), by: .room, of: rep),
        Example(
            TrackSubscribed(source: .microphone, purpose: .liveTranscription),
            by: .room,
            of: lee
        ),
        Example(TrackUnsubscribed(source: .camera, failed: true), by: .room, of: lee),
    ]

    static let custody: [Example] = [
        Example(
            KeyCreated(call: CallID("demo-1"), keyClass: .content),
            by: .log,
            of: lee
        ),
        Example(
            RetentionApplied(
                call: CallID("demo-1"),
                keyClass: .content,
                term: "withdrawal",
                endedAt: .example
            ),
            by: .log,
            of: lee
        ),
        Example(KeyDestroyed(call: CallID("demo-1"), keyClass: .content), by: .log, of: lee),
        Example(
            ErasureExecuted(call: CallID("demo-1"), keyClass: .evidence, pieces: 12),
            by: .log,
            of: lee
        ),
        Example(
            EvidenceViewed(call: CallID("demo-1"), document: "compliance", withNames: true),
            sealing: .evidence(.init(viewer: "auditor", reason: "audit 2026-11"), of: rep),
            by: .operator
        ),
        Example(
            EvidenceExported(call: CallID("demo-1"), format: "vcon", digest: digest),
            by: .operator
        ),
    ]
}
