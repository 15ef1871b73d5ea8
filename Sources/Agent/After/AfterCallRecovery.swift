public import Events

/// Ends what a stopped process left open of the requests after a call.
///
/// The ends bear the time of the last fact, since nothing is known of what came after.
public struct AfterCallRecovery: Sendable {
    private let journal: any Journal
    private let ids: IDGenerator

    /// A recovery over a journal.
    public init(journal: any Journal, ids: IDGenerator) {
        (self.journal, self.ids) = (journal, ids)
    }

    /// Ends as interrupted every request that is not over; none is sent again.
    ///
    /// - Parameter events: the whole stream `after/<id>`, in order; whoever asks MUST hold the log as its
    ///   one writer.
    public func endRequests(after call: CallID, recorded events: [RecordedEvent]) async throws {
        var open = OpenIntents()
        for event in events { open.follow(event) }
        guard let last = events.last, !open.requests.isEmpty else { return }
        _ = try await journal.append(
            open.endsOfRequests(at: events.map(\.envelope.time).max() ?? last.envelope.time, ids),
            to: .after(call),
            expecting: .exactly(last.envelope.version),
            under: nil
        )
    }
}
