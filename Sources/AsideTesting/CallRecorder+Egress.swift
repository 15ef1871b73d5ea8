public import Events

extension CallRecorder {
    /// A request leaves.
    @discardableResult
    public mutating func depart(
        _ service: EgressRequested.Service,
        _ purpose: Purpose,
        to processor: String,
        outside: Bool = true,
        of people: [Pseudonym],
        at seconds: Double
    ) -> EgressID {
        let request = EgressID("request-at-\(seconds)")
        record(
            EgressRequested(
                request: request,
                service: service,
                purpose: purpose,
                outside: outside,
                bytes: 40
            ),
            sealing: .evidence(
                .init(
                    processor: processor,
                    region: "EU",
                    digest: String(repeating: "cd34", count: 16)
                ),
                of: people
            ),
            of: people.first,
            at: seconds,
            actor: .coach
        )
        return request
    }

    /// A request is over.
    public mutating func arrive(
        _ request: EgressID,
        _ outcome: EgressEnded.Outcome,
        bytesOut: Int,
        losing lostMicros: Int64? = nil,
        lacking missingField: String? = nil,
        at seconds: Double
    ) {
        record(
            EgressEnded(
                request: request,
                outcome: outcome,
                bytesOut: bytesOut,
                bytesIn: 900,
                micros: 500_000,
                lostMicros: lostMicros,
                missingField: missingField
            ),
            at: seconds,
            actor: .coach
        )
    }
}
