import Events

extension Example {
    private static let request = EgressID("019ab2c4-5a10-7005-8d3e-0123456789ab")

    static let egress: [Example] = [
        Example(
            EgressRequested(
                request: request,
                service: .model,
                purpose: .aiAnalysis,
                outside: true,
                bytes: 4_210
            ),
            sealing: .evidence(
                .init(processor: "Example Models Ltd", region: "EU", digest: digest),
                of: [lee, rep]
            ),
            by: .coach,
            of: lee,
            turn: turn
        ),
        Example(
            EgressEnded(
                request: request,
                outcome: .answered,
                bytesOut: 4_210,
                bytesIn: 911,
                micros: 640_000,
                soundMicros: 0,
                lostMicros: 0,
                missingField: "choices"
            ),
            by: .coach,
            turn: turn
        ),
        Example(
            EgressRefused(service: .model, purpose: .aiAnalysis, outside: true, missing: .sharing),
            by: .coach,
            of: lee,
            turn: turn
        ),
    ]
}
